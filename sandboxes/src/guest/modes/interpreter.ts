import { createInterpreterEngine } from '@softwasm/interpreter';
import { createWebAssembly } from 'softwasm';
import type { GuestMode } from '../guest-mode.ts';

const WebAssembly = createWebAssembly({ engine: 'interpreter' });

/** Nothing is generated. */
export const mode: GuestMode = { webAssemblyFor: () => WebAssembly, engine: createInterpreterEngine() };
