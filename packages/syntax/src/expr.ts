import { HEADER_SLOTS } from './immediates.ts';
import { FIXED_SLOTS, INSTRUCTION_ID } from './instruction-set.ts';
import type { InstructionName } from './instructions.ts';

/**
 * A decoded expression (§2.4.12): a flat, prefix-free stream of instructions in one `Int32Array`, in the order of the binary format and closed
 * by `end`. Nesting is implicit, as in the binary, so that no reader of it needs recursion.
 *
 * An instruction takes `HEADER_SLOTS` slots (instruction id, byte offset of its opcode in the binary) and then its immediates, laid out as
 * `immediates.ts` says. `instructionSlots(code, pc)` is the length of the instruction at `pc`.
 */
export interface Expr {
  readonly code: Int32Array;
}

const VALTYPES_ID = INSTRUCTION_ID['select t'];
const LABELS_ID = INSTRUCTION_ID.br_table;

const I32_CONST = INSTRUCTION_ID['i32.const'];
const END = INSTRUCTION_ID.end;

/** The expression that is one `i32.const`, as the offsets of most segments are: some modules have a hundred thousand of them, so that it makes its code when it is asked for. */
export class IntegerExpr implements Expr {
  readonly value: number;
  private readonly offset: number;
  private readonly end: number;

  /** @param end byte offset of its `end` */
  constructor(value: number, offset: number, end: number) {
    this.value = value;
    this.offset = offset;
    this.end = end;
  }

  get code(): Int32Array {
    return Int32Array.of(I32_CONST, this.offset, this.value, END, this.end);
  }
}

/** How many slots the instruction at `pc` takes, header included. */
export function instructionSlots(code: Int32Array, pc: number): number {
  const id = code[pc] as number;
  const fixed = FIXED_SLOTS[id] as number;
  if (fixed > 0) return fixed;
  const count = code[pc + HEADER_SLOTS] as number;
  if (id === LABELS_ID) return HEADER_SLOTS + count + 2;
  if (id === VALTYPES_ID) return HEADER_SLOTS + 1 + count;
  // try_table: a blocktype, then the handlers.
  return HEADER_SLOTS + 2 + 3 * (code[pc + HEADER_SLOTS + 1] as number);
}

/** Appends instructions to a growing stream. (`private`, not `#`: compiled to ES2020 a `#` member becomes a WeakMap, too slow here.) */
export class ExprBuilder {
  private code: Int32Array;
  private slots = 0;

  constructor(capacity = 64) {
    this.code = new Int32Array(capacity);
  }

  /** Slots written so far: where the next instruction will stand. */
  get length(): number {
    return this.slots;
  }

  /** Begins an instruction; its immediates follow by {@link push}. */
  begin(id: number, offset: number): void {
    const at = this.slots;
    // Two slots at least: one check serves both.
    if (at + HEADER_SLOTS > this.code.length) this.grow();
    this.code[at] = id;
    this.code[at + 1] = offset;
    this.slots = at + HEADER_SLOTS;
  }

  /** Appends one slot of an immediate. */
  push(value: number): void {
    if (this.slots === this.code.length) this.grow();
    this.code[this.slots++] = value;
  }

  /** Overwrites a slot written before, e.g. a count that became known later. */
  set(slot: number, value: number): void {
    this.code[slot] = value;
  }

  /** Forgets everything written, keeping the storage. */
  reset(): void {
    this.slots = 0;
  }

  /** The stream written so far, in storage of its own. */
  finish(): Expr {
    return { code: this.code.slice(0, this.slots) };
  }

  private grow(): void {
    const grown = new Int32Array(this.code.length * 2);
    grown.set(this.code);
    this.code = grown;
  }
}

/** The expression of these instructions alone, each `[name, ...immediate slots]`, closed by `end`; for tests and synthesised code. */
export function exprOf(offset: number, ...instructions: readonly (readonly [InstructionName, ...number[]])[]): Expr {
  const builder = new ExprBuilder();
  for (const [name, ...immediates] of instructions) {
    builder.begin(INSTRUCTION_ID[name], offset);
    for (const slot of immediates) builder.push(slot);
  }
  builder.begin(INSTRUCTION_ID.end, offset);
  return builder.finish();
}
