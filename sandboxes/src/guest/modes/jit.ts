import { createJitEngine, WebAssembly } from 'softwasm';
import type { GuestMode } from '../guest-mode.ts';

/** As users have it: JavaScript is generated and evaluated. */
export const mode: GuestMode = { webAssemblyFor: () => WebAssembly, engine: createJitEngine() };
