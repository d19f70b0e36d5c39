import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { callFunction, hostFuncType, hostFunction, Store } from '@softwasm/runtime';
import { I32, Trap } from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { machineOf } from '../src/index.ts';
import { func, interpret } from './guest.ts';

function trapOf(call: () => unknown): Trap {
  try {
    call();
  } catch (error) {
    if (error instanceof Trap) return error;
    throw error;
  }
  throw new Error('there was no trap');
}

describe('the interpreter', () => {
  it('is what the generator makes of its operations', () => {
    const script = fileURLToPath(new URL('../generate/generate.mjs', import.meta.url));
    expect(spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' }).stderr).toBe('');
  });

  it('keeps the bits of NaNs that are only moved', () => {
    const instance = interpret(`(module (memory 1)
      (global $g (mut f32) (f32.const 0))
      (func $same (param f32) (result f32) (local.get 0))
      (func (export "run") (param i32) (result i32)
        (f32.store (i32.const 4) (f32.reinterpret_i32 (local.get 0)))
        (global.set $g (call $same (f32.load (i32.const 4))))
        (i32.reinterpret_f32 (select (global.get $g) (f32.const 0) (i32.const 1)))))`);
    for (const bits of [0x7fa00001, 0x7fc00000, -0x00400001, -1, 0x7f800001]) {
      expect(callFunction(func(instance, 'run'), [bits])).toEqual([bits]);
    }
  });

  it('traps where the stack is exhausted, and goes on afterwards', () => {
    const store = new Store();
    const instance = interpret(
      `(module (func $f (export "deep") (param i32) (result i32)
        (i32.add (i32.const 1) (call $f (local.get 0)))) (func (export "one") (result i32) (i32.const 1)))`,
      [],
      store,
    );
    const trap = trapOf(() => callFunction(func(instance, 'deep'), [0]));
    expect(trap.code).toBe('stack-exhausted');
    expect(machineOf(store).depth).toBe(0);
    expect(callFunction(func(instance, 'one'), [])).toEqual([1]);
  });

  it('calls deeper than the host could', () => {
    const instance = interpret(`(module (func $f (export "deep") (param i32) (result i32)
      (if (result i32) (local.get 0)
        (then (i32.add (i32.const 1) (call $f (i32.sub (local.get 0) (i32.const 1)))))
        (else (i32.const 0)))))`);
    expect(callFunction(func(instance, 'deep'), [45_000])).toEqual([45_000]);
  });

  it('needs no stack for tail calls, across instances as well', () => {
    const store = new Store();
    const odd = interpret(
      `(module (table (export "t") 2 funcref) (type $f (func (param i32) (result i32)))
        (elem (i32.const 0) $odd)
        (func $odd (export "odd") (param i32) (result i32)
          (if (i32.eqz (local.get 0)) (then (return (i32.const 0))))
          (return_call_indirect (type $f) (i32.sub (local.get 0) (i32.const 1)) (i32.const 1))))`,
      [],
      store,
    );
    const table = odd.exports.get('t')!;
    const even = interpret(
      `(module (import "" "t" (table 2 funcref)) (type $f (func (param i32) (result i32)))
        (elem (i32.const 1) $even)
        (func $even (export "even") (param i32) (result i32)
          (if (i32.eqz (local.get 0)) (then (return (i32.const 1))))
          (return_call_indirect (type $f) (i32.sub (local.get 0) (i32.const 1)) (i32.const 0))))`,
      [table],
      store,
    );
    expect(callFunction(func(even, 'even'), [60_000])).toEqual([1]);
    expect(callFunction(func(odd, 'odd'), [60_000])).toEqual([0]);
  });

  it('lets errors of the host pass as they are', () => {
    const store = new Store();
    const error = new RangeError('Offset is outside the bounds of the DataView');
    const host = hostFunction(store, hostFuncType(store, [], [I32]), () => {
      throw error;
    });
    const instance = interpret(
      `(module (import "" "" (func $host (result i32)))
        (func (export "run") (result i32) (call $host))
        (func (export "caught") (result i32)
          (block $handler
            (return (try_table (result i32) (catch_all $handler) (call $host))))
          (i32.const 7)))`,
      [host],
      store,
    );
    expect(() => callFunction(func(instance, 'run'), [])).toThrow(error);
    expect(callFunction(func(instance, 'caught'), [])).toEqual([7]);
    expect(machineOf(store).depth).toBe(0);
  });

  it('does not keep what it has returned', () => {
    const store = new Store();
    const instance = interpret(
      `(module (func $id (export "id") (param externref) (result externref) (local.get 0)))`,
      [],
      store,
    );
    const object = {};
    expect(callFunction(func(instance, 'id'), [object])).toEqual([object]);
    callFunction(func(instance, 'id'), [null]);
    expect(machineOf(store).references).not.toContain(object);
  });

  it('leaves operands as they were when their local changes', () => {
    const instance = interpret(`(module (func (export "run") (param i32 i64) (result i32 i64 i32 i64)
      (local.get 0) (local.get 1)
      (local.set 0 (i32.const 7)) (local.set 1 (i64.const 8))
      (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (local.get 1)))`);
    expect(callFunction(func(instance, 'run'), [1, 2n])).toEqual([1, 2n, 8, 8n]);
  });

  it('writes a pair only where a pair has room', () => {
    const instance = interpret(`(module (func (export "run") (param i32 i32) (result i32 i32)
      (local.set 0 (i32.wrap_i64 (i64.add (i64.const 0x5_0000_0001) (i64.const 0x6_0000_0002))))
      (local.get 0) (local.get 1)))`);
    expect(callFunction(func(instance, 'run'), [1, 2])).toEqual([3, 2]);
  });

  it('has room for frames of many locals', () => {
    const locals = 'v128 '.repeat(20_000);
    const instance = interpret(`(module (func (export "run") (result i32) (local ${locals}) (local $last i32)
      (local.set $last (i32.const 42)) (local.get $last)))`);
    expect(callFunction(func(instance, 'run'), [])).toEqual([42]);
  });
});
