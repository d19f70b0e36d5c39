/** Deeper lines are indented no further: published programs nest thousands of blocks. */
const DEEPEST = 24;

/** How much text is collected before it is handed on. */
const CHUNK = 1 << 16;

/** Writes indented lines, in chunks. */
export class TextWriter {
  private text = '';
  private readonly sink: (chunk: string) => void;
  private readonly margins: readonly string[];

  constructor(sink: (chunk: string) => void, indent: string) {
    this.sink = sink;
    this.margins = Array.from({ length: DEEPEST + 1 }, (_, depth) => `\n${indent.repeat(depth)}`);
  }

  /** Begins a line. */
  line(depth: number, text: string): void {
    this.write((this.margins[depth < DEEPEST ? depth : DEEPEST] as string) + text);
  }

  /** Appends to the line at hand. */
  write(text: string): void {
    this.text += text;
    if (this.text.length >= CHUNK) this.flush();
  }

  flush(): void {
    if (this.text !== '') this.sink(this.text);
    this.text = '';
  }
}
