import {
  BLOCKTYPE_EMPTY,
  blocktypeIsIndex,
  type Expr,
  HEADER_SLOTS,
  INSTRUCTION_ID,
  instructionSlots,
} from '@softwasm/syntax';
import { type Arity, type ArityScope, arityOf, type EntityTypes } from './arity.ts';
import type { Prefix } from './flat.ts';
import { type InstructionScope, instructionText } from './immediates.ts';
import type { TextWriter } from './text-writer.ts';

/** A folded instruction or clause, `(head child …)`. */
export interface FoldedNode {
  /** A comment or annotation in front of it. */
  readonly prefix: string;
  head: string;
  readonly children: FoldedNode[];
  /** How many results it leaves on the stack. */
  results: number;
  /** Characters on one line; infinite where there is too much for one. */
  width: number;
}

/** An open block: the node its parts are in, and the list that its instructions go to. */
interface OpenBlock {
  readonly node: FoldedNode;
  list: FoldedNode[];
  /** What a branch to its label takes along. */
  readonly label: number;
  readonly results: number;
}

/** Nodes up to this width stand on one line. */
const LINE_WIDTH = 90;

const { block, loop, try: try_, try_table, catch: catch_, catch_all, delegate, end } = INSTRUCTION_ID;
const IF = INSTRUCTION_ID.if;
const ELSE = INSTRUCTION_ID.else;

function clause(head: string): FoldedNode {
  return { prefix: '', head, children: [], results: 0, width: Number.POSITIVE_INFINITY };
}

/**
 * Folds an expression (§6.5.4): instructions become the heads of those that give their operands. The order of instructions is the same however they are
 * folded, so that an operand more or less is a matter of taste alone.
 */
export class Folder {
  private readonly scope: InstructionScope;
  private readonly arities: ArityScope;
  private readonly prefix: Prefix;
  private readonly entities: EntityTypes;
  /** Outermost first; the first one is the expression itself. */
  private readonly open: OpenBlock[] = [];

  constructor(scope: InstructionScope, entities: EntityTypes, arities: Omit<ArityScope, 'labelArity'>, prefix: Prefix) {
    this.scope = scope;
    this.entities = entities;
    this.prefix = prefix;
    this.arities = {
      module: arities.module,
      returned: arities.returned,
      funcType: (funcidx) => arities.funcType(funcidx),
      tagType: (tagidx) => arities.tagType(tagidx),
      labelArity: (labelidx) => this.open[this.open.length - 1 - labelidx]?.label ?? 0,
    };
  }

  /** The nodes of an expression. */
  fold({ code }: Expr): FoldedNode[] {
    const { returned } = this.arities;
    const body = clause('');
    this.open.push({ node: body, list: body.children, label: returned, results: returned });
    for (let pc = 0; pc < code.length; pc += instructionSlots(code, pc)) {
      const id = code[pc] as number;
      if (id === end) {
        if (this.open.length === 1) break;
        this.close();
      } else if (id === block || id === loop || id === IF || id === try_ || id === try_table) this.openBlock(code, pc);
      else if (id === ELSE || id === catch_ || id === catch_all) this.divide(code, pc);
      else if (id === delegate) this.delegate(code, pc);
      else this.plain(code, pc);
    }
    this.open.length = 0;
    return body.children;
  }

  private get innermost(): OpenBlock {
    return this.open[this.open.length - 1] as OpenBlock;
  }

  /** Takes the operands of an instruction off the end of the list at hand, as far as they give one result each. */
  private takeOperands(count: number): FoldedNode[] {
    const { list } = this.innermost;
    let first = list.length;
    while (first > 0 && list.length - first < count && (list[first - 1] as FoldedNode).results === 1) first--;
    return list.splice(first);
  }

  private plain(code: Int32Array, pc: number): void {
    const prefix = this.prefix(code, pc);
    const head = instructionText(this.scope, code, pc);
    const { params, results } = arityOf(this.arities, code, pc);
    const children = this.takeOperands(params);
    let width = prefix.length + head.length + 2;
    for (const child of children) width += child.width + 1;
    if (width > LINE_WIDTH) width = Number.POSITIVE_INFINITY;
    this.innermost.list.push({ prefix, head, children, results, width });
  }

  private blockArity(slot: number): Arity {
    if (!blocktypeIsIndex(slot)) return { params: 0, results: slot === BLOCKTYPE_EMPTY ? 0 : 1 };
    const type = this.entities.type(slot);
    return { params: type?.params.length ?? 0, results: type?.results.length ?? 0 };
  }

  private openBlock(code: Int32Array, pc: number): void {
    const id = code[pc] as number;
    const { params, results } = this.blockArity(code[pc + HEADER_SLOTS] as number);
    const prefix = this.prefix(code, pc);
    const node: FoldedNode = { ...clause(instructionText(this.scope, code, pc)), prefix };
    let part = node;
    if (id === IF || id === try_) {
      part = clause(id === IF ? 'then' : 'do');
      // The parameters of an `if` may be folded along with its condition.
      if (id === IF) node.children.push(...this.takeOperands(params + 1));
      node.children.push(part);
    }
    this.innermost.list.push(node);
    this.open.push({ node, list: part.children, label: id === loop ? params : results, results });
    this.scope.labels.open();
  }

  private divide(code: Int32Array, pc: number): void {
    const { innermost } = this;
    const part = clause(instructionText(this.scope, code, pc));
    innermost.node.children.push(part);
    innermost.list = part.children;
  }

  private close(): void {
    const { node, results } = this.open.pop() as OpenBlock;
    this.scope.labels.close();
    node.results = results;
  }

  private delegate(code: Int32Array, pc: number): void {
    const { node } = this.innermost;
    this.close();
    node.children.push(clause(instructionText(this.scope, code, pc)));
  }
}

/** Writes nodes, each on lines of its own unless it is short. */
export function writeFolded(writer: TextWriter, nodes: readonly FoldedNode[], depth: number): void {
  const stack: { readonly nodes: readonly FoldedNode[]; at: number }[] = [{ nodes, at: 0 }];
  for (let top = stack[0]; top !== undefined; top = stack[stack.length - 1]) {
    const node = top.nodes[top.at++];
    if (node === undefined) {
      stack.pop();
      if (stack.length > 0) writer.write(')');
      continue;
    }
    const indent = depth + stack.length - 1;
    if (node.width < Number.POSITIVE_INFINITY) {
      writer.line(indent, oneLine(node));
      continue;
    }
    writer.line(indent, `${node.prefix}(${node.head}`);
    stack.push({ nodes: node.children, at: 0 });
  }
}

/** A node on one line, however long. */
export function oneLine(node: FoldedNode): string {
  let text = '';
  const stack: { readonly nodes: readonly FoldedNode[]; at: number }[] = [{ nodes: [node], at: 0 }];
  for (let top = stack[0]; top !== undefined; top = stack[stack.length - 1]) {
    const next = top.nodes[top.at++];
    if (next === undefined) {
      stack.pop();
      if (stack.length > 0) text += ')';
      continue;
    }
    text += `${stack.length > 1 ? ' ' : ''}${next.prefix}(${next.head}`;
    stack.push({ nodes: next.children, at: 0 });
  }
  return text;
}
