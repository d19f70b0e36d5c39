/** A function's code while it is written; see `generate/operations.mjs` for what it is made of. */
export class CodeWriter {
  private words = new Int32Array(256);
  private positionPairs = new Int32Array(64);
  private positionCount = 0;
  /** Words written so far: where the next operation will stand. */
  length = 0;

  reset(): void {
    this.length = 0;
    this.positionCount = 0;
  }

  push(word: number): void {
    if (this.length === this.words.length) this.words = grown(this.words);
    this.words[this.length++] = word;
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
    while (this.positionCount > 0 && this.positionPairs[2 * this.positionCount - 2]! >= length) this.positionCount--;
  }

  /** What is written from here on comes from the instruction at this byte offset. */
  mark(offset: number): void {
    const { positionCount } = this;
    if (positionCount > 0 && this.positionPairs[2 * positionCount - 2] === this.length) {
      this.positionPairs[2 * positionCount - 1] = offset;
      return;
    }
    if (2 * positionCount === this.positionPairs.length) this.positionPairs = grown(this.positionPairs);
    this.positionPairs[2 * positionCount] = this.length;
    this.positionPairs[2 * positionCount + 1] = offset;
    this.positionCount++;
  }

  /** The code, and pairs of index and byte offset. */
  finish(): { code: Int32Array; positions: Int32Array } {
    return {
      code: this.words.slice(0, this.length),
      positions: this.positionPairs.slice(0, 2 * this.positionCount),
    };
  }
}

function grown(words: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * words.length);
  larger.set(words);
  return larger;
}
