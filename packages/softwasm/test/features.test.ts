import { WASM_EDITIONS, withFeatures } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';
import { expect, test } from 'vitest';
import { createWebAssembly } from '../src/index.ts';

const LEGACY = '(module (func try nop catch_all end))';
const THREADS = '(module (memory 1 1 shared) (func atomic.fence))';
const CUSTOM_PAGES = '(module (memory 1 (pagesize 1)))';

test('a namespace has what browsers have: threads and legacy exceptions, but no further proposals', () => {
  const { validate } = createWebAssembly();
  const bytes = (text: string): Uint8Array =>
    assemble(text, {
      features: withFeatures(WASM_EDITIONS['3.0'], ['legacy-exceptions', 'threads', 'custom-page-sizes']),
    });
  expect(validate(bytes(LEGACY))).toBe(true);
  expect(validate(bytes(THREADS))).toBe(true);
  expect(validate(bytes(CUSTOM_PAGES))).toBe(false);

  const standard = createWebAssembly({ features: WASM_EDITIONS['3.0'] });
  expect(standard.validate(bytes(LEGACY))).toBe(false);
  expect(standard.validate(bytes(THREADS))).toBe(false);
});
