import { assemble } from '@softwasm/wat';
import { describe, expect, test } from 'vitest';
import { compile, compileSync, deserializeSync, instantiateSync, Memory } from '../../src/embed/index.ts';
import { failure } from './failure.ts';

/*
 * Limits strike before anything is read, allocated or changed; beyond them, memory.grow and table.grow give -1.
 */

const TEXT = `(module (memory (export "a") 2 10) (memory (export "b") 1)
  (table (export "t") 3 funcref) (table 2 externref)
  (func (export "growA") (param i32) (result i32) (memory.grow 0 (local.get 0)))
  (func (export "growB") (param i32) (result i32) (memory.grow 1 (local.get 0)))
  (func (export "growT") (param i32) (result i32) (table.grow 0 (ref.null func) (local.get 0)))
  (func (export "growU") (param i32) (result i32) (table.grow 1 (ref.null extern) (local.get 0))))`;
const BYTES = assemble(TEXT);

describe('memory pages', () => {
  test('of all memories together, at the beginning', () => {
    const limits = { memoryPages: 2 };
    expect(failure(() => instantiateSync(BYTES, {}, { limits }))).toBe(
      'ResourceError: limit exceeded: the module asks for 3 pages of memory, at most 2 are allowed',
    );
    expect(instantiateSync(BYTES, {}, { limits: { memoryPages: 3 } }).exports.a.pages).toBe(2);
  });
  test('of all memories together, when they grow', () => {
    const { exports } = instantiateSync(BYTES, {}, { limits: { memoryPages: 6 } });
    expect(exports.growA(4)).toBe(-1);
    expect(exports.growA(1)).toBe(2);
    expect(exports.growB(3)).toBe(-1);
    expect(exports.growB(2)).toBe(1);
    expect(exports.growA(1)).toBe(-1);
    expect(exports.growA(0)).toBe(3);
    expect(failure(() => exports.b.grow(1))).toBe('ResourceError: The memory of 3 page(s) cannot grow by 1 page(s).');
    expect([exports.a.pages, exports.b.pages]).toEqual([3, 3]);
  });
  test('of each instance by itself', () => {
    const module = compileSync(BYTES, { limits: { memoryPages: 4 } });
    const [first, second] = [module.instantiateSync(), module.instantiateSync()];
    expect([first.exports.growA(1), second.exports.growA(1)]).toEqual([2, 2]);
    expect(module.instantiateSync({}, { limits: { memoryPages: 5 } }).exports.growA(2)).toBe(2);
  });
  test('nothing happens before: neither segments nor the start function', () => {
    const memory = new Memory({ initial: 1 });
    const bytes = assemble(`(module (import "env" "m" (memory 1)) (memory 2) (data (memory 0) (i32.const 0) "x"))`);
    expect(failure(() => instantiateSync(bytes, { env: { m: memory } }, { limits: { memoryPages: 1 } }))).toMatch(
      'limit exceeded',
    );
    expect(memory.read(0, 1)).toEqual(Uint8Array.of(0));
    // Imported memories are bounded by whoever made them.
    instantiateSync(bytes, { env: { m: memory } }, { limits: { memoryPages: 2 } });
    expect(memory.read(0, 1)).toEqual(Uint8Array.of('x'.charCodeAt(0)));
  });
  test('a shared memory takes its maximum', () => {
    const bytes = assemble(
      `(module (memory 1 4 shared)
      (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))`,
      { features: new Set(['mvp', 'threads', 'bulk-memory', 'mutable-globals']) },
    );
    expect(failure(() => instantiateSync(bytes, {}, { limits: { memoryPages: 3 } }))).toMatch(
      'asks for 4 pages of memory',
    );
    expect(instantiateSync(bytes, {}, { limits: { memoryPages: 4 } }).exports.grow(3)).toBe(1);
  });
  test('a memory of petabytes is turned away before the host is asked', () => {
    const bytes = assemble('(module (memory i64 0x1000000000000))');
    expect(failure(() => instantiateSync(bytes, {}, { limits: { memoryPages: 1 } }))).toBe(
      'ResourceError: limit exceeded: the module asks for 281474976710656 pages of memory, at most 1 are allowed',
    );
  });
});

describe('table elements', () => {
  test('of all tables together, at the beginning', () => {
    expect(failure(() => instantiateSync(BYTES, {}, { limits: { tableElements: 4 } }))).toBe(
      'ResourceError: limit exceeded: the module asks for 5 table elements, at most 4 are allowed',
    );
  });
  test('of all tables together, when they grow', () => {
    const { exports } = instantiateSync(BYTES, {}, { limits: { tableElements: 8 } });
    expect([exports.growT(4), exports.growT(1), exports.growU(3), exports.growU(2), exports.growT(1)]).toEqual([
      -1, 3, -1, 2, -1,
    ]);
    expect(failure(() => exports.t.grow(1))).toBe(
      'ResourceError: The table of 4 element(s) cannot grow by 1 element(s).',
    );
    expect(exports.growT(0)).toBe(4);
  });
});

describe('module size', () => {
  const limits = { moduleSize: BYTES.length - 1 };
  const message = `ResourceError: limit exceeded: the module has ${BYTES.length} bytes, at most ${BYTES.length - 1} are allowed`;
  test('before it is read', async () => {
    expect(failure(() => compileSync(BYTES, { limits }))).toBe(message);
    // Not even whether they are a module.
    expect(failure(() => compileSync(new Uint8Array(BYTES.length), { limits }))).toBe(message);
    expect(failure(() => instantiateSync(BYTES, {}, { limits }))).toBe(message);
    await expect(compile(BYTES, { limits })).rejects.toThrow('limit exceeded');
    expect(compileSync(BYTES, { limits: { moduleSize: BYTES.length } }).exports).toHaveLength(7);
  });
  test('of the binary in a serialized module', () => {
    expect(failure(() => deserializeSync(compileSync(BYTES).serialize(), { limits, trusted: true }))).toBe(message);
  });
});

test('limits that are none', () => {
  expect(failure(() => instantiateSync(BYTES, {}, { limits: { memoryPages: -1 } }))).toBe(
    'EmbedError: The limit memoryPages must be a number that is not negative; given number -1.',
  );
  expect(failure(() => instantiateSync(BYTES, {}, { limits: { tableElements: Number.NaN } }))).toBe(
    'EmbedError: The limit tableElements must be a number that is not negative; given number NaN.',
  );
  expect(failure(() => compileSync(BYTES, { limits: { moduleSize: '5' as never } }))).toBe(
    'EmbedError: The limit moduleSize must be a number that is not negative; given string.',
  );
});
