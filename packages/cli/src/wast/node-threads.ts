import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { StartThread } from './threads.ts';

/** Runs threads of scripts in workers of Node that begin with `main`, a module that does what `thread-main.ts` does. */
export function threadsOf(main: URL, options: WorkerOptions = {}): StartThread {
  return (task) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(main, { ...options, workerData: task });
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => resolve(['the thread ended without a word']));
    });
}

/** Runs threads of scripts in workers of Node. */
export const startThread: StartThread = threadsOf(new URL('./thread-main.js', import.meta.url));
