/** Begins a worker from source: Node's loads no TypeScript by itself. */
import { register } from 'tsx/esm/api';

register();
const { serveThread, threadsIn } = await import('../src/wast/node-threads.ts');
await serveThread(threadsIn(new URL(import.meta.url)));
