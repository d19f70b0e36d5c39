import { createInterpreterEngine } from '@softwasm/interpreter';
import { createWebAssembly } from 'softwasm';
import type { GuestMode } from '../guest-mode.ts';

const engine = createInterpreterEngine();
const WebAssembly = createWebAssembly({ engine });

/** Nothing is generated. */
export const mode: GuestMode = { webAssemblyFor: () => WebAssembly, engine };
