/**
 * Setup file of every test project: the host's `WebAssembly` becomes a property that throws when the core reaches for it,
 * and a test file in which that happened fails even if the error was swallowed.
 */
import { afterAll, expect } from 'vitest';
import { coreAccesses, poisonWebAssembly } from './webassembly.ts';

poisonWebAssembly();

afterAll(() => {
  expect(coreAccesses(), 'accesses to globalThis.WebAssembly from core packages').toEqual([]);
});
