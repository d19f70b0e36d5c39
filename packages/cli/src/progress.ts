/** Milliseconds before the first report, and between two. */
const PATIENCE = 1000;

/** Reports on standard error how far long work has come; nothing where it is done soon. */
export class Progress {
  private readonly what: string;
  private last = performance.now();
  private hasReported = false;

  constructor(what: string) {
    this.what = what;
  }

  report(done: number, total: number): void {
    const now = performance.now();
    if (now - this.last < PATIENCE) return;
    this.last = now;
    this.hasReported = true;
    const text = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${this.what}`;
    process.stderr.write(process.stderr.isTTY ? `\r${text}` : `${text}\n`);
  }

  end(): void {
    if (this.hasReported && process.stderr.isTTY) process.stderr.write('\n');
  }
}
