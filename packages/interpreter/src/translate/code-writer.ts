/** A function's code while it is written; see `generate/operations.mjs` for what it is made of. */
export class CodeWriter {
  private words = new Int32Array(256);
  /** Pairs of a place in the code and a byte offset, and how many words they take. */
  private positions = new Int32Array(64);
  private positionWords = 0;
  /** The place of the last pair; -1. */
  private marked = -1;
  /** Words written so far: where the next operation will stand. */
  length = 0;

  reset(): void {
    this.length = 0;
    this.positionWords = 0;
    this.marked = -1;
  }

  push(word: number): void {
    if (this.length === this.words.length) this.words = grown(this.words);
    this.words[this.length++] = word;
  }

  push3(first: number, second: number, third: number): void {
    const at = this.length;
    if (at + 3 > this.words.length) this.words = grown(this.words);
    const { words } = this;
    words[at] = first;
    words[at + 1] = second;
    words[at + 2] = third;
    this.length = at + 3;
  }

  push4(first: number, second: number, third: number, fourth: number): void {
    const at = this.length;
    if (at + 4 > this.words.length) this.words = grown(this.words);
    const { words } = this;
    words[at] = first;
    words[at + 1] = second;
    words[at + 2] = third;
    words[at + 3] = fourth;
    this.length = at + 4;
  }

  get(at: number): number {
    return this.words[at]!;
  }

  set(at: number, word: number): void {
    this.words[at] = word;
  }

  /** Takes back what stands from `length` on. */
  truncate(length: number): void {
    this.length = length;
    while (this.positionWords > 0 && this.positions[this.positionWords - 2]! >= length) this.positionWords -= 2;
    this.marked = this.positionWords === 0 ? -1 : this.positions[this.positionWords - 2]!;
  }

  /** What is written from here on comes from the instruction at this byte offset. */
  mark(offset: number): void {
    const { length } = this;
    if (length !== this.marked) {
      if (this.positionWords === this.positions.length) this.positions = grown(this.positions);
      this.positions[this.positionWords] = length;
      this.positionWords += 2;
      this.marked = length;
    }
    this.positions[this.positionWords - 1] = offset;
  }

  /** The code, and pairs of index and byte offset. */
  finish(): { code: Int32Array; positions: Int32Array } {
    return {
      code: this.words.slice(0, this.length),
      positions: this.positions.slice(0, this.positionWords),
    };
  }
}

/** The same words in storage of twice the size. */
export function grown(words: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * words.length);
  larger.set(words);
  return larger;
}
