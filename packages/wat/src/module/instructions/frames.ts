/*
 * What the instruction parser is inside of. Frames of flat instructions are closed by `end`, the others by `)`.
 */

/** `block`, `loop` or `try_table` … `end` */
export const FLAT_BLOCK = 0;
/** `if` …, before its `else` */
export const FLAT_IF = 1;
/** `else` … `end` */
export const FLAT_ELSE = 2;
/** `try` …, before its handlers */
export const FLAT_TRY = 3;
/** `catch` … */
export const FLAT_CATCH = 4;
/** `catch_all` … `end` */
export const FLAT_CATCH_ALL = 5;
/** `(block …)`, `(loop …)`, `(try_table …)` */
export const FOLDED_BLOCK = 6;
/** `(then …)`, `(else …)`, `(do …)`, `(catch …)`, `(catch_all …)` */
export const ARM = 7;
/** The last of the frames that instructions in flat form may stand in. */
export const LAST_FLAT_CONTEXT: number = ARM;
/** `(plain …)`: operands */
export const PLAIN = 8;
/** `(if …`, before its `then`: operands */
export const IF_CONDITION = 9;
/** The last of the frames that instructions in folded form may stand in. */
export const LAST_FOLDED_CONTEXT: number = IF_CONDITION;
/** `(if … (then …)` */
export const IF_THEN = 10;
/** `(if … (then …) (else …)` */
export const IF_ELSE = 11;
/** `(try …`, before its `do` */
export const TRY_START = 12;
/** `(try … (do …)`, perhaps with handlers behind it: the state tells which may follow */
export const TRY_DO = 13;
export const TRY_CATCH = 14;
export const TRY_CATCH_ALL = 15;
export const TRY_DELEGATE = 16;

/** The frames that are open, innermost last: a stack of four parallel columns. */
export class FrameStack {
  private readonly kinds: number[] = [];
  private readonly slots: number[] = [];
  private readonly symbols: number[] = [];
  private readonly shadowed: number[] = [];

  get depth(): number {
    return this.kinds.length;
  }

  /** The kind of the innermost frame, -1 where there is none. */
  get kind(): number {
    const { kinds } = this;
    return kinds.length === 0 ? -1 : (kinds[kinds.length - 1] as number);
  }

  set kind(kind: number) {
    this.kinds[this.kinds.length - 1] = kind;
  }

  /** Where its pending instruction starts. */
  get slot(): number {
    return this.slots[this.slots.length - 1] as number;
  }

  /** The symbol of its label, or -1. */
  get symbol(): number {
    return this.symbols[this.symbols.length - 1] as number;
  }

  /** What `LabelScope.enter` gave for its label. */
  get labelState(): number {
    return this.shadowed[this.shadowed.length - 1] as number;
  }

  set labelState(state: number) {
    this.shadowed[this.shadowed.length - 1] = state;
  }

  push(kind: number, slot: number, symbol: number, labelState: number): void {
    this.kinds.push(kind);
    this.slots.push(slot);
    this.symbols.push(symbol);
    this.shadowed.push(labelState);
  }

  pop(): void {
    this.kinds.pop();
    this.slots.pop();
    this.symbols.pop();
    this.shadowed.pop();
  }

  clear(): void {
    this.kinds.length = this.slots.length = this.symbols.length = this.shadowed.length = 0;
  }
}
