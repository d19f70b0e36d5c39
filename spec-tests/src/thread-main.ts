import { serveThread } from '@softwasm/cli/threads';
import { hideHostWebAssembly } from './hosts/bare-language.ts';
import { startThread } from './threads.ts';

/*
 * The worker that runs a thread of a script.
 */

hideHostWebAssembly();
await serveThread(startThread);
