import { describe, expect, test } from 'vitest';
import { callJit, callNative, jit, native } from './harness.ts';

/*
 * A `br_table` at the head of nested blocks becomes a `switch`; code of one case may jump to the code of a later one.
 */

/** Counts the way through the cases in local 1: each adds its digit. */
const step = (digit: number): string => `local.get 1 i32.const 10 i32.mul i32.const ${digit} i32.add local.set 1`;

function check(body: string, args: readonly number[]): void {
  const text = `(module (func (export "f") (param i32 i32) (result i32) (local i32) ${body} local.get 1))`;
  const host = native(text);
  const instance = jit(text);
  for (const arg of args) {
    expect(callJit(instance, 'f', [arg, 0]), String(arg)).toEqual(callNative(host, 'f', [arg, 0]));
  }
}

const INDICES = [0, 1, 2, 3, 4, 5, 100, 0x7fffffff, -0x80000000, -5, -4, -3, -2, -1];

describe('ladders of blocks', () => {
  test('fall from one case into the next, and out to the default', () => {
    check(
      `block block block block local.get 0 br_table 0 1 2 3 end ${step(1)} end ${step(2)} end ${step(3)} end ${step(4)}`,
      INDICES,
    );
  });

  test('jump to later cases that the table does not name: no index is taken for such a jump', () => {
    // Cases 0 and 1 and the default skip blocks that only branches lead to.
    const body = `block block block block block local.get 0 br_table 0 1 2 end
      ${step(1)} br 1 end
      ${step(2)} br 1 end
      ${step(3)} end
      ${step(4)} end
      ${step(5)}`;
    check(body, INDICES);
    check(body.replace('br_table 0 1 2', 'i32.const 2 i32.sub br_table 0 1 2'), INDICES);
  });

  test('jump from loops within a case, with an index that is computed', () => {
    const loop = (out: number): string => `loop ${step(7)} local.get 1 i32.const 10000 i32.gt_u br_if ${out} br 0 end`;
    const body = `block block block block block local.get 0 i32.const 2 i32.sub br_table 1 2 0 end
      ${step(1)} ${loop(3)} end
      ${step(2)} ${loop(3)} end
      ${step(3)} ${loop(2)} end
      ${step(4)} end
      ${step(5)}`;
    check(body, INDICES);
  });

  test('name one block in several places of the table', () => {
    check(`block block block local.get 0 br_table 0 1 0 1 2 0 1 end ${step(1)} end ${step(2)} end ${step(3)}`, INDICES);
  });

  test('go from the table to the loop around it, and further out', () => {
    const body = `block loop
      local.get 2 i32.const 1 i32.add local.tee 2 i32.const 4 i32.gt_u br_if 1
      block block block local.get 0 local.get 2 i32.sub br_table 0 1 3 2 4 1 end
      ${step(1)} br 1 end
      ${step(2)} end
      ${step(3)} br 0 end end`;
    check(body, INDICES);
  });

  test('carry a value from the table to each of the blocks, and to the end of the function', () => {
    const body = `block (result i32) block (result i32) block (result i32)
      i32.const 7 local.get 0 br_table 0 1 2 3 0 end
      i32.const 10 i32.add end
      i32.const 20 i32.mul end
      local.set 1`;
    check(body, INDICES);
  });
});
