import { Worker } from 'node:worker_threads';

/** Ends the process, naming the case, when one case does not end. */
export class Watchdog {
  readonly #current = new Int32Array(new SharedArrayBuffer(8));
  readonly #worker: Worker;

  /** @param seconds how long a case may take */
  constructor(seconds: number) {
    this.#worker = new Worker(SOURCE, { eval: true, workerData: { current: this.#current, seconds } });
    this.#worker.unref();
  }

  /** A case begins. */
  enter(seed: number): void {
    this.#current[0] = seed;
    this.#current[1] = (this.#current[1] as number) + 1;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

const SOURCE = `
  const { workerData: { current, seconds } } = require('node:worker_threads');
  const { writeSync } = require('node:fs');
  let last = -1;
  setInterval(() => {
    if (current[1] === last) {
      writeSync(2, 'fuzz: the case of seed ' + current[0] + ' does not end\\n');
      process.abort();
    }
    last = current[1];
  }, seconds * 1000);
`;
