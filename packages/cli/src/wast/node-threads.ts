import { isMainThread, parentPort, Worker, type WorkerOptions, workerData } from 'node:worker_threads';
import { runThread } from './run-script.ts';
import type { StartThread, ThreadTask } from './threads.ts';

/** What a worker says: a line that was printed, or at its end the commands that failed. */
type ThreadMessage = { readonly printed: string } | { readonly failures: readonly string[] };

/** Runs threads of scripts in workers of Node, each of which begins with `main`: a module that calls {@link serveThread}. */
export function threadsIn(main: URL, options: WorkerOptions = {}): StartThread {
  return (task, print) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(main, { ...options, workerData: task });
      worker.on('message', (message: ThreadMessage) => {
        if ('failures' in message) resolve(message.failures);
        else print(message.printed);
      });
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the thread ended without a word')));
    });
}

/** In such a worker: runs the thread it was made for. @param startThread for threads within */
export async function serveThread(startThread: StartThread): Promise<void> {
  if (isMainThread) throw new Error('this is no thread');
  const say = (message: ThreadMessage): void => parentPort?.postMessage(message);
  say({ failures: await runThread(workerData as ThreadTask, (printed) => say({ printed }), startThread) });
}
