import { createJitEngine, createWebAssembly } from 'softwasm';
import type { GuestMode } from '../guest-mode.ts';

const WebAssembly = createWebAssembly({ engine: 'jit' });

/** JavaScript is generated and evaluated, and nothing else. */
export const mode: GuestMode = { webAssemblyFor: () => WebAssembly, engine: createJitEngine() };
