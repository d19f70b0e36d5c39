import { serveThread, threadsIn } from './node-threads.ts';

/*
 * The worker that runs a thread of a script.
 */

await serveThread(threadsIn(new URL(import.meta.url)));
