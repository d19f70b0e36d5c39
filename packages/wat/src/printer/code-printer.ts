import type { Expr, Module } from '@softwasm/syntax';
import type { BranchHint } from '../module/branch-hints.ts';
import { EntityTypes } from './arity.ts';
import { type Prefix, writeFlat } from './flat.ts';
import { type FoldedNode, Folder, oneLine, writeFolded } from './folded.ts';
import { Identifiers, type ModuleIdentifiers } from './identifiers.ts';
import type { InstructionScope } from './immediates.ts';
import { LabelScope } from './labels.ts';
import type { PrintOptions } from './options.ts';
import type { TextWriter } from './text-writer.ts';
import type { TypePrinter } from './types.ts';

const NO_PREFIX: Prefix = () => '';
const NO_LOCALS = new Identifiers(undefined);

/** Prints expressions: bodies over several lines, constant expressions on one. */
export class CodePrinter {
  private readonly module: Module;
  private readonly ids: ModuleIdentifiers;
  private readonly types: TypePrinter;
  private readonly options: PrintOptions;
  private readonly entities: EntityTypes;

  constructor(module: Module, ids: ModuleIdentifiers, types: TypePrinter, options: PrintOptions) {
    this.module = module;
    this.ids = ids;
    this.types = types;
    this.options = options;
    this.entities = new EntityTypes(module);
  }

  /** Writes the instructions of an expression, the body of the function with this index if there is one. */
  body(writer: TextWriter, expr: Expr, depth: number, funcidx?: number): void {
    const locals = this.ids.locals(funcidx);
    const scope = this.scope(locals, new LabelScope(this.ids.labels(funcidx)));
    const hints = funcidx === undefined ? undefined : this.options.branchHints?.get(funcidx);
    const prefix = this.prefix(hints);
    if (this.options.folded !== true) writeFlat(writer, scope, expr, depth, prefix);
    else {
      const type = funcidx === undefined ? undefined : this.entities.funcType(funcidx);
      writeFolded(writer, this.fold(scope, expr, type?.results.length ?? 0, prefix), depth);
    }
  }

  /** A constant expression: folded instructions, mostly one. */
  constant(expr: Expr): string[] {
    const scope = this.scope(NO_LOCALS, new LabelScope(undefined));
    return this.fold(scope, expr, 1, NO_PREFIX).map(oneLine);
  }

  /** A constant expression for where one folded instruction may do without `(keyword …)`. */
  item(keyword: string, expr: Expr): string {
    const texts = this.constant(expr);
    const [only] = texts;
    if (texts.length === 1 && only !== undefined) return only;
    return `(${[keyword, ...texts].join(' ')})`;
  }

  private scope(locals: Identifiers, labels: LabelScope): InstructionScope {
    return { ids: this.ids, types: this.types, locals, labels };
  }

  private fold(scope: InstructionScope, expr: Expr, returned: number, prefix: Prefix): FoldedNode[] {
    const { entities, module } = this;
    const arities = {
      module,
      returned,
      funcType: (funcidx: number) => entities.funcType(funcidx),
      tagType: (tagidx: number) => entities.tagType(tagidx),
    };
    return new Folder(scope, entities, arities, prefix).fold(expr);
  }

  private prefix(hints: readonly BranchHint[] | undefined): Prefix {
    const { offsets } = this.options;
    if (offsets !== true && hints === undefined) return NO_PREFIX;
    const likely = new Map(hints?.map((hint) => [hint.slot, hint.likely]));
    return (code, pc) => {
      const offset = offsets === true ? `(;0x${(code[pc + 1] as number).toString(16).padStart(5, '0')};) ` : '';
      const hint = likely.get(pc);
      if (hint === undefined) return offset;
      return `${offset}(@metadata.code.branch_hint "\\0${hint ? 1 : 0}") `;
    };
  }
}
