import {
  BLOCKTYPE_EMPTY,
  type FuncBody,
  HEADER_SLOTS,
  I32,
  IMMEDIATES,
  INSTRUCTION_ID,
  instructionSlots,
  type ValType,
} from '@softwasm/syntax';
import { opens } from './unreachable.ts';

/*
 * A function that is entered at one of its loops: by whoever has executed it up to there by other means, and goes on in generated code in the midst of a call.
 *
 * It is made of instructions, before anything else looks at them, so that neither the builder nor a pass knows of it: a function whose parameters are all the
 * locals and operands, and in whose body what stands in front of the loop is missing, or skipped the first time:
 *
 * ```
 * (call $prepare)           (loop
 * (loop                       (if (local.get $entered) (then
 *   (call $next)                (call $next)))           ;; may come again: a loop is around
 *   (loop  ;; here    ──►     (local.set $entered (i32.const 1))
 *     …                       (loop
 *   (br 0))                     …
 *                             (br 0))
 * ```
 *
 * What the part that is skipped leaves on the operand stack goes through locals.
 */

const { block, loop, if: IF, else: ELSE, end, delegate } = INSTRUCTION_ID;
const LOCAL_GET = INSTRUCTION_ID['local.get'];
const LOCAL_SET = INSTRUCTION_ID['local.set'];
const I32_CONST = INSTRUCTION_ID['i32.const'];
const DROP = INSTRUCTION_ID.drop;

/** A construct around the loop, or the loop. */
interface Construct {
  /** Where it stands in the code. */
  readonly at: number;
  /** Of an `if` whose second arm has the loop: where that begins; else -1. */
  elseAt: number;
}

/** What is on the operand stack where the loop begins, and of which constructs. */
export interface OperandsAround {
  /** The loop's parameters are the last. */
  readonly types: readonly ValType[];
  /** Of the constructs around, from the outside in, and the loop: how many operands are below their parameters, and those. */
  readonly frames: readonly { readonly values: number; readonly paramTypes: readonly ValType[] }[];
}

/** A function that begins at a loop. */
export interface LoopEntry {
  /** The types of all locals, and of the operands. */
  readonly params: readonly ValType[];
  readonly body: FuncBody;
}

/**
 * Makes a function of the rest of another one. In a handler of a legacy `try` there is none: the exception would be missing.
 *
 * @param params of the function
 * @param offset the byte offset of the `loop`
 */
export function loopEntry(
  params: readonly ValType[],
  { locals, expr }: FuncBody,
  offset: number,
  operands: OperandsAround,
): LoopEntry {
  const localCount = locals.reduce((sum, { count }) => sum + count, params.length);
  const writer = new EntryWriter(expr.code, localCount, offset, operands);
  writer.write(findLoop(expr.code, offset));
  return {
    params: [
      ...params,
      ...locals.flatMap(({ count, type }) => new Array<ValType>(count).fill(type)),
      ...operands.types,
    ],
    body: {
      locals: writer.locals.map((type) => ({ count: 1, type })),
      expr: { ...expr, code: Int32Array.from(writer.words) },
    },
  };
}

/** Where in the code the `loop` at a byte offset stands. */
export function placeOfLoop(code: Int32Array, offset: number): number {
  return findLoop(code, offset).pop()!.at;
}

/** @returns what is around the loop, from the outside in, and the loop */
function findLoop(code: Int32Array, offset: number): Construct[] {
  const path: Construct[] = [];
  for (let pc = 0; pc < code.length; pc += instructionSlots(code, pc)) {
    const id = code[pc]!;
    if (opens(id)) path.push({ at: pc, elseAt: -1 });
    if (id === loop && code[pc + 1] === offset) return path;
    if (id === end || id === delegate) path.pop();
    else if (id === ELSE) path[path.length - 1]!.elseAt = pc;
  }
  throw new RangeError(`no loop at byte offset ${offset}`);
}

class EntryWriter {
  readonly words: number[] = [];
  /** The types of locals that are no parameters. */
  readonly locals: ValType[] = [];
  private readonly code: Int32Array;
  private readonly operands: OperandsAround;
  private readonly offset: number;
  /** The first local that has an operand. */
  private readonly firstOperand: number;
  /** The local that is 0 until the loop is reached; -1 where nobody asks. */
  private entered = -1;
  /** Whether what comes next may be executed again, in a loop around. */
  private repeats = false;
  /** By construct around: whether its second arm can never be reached. */
  private readonly loses: boolean[] = [];

  constructor(code: Int32Array, firstOperand: number, offset: number, operands: OperandsAround) {
    this.code = code;
    this.firstOperand = firstOperand;
    this.offset = offset;
    this.operands = operands;
  }

  private put(id: number, ...immediates: number[]): void {
    this.words.push(id, this.offset, ...immediates);
  }

  private copy(from: number, to: number): void {
    for (let i = from; i < to; i++) this.words.push(this.code[i]!);
  }

  private newLocal(type: ValType): number {
    this.locals.push(type);
    return this.firstOperand + this.operands.types.length + this.locals.length - 1;
  }

  private putAll(id: number, locals: readonly number[]): void {
    for (const local of locals) this.put(id, local);
  }

  write(path: readonly Construct[]): void {
    const around = path.slice(0, -1);
    let from = 0;
    around.forEach((construct, i) => {
      this.enter(i, from, construct);
      const start = construct.elseAt < 0 ? construct.at : construct.elseAt;
      from = start + instructionSlots(this.code, start);
    });
    const { at } = path[around.length]!;
    this.comeTo(around.length, from, at, -1);
    if (this.entered >= 0) {
      this.put(I32_CONST, 1);
      this.put(LOCAL_SET, this.entered);
    }
    this.copyRest(at, around.length);
  }

  /** Construct `i` of the path, and what stands in front of it from `from` on. */
  private enter(i: number, from: number, { at, elseAt }: Construct): void {
    const { code } = this;
    const isIf = code[at] === IF;
    this.loses.push(isIf && !this.repeats && elseAt < 0);
    this.comeTo(i, from, at, isIf ? (elseAt < 0 ? 1 : 0) : -1);
    if (isIf && !this.repeats) {
      // Only the arm with the loop is ever reached.
      this.put(block, code[at + HEADER_SLOTS]!);
      return;
    }
    const header = at + instructionSlots(code, at);
    this.copy(at, elseAt < 0 ? header : elseAt + instructionSlots(code, elseAt));
    if (code[at] === loop) this.repeats = true;
  }

  /**
   * Puts what stands in front of construct `i` in the one around, which is skipped the first time, and the operands that it leaves.
   *
   * @param condition of an `if`: what it is the first time; -1: none
   */
  private comeTo(i: number, from: number, to: number, condition: number): void {
    const { types, frames } = this.operands;
    const { values: height, paramTypes } = frames[i]!;
    const below = i === 0 ? { values: 0, paramTypes: [] } : frames[i - 1]!;
    const left = this.operandsOf(below.values, i === frames.length - 1 ? types.length : height);
    // Parameters of constructs around are not there any more: they have any value the first time.
    if (i < frames.length - 1) for (const type of paramTypes) left.push(this.newLocal(type));
    if (!this.repeats) {
      for (let k = 0; k < below.paramTypes.length; k++) this.put(DROP);
    } else if (from < to || below.paramTypes.length > 0) {
      if (condition >= 0) left.push(this.newLocal(I32));
      this.skip(from, to, below.paramTypes, left, condition);
    } else if (condition >= 0) throw new RangeError('an `if` has a condition');
    this.putAll(LOCAL_GET, left);
  }

  private operandsOf(from: number, to: number): number[] {
    return Array.from({ length: to - from }, (_, k) => this.firstOperand + from + k);
  }

  /** @param taken types of the operands that it consumes @param left the locals that get those it leaves */
  private skip(from: number, to: number, taken: readonly ValType[], left: readonly number[], condition: number): void {
    const locals = taken.map((type) => this.newLocal(type));
    this.putAll(LOCAL_SET, [...locals].reverse());
    if (this.entered < 0) this.entered = this.newLocal(I32);
    this.put(LOCAL_GET, this.entered);
    this.put(IF, BLOCKTYPE_EMPTY);
    this.putAll(LOCAL_GET, locals);
    this.copyDeeper(from, to);
    this.putAll(LOCAL_SET, [...left].reverse());
    if (condition >= 0) {
      this.put(ELSE);
      this.put(I32_CONST, condition);
      this.put(LOCAL_SET, left[left.length - 1]!);
    }
    this.put(end);
  }

  /** Copies instructions into a construct of their own: labels of what is around are one more. */
  private copyDeeper(from: number, to: number): void {
    const { code, words } = this;
    let depth = 0;
    for (let pc = from; pc < to; pc += instructionSlots(code, pc)) {
      const id = code[pc]!;
      // Labels of a `try_table` and a `delegate` do not count the construct itself.
      if (id === end || id === delegate) depth--;
      const start = words.length - pc;
      this.copy(pc, pc + instructionSlots(code, pc));
      for (const slot of labelSlots(code, pc)) if (code[slot]! >= depth) words[start + slot]!++;
      if (opens(id)) depth++;
    }
  }

  /** Copies all from the loop on, but arms that can never be reached. @param around how many constructs are around the loop */
  private copyRest(at: number, around: number): void {
    const { code } = this;
    // How many constructs are open, how many of those around, and at which depth is an arm that is lost.
    let depth = around;
    let open = around;
    let lost = -1;
    for (let pc = at; pc < code.length; pc += instructionSlots(code, pc)) {
      const id = code[pc]!;
      if (opens(id)) depth++;
      else if (id === ELSE && depth === open && this.loses[open - 1] === true) lost = depth;
      else if (id === end || id === delegate) {
        if (depth === lost) lost = -1;
        if (depth === open) open--;
        depth--;
      }
      if (lost < 0) this.copy(pc, pc + instructionSlots(code, pc));
    }
  }
}

/** Where in the code an instruction has labels. */
function labelSlots(code: Int32Array, pc: number): number[] {
  const at = pc + HEADER_SLOTS;
  const [kind] = IMMEDIATES[code[pc]!]!;
  if (kind === 'labelidx' || kind === 'cast') return [at];
  // The default label follows the others.
  if (kind === 'labels') return Array.from({ length: code[at]! + 1 }, (_, i) => at + 1 + i);
  // A blocktype, and then the handlers.
  if (IMMEDIATES[code[pc]!]!.includes('catches')) {
    return Array.from({ length: code[at + 1]! }, (_, i) => at + 4 + 3 * i);
  }
  return [];
}
