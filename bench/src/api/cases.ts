import { CALL_CASES } from './call-cases.ts';
import type { ApiCase } from './case.ts';
import { MODULE_CASES } from './module-cases.ts';
import { OBJECT_CASES } from './object-cases.ts';

/** All operations of the JavaScript API that are measured. */
export const API_CASES: readonly ApiCase[] = [...OBJECT_CASES, ...MODULE_CASES, ...CALL_CASES];
