import { callFunction, hostFuncType, hostFunction, Store } from '@softwasm/runtime';
import { I32, INTERPRETER_ERRORS, Trap } from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { activate, machineOf } from '../src/index.ts';
import { func, interpret } from './guest.ts';

const FIBONACCI = `(module
  (func $fib (export "fib") (param i32) (result i32)
    (if (result i32) (i32.lt_u (local.get 0) (i32.const 2))
      (then (local.get 0))
      (else (i32.add
        (call $fib (i32.sub (local.get 0) (i32.const 1)))
        (call $fib (i32.sub (local.get 0) (i32.const 2))))))))`;

describe('activations', () => {
  it('run to the end where nobody stops them', () => {
    const activation = activate(func(interpret(FIBONACCI), 'fib'), [12]);
    expect(activation.state).toBe('paused');
    expect(activation.run()).toBe('finished');
    expect(activation.results).toEqual([144]);
  });

  it('give the same result however often they pause', () => {
    const fib = func(interpret(FIBONACCI), 'fib');
    for (const steps of [1, 2, 3, 7, 100]) {
      const activation = activate(fib, [9]);
      let pauses = 0;
      while (activation.run(steps) === 'paused') pauses++;
      expect(activation.results).toEqual([34]);
      expect(pauses).toBeGreaterThan(0);
    }
  });

  it('execute as many operations as they were told', () => {
    const fib = func(interpret(FIBONACCI), 'fib');
    const count = (steps: number): number => {
      const activation = activate(fib, [10]);
      let runs = 1;
      while (activation.run(steps) === 'paused') runs++;
      return runs;
    };
    const operations = count(1);
    expect(count(10)).toBe(Math.ceil(operations / 10));
  });

  it('say where they stand', () => {
    const activation = activate(func(interpret(FIBONACCI), 'fib'), [5]);
    const depths = new Set<number>();
    while (activation.run(1) === 'paused') {
      for (const { func: index, offset } of activation.frames) {
        expect(index).toBe(0);
        expect(offset === undefined || offset > 0).toBe(true);
      }
      depths.add(activation.frames.length);
    }
    expect([...depths].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(activation.frames).toEqual([]);
  });

  it('let others run in between, which end first', () => {
    const store = new Store();
    const instance = interpret(FIBONACCI, [], store);
    const fib = func(instance, 'fib');
    const outer = activate(fib, [10]);
    outer.run(50);
    expect(callFunction(fib, [8])).toEqual([21]);
    const inner = activate(fib, [7]);
    inner.run(20);
    expect(() => outer.run()).toThrow(INTERPRETER_ERRORS.activationCovered);
    expect(() => outer.cancel()).toThrow(INTERPRETER_ERRORS.activationCovered);
    expect(inner.run()).toBe('finished');
    expect(outer.run()).toBe('finished');
    expect([inner.results, outer.results]).toEqual([[13], [55]]);
    expect(machineOf(store).depth).toBe(0);
  });

  it('are over when they are cancelled', () => {
    const store = new Store();
    const activation = activate(func(interpret(FIBONACCI, [], store), 'fib'), [10]);
    activation.run(100);
    activation.cancel();
    expect(activation.state).toBe('failed');
    expect(machineOf(store).depth).toBe(0);
    expect(() => activation.run()).toThrow(INTERPRETER_ERRORS.activationOver);
  });

  it('fail with the trap, at its place', () => {
    const instance = interpret(`(module
      (func $f (param i32) (result i32) (i32.div_u (i32.const 1) (local.get 0)))
      (func (export "run") (param i32) (result i32) (call $f (local.get 0))))`);
    const activation = activate(func(instance, 'run'), [0]);
    let trap: unknown;
    try {
      activation.run();
    } catch (error) {
      trap = error;
    }
    expect(trap).toBeInstanceOf(Trap);
    expect((trap as Trap).code).toBe('integer-divide-by-zero');
    expect((trap as Trap).frames.map(({ func: index }) => index)).toEqual([0, 1]);
    expect((trap as Trap).frames.every(({ offset }) => offset !== undefined)).toBe(true);
    expect(activation.state).toBe('failed');
  });

  it('take calls of the host, and what these call, for one operation', () => {
    const store = new Store();
    const type = hostFuncType(store, [I32], [I32]);
    const inner = func(interpret(FIBONACCI, [], store), 'fib');
    const host = hostFunction(store, type, ([n]) => callFunction(inner, [n]));
    const instance = interpret(
      `(module (import "" "" (func $host (param i32) (result i32)))
        (func (export "run") (result i32) (i32.add (call $host (i32.const 10)) (i32.const 1))))`,
      [host],
      store,
    );
    const activation = activate(func(instance, 'run'), []);
    let runs = 1;
    while (activation.run(1) === 'paused') runs++;
    expect(activation.results).toEqual([56]);
    expect(runs).toBeLessThan(12);
  });

  it('are of interpreted functions only', () => {
    const store = new Store();
    const host = hostFunction(store, hostFuncType(store, [], []), () => []);
    expect(() => activate(host, [])).toThrow(INTERPRETER_ERRORS.notInterpreted);
  });

  it('stop a loop that has no end', () => {
    const activation = activate(func(interpret('(module (func (export "run") (loop (br 0))))'), 'run'), []);
    expect(activation.run(10_000)).toBe('paused');
    activation.cancel();
  });
});
