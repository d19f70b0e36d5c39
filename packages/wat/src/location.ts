/** A place in a text: bytes from its start; lines and columns (in bytes) count from 1. */
export interface Location {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** Line and column of an offset. It reads the text from its start: for errors. */
export function lineAndColumn(source: Uint8Array, offset: number): Location {
  return new LineCounter(source).locate(offset);
}

/** Lines and columns of offsets that only grow, in one pass over the text. */
export class LineCounter {
  private readonly source: Uint8Array;
  private at = 0;
  private line = 1;
  private lineStart = 0;

  constructor(source: Uint8Array) {
    this.source = source;
  }

  /** `offset` must not be before that of the call before. */
  locate(offset: number): Location {
    const { source } = this;
    for (; this.at < offset; this.at++) {
      const byte = source[this.at];
      // A carriage return ends a line unless a line feed follows, which then does.
      if (byte === 0x0a || (byte === 0x0d && source[this.at + 1] !== 0x0a)) {
        this.line++;
        this.lineStart = this.at + 1;
      }
    }
    return { offset, line: this.line, column: offset - this.lineStart + 1 };
  }
}
