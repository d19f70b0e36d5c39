import { describe, expect, test } from 'vitest';
import { callJit, callNative, jit, native } from './harness.ts';

/*
 * Results that are carried to the function's end are returned where they are known; what is behind such a `return` may come to another place.
 */

function check(body: string, args: readonly number[]): void {
  const text = `(module (func (export "f") (param i32) (result i32) ${body}))`;
  const host = native(text);
  const instance = jit(text);
  for (const arg of args) expect(callJit(instance, 'f', [arg]), String(arg)).toEqual(callNative(host, 'f', [arg]));
}

const decrement = 'local.get 0 i32.const 1 i32.sub local.set 0';

describe('results of loops', () => {
  test('one arm repeats the loop, the other gives its result', () => {
    check(
      `loop (result i32) ${decrement} local.get 0 i32.const 0 i32.lt_s if (result i32) i32.const 7 else br 1 end end`,
      [3, 0, -1],
    );
  });

  test('the loop is repeated from inside the arm that gives the result, too', () => {
    const inner = `${decrement} local.get 0 i32.const 3 i32.and br_if 1 local.get 0 i32.const 5 i32.add`;
    check(
      `loop (result i32) local.get 0 i32.const 0 i32.le_s if (result i32) ${inner} else ${decrement} br 1 end end`,
      [9, 4, 0, -1, -6],
    );
  });
});
