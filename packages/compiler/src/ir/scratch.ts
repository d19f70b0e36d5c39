/** So long is an array at least: one that is too short for the next function is made anew. */
const SHORTEST = 256;

function sizeFor(length: number): number {
  let size = SHORTEST;
  while (size < length) size *= 2;
  return size;
}

/**
 * Arrays that analyses need while one function is compiled, for functions are many and small, and engines take a microsecond for each typed array that they
 * make and give back. What is given out holds zeros, is used until its {@link release}, and may be longer than was asked for: whoever needs to know where
 * it ends, or keeps it, makes one of its own.
 */
export class Scratch {
  private readonly allWords: Int32Array[] = [];
  private readonly allBytes: Uint8Array[] = [];
  private usedWords = 0;
  private usedBytes = 0;

  /** At least so many words, all 0. */
  words(length: number): Int32Array {
    const at = this.usedWords++;
    const known = this.allWords[at];
    if (known !== undefined && known.length >= length) return known.fill(0, 0, length);
    return (this.allWords[at] = new Int32Array(sizeFor(length)));
  }

  /** At least so many bytes, all 0. */
  bytes(length: number): Uint8Array {
    const at = this.usedBytes++;
    const known = this.allBytes[at];
    if (known !== undefined && known.length >= length) return known.fill(0, 0, length);
    return (this.allBytes[at] = new Uint8Array(sizeFor(length)));
  }

  /** Where a {@link release} may go back to. */
  mark(): ScratchMark {
    return { words: this.usedWords, bytes: this.usedBytes };
  }

  /** Takes back what was given out since the mark; by default, everything. */
  release({ words, bytes }: ScratchMark = EMPTY): void {
    this.usedWords = words;
    this.usedBytes = bytes;
  }
}

/** How much of a {@link Scratch} was in use. */
export interface ScratchMark {
  readonly words: number;
  readonly bytes: number;
}

const EMPTY: ScratchMark = { words: 0, bytes: 0 };
