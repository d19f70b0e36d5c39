import type { CompileOptions } from '@softwasm/compiler';
import { VERSION } from '../version.ts';

/** What generated code depends on besides its module, as text: this version, and every option but names, which are for reading only. */
export function codeKey(options: CompileOptions): string {
  return JSON.stringify([VERSION, sorted(options)]);
}

/** Keys in order, whatever order they were given in. */
function sorted(options: object): unknown[] {
  return Object.entries(options)
    .filter(([name]) => name !== 'names')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'object' && value !== null ? sorted(value) : value,
    ]);
}
