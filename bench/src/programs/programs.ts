import { ESBUILD } from './esbuild.ts';
import type { Program } from './program.ts';
import { QUICKJS } from './quickjs.ts';
import { SQLJS } from './sqljs.ts';

/** All programs, in the order of reports. */
export const PROGRAMS: readonly Program[] = [SQLJS, QUICKJS, ESBUILD];
