/** Begins a worker from source: Node's loads no TypeScript by itself. */
import { register } from 'tsx/esm/api';

register();
await import('../src/wast/thread-main.ts');
