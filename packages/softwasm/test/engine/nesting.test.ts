import { assemble } from '@softwasm/wat';
import { describe, expect, test } from 'vitest';
import { callJit, callNative, jit, jitInstance, native } from './harness.ts';

/*
 * Constructs nested deeper than JavaScript parsers bear.
 */

const DEPTH = 10_000;

/** Text in the plain form, for the folded one would nest, too. */
function nested(open: (i: number) => string, inside: string, close: (i: number) => string, depth: number): string {
  const parts: string[] = [];
  for (let i = 0; i < depth; i++) parts.push(open(i));
  parts.push(inside);
  for (let i = depth - 1; i >= 0; i--) parts.push(close(i));
  return parts.join('\n');
}

function run(body: string, args: readonly number[]): void {
  const text = `(module (func (export "f") (param i32) (result i32) (local i32) ${body} local.get 1))`;
  const host = native(text);
  const instance = jit(text);
  for (const arg of args) expect(callJit(instance, 'f', [arg]), String(arg)).toEqual(callNative(host, 'f', [arg]));
}

describe('nested blocks', () => {
  test('that are left from the innermost one', () => {
    const inside = `local.get 0 br_table 0 1 5000 9998 ${DEPTH - 1}`;
    const count = 'local.get 1 i32.const 1 i32.add local.set 1';
    run(
      nested(
        () => 'block',
        inside,
        () => `end ${count}`,
        DEPTH,
      ),
      [0, 1, 2, 3, 4, -1],
    );
  });

  test('with code before the next one', () => {
    const open = (i: number): string =>
      `block local.get 0 i32.const ${i} i32.eq br_if ${Math.min(i, 7)} local.get 1 i32.const 3 i32.mul local.set 1`;
    const close = (i: number): string => `end local.get 1 i32.const ${i} i32.add local.set 1`;
    run(nested(open, 'nop', close, 3000), [0, 1, 100, 2999, 5000]);
  });

  test('as Go writes its functions: a loop around thousands of blocks with a table', () => {
    const blocks = 3289;
    const labels = Array.from({ length: blocks }, (_, i) => i).join(' ');
    // Each case sets the next one; the state is parameter 0.
    const close = (i: number): string =>
      i === 0
        ? 'end'
        : `end local.get 1 i32.const ${i} i32.xor local.set 1 local.get 0 i32.const ${2 + (i % 5)} i32.add local.set 0 br ${i}`;
    const body = `loop ${nested(() => 'block', `local.get 0 br_table ${labels} ${blocks - 1}`, close, blocks)} end`;
    run(body, [0, 1, 17, 3288, 9999]);
  });
});

test('nested loops', () => {
  const open = (): string => 'loop';
  const inside =
    'local.get 1 i32.const 1 i32.add local.set 1 local.get 1 local.get 0 i32.lt_s br_if 0 local.get 1 i32.const 40 i32.lt_s br_if 5000 local.get 1 i32.const 41 i32.lt_s br_if 9999';
  run(
    nested(open, inside, () => 'end', DEPTH),
    [0, 10, 60],
  );
});

test('nested ifs', () => {
  const open = (i: number): string => `local.get 0 i32.const ${i} i32.gt_s if`;
  const close = (i: number): string => `else local.get 1 i32.const ${i} i32.add local.set 1 end`;
  run(nested(open, 'local.get 1 i32.const 1000000 i32.add local.set 1', close, DEPTH), [0, 1, 250, 9999, 20000]);
});

test('nested else arms', () => {
  const open = (i: number): string => `local.get 0 i32.const ${i} i32.eq if i32.const ${i * 3} local.set 1 else`;
  run(
    nested(open, 'i32.const -1 local.set 1', () => 'end', DEPTH),
    [0, 1, 250, 9999, 20000],
  );
});

test('nested switches with bodies', () => {
  const open = (i: number): string =>
    `block block block local.get 0 i32.const ${i & 15} i32.shr_u i32.const 3 i32.and br_table 0 1 2 end local.get 1 i32.const 1 i32.add local.set 1 end local.get 1 i32.const 7 i32.mul local.set 1`;
  const close = (i: number): string => `end local.get 1 i32.const ${i} i32.xor local.set 1`;
  run(nested(open, 'nop', close, 1500), [0, 1, 2, 3, 0x12345678, -1]);
});

test('deep expressions', () => {
  const body = `local.get 0 ${'i32.const 3 i32.add local.get 0 i32.xor '.repeat(20_000)} local.set 1 local.get 0 ${'local.get 0 '.repeat(5000)} ${'i32.sub '.repeat(5000)} local.get 1 i32.add local.set 1`;
  run(body, [0, 5, -1]);
});

test('a table of many entries', () => {
  const labels = Array.from({ length: 8000 }, (_, i) => i % 3).join(' ');
  const text = `(module (func (export "f") (param i32) (result i32)
    block block block block local.get 0 br_table ${labels} 3 end i32.const 1 return end i32.const 2 return end i32.const 3 return end i32.const 4))`;
  const instance = jitInstance(assemble(text));
  for (const [index, value] of [
    [0, 1],
    [1, 2],
    [2, 3],
    [7999, 2],
    [8000, 4],
    [-1, 4],
  ] as const) {
    expect(callJit(instance, 'f', [index])).toEqual({ value });
  }
});
