import { callFunction, type MemoryInstance, Store } from '@softwasm/runtime';
import { describe, expect, it } from 'vitest';
import { activate, machineOf, restoreSnapshot, takeSnapshot } from '../src/index.ts';
import { func, interpret } from './guest.ts';

const PROGRAM = `(module
  (type $box (struct (field $value (mut i32)) (field $next (mut (ref null $box)))))
  (type $bytes (array (mut i8)))
  (memory (export "memory") 1)
  (table $table 1 funcref)
  (elem declare func $one)
  (global $count (mut i64) (i64.const 0))
  (global $box (mut (ref null $box)) (ref.null $box))
  (global $bytes (ref $bytes) (array.new $bytes (i32.const 0) (i32.const 4)))
  (func $one (result i32) (i32.const 1))
  (func (export "step") (param $i i32)
    (i32.store (local.get $i) (local.get $i))
    (global.set $count (i64.add (global.get $count) (i64.const 1)))
    (global.set $box (struct.new $box (local.get $i) (global.get $box)))
    (struct.set $box $value (global.get $box) (i32.add (struct.get $box $value (global.get $box)) (i32.const 100)))
    (array.set $bytes (global.get $bytes) (i32.and (local.get $i) (i32.const 3)) (local.get $i))
    (drop (memory.grow (i32.const 1)))
    (drop (table.grow $table (ref.func $one) (i32.const 1))))
  (func (export "state") (result i64 i32 i32 i32 i32)
    (global.get $count)
    (if (result i32) (ref.is_null (global.get $box))
      (then (i32.const -1)) (else (struct.get $box $value (global.get $box))))
    (array.get_u $bytes (global.get $bytes) (i32.const 1))
    (memory.size)
    (table.size $table))
  (func (export "sum") (param $n i32) (result i32) (local $i i32) (local $sum i32)
    (loop $again
      (local.set $sum (i32.add (local.get $sum) (local.get $i)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $i) (local.get $n))))
    (local.get $sum)))`;

describe('snapshots', () => {
  it('bring back memories, tables, globals, structures and arrays', () => {
    const store = new Store();
    const instance = interpret(PROGRAM, [], store);
    const machine = machineOf(store);
    const step = func(instance, 'step');
    const state = func(instance, 'state');
    callFunction(step, [1]);
    const before = callFunction(state, []);
    const bytes = (instance.exports.get('memory') as MemoryInstance).bytes.slice();
    const snapshot = takeSnapshot(machine, [instance]);
    for (const i of [5, 9, 13]) callFunction(step, [i]);
    expect(callFunction(state, [])).not.toEqual(before);
    restoreSnapshot(machine, snapshot);
    expect(callFunction(state, [])).toEqual(before);
    expect((instance.exports.get('memory') as MemoryInstance).bytes).toEqual(bytes);
    // And again: a snapshot can be used more than once.
    callFunction(step, [2]);
    restoreSnapshot(machine, snapshot);
    expect(callFunction(state, [])).toEqual(before);
  });

  it('bring back an activation in the midst of its work', () => {
    const store = new Store();
    const activation = activate(func(interpret(PROGRAM, [], store), 'sum'), [100]);
    activation.run(200);
    const frames = activation.frames;
    const snapshot = activation.snapshot();
    expect(activation.run()).toBe('finished');
    activation.restore(snapshot);
    expect(activation.frames).toEqual(frames);
    expect(activation.run()).toBe('finished');
    expect(activation.results).toEqual([4950]);
  });
});
