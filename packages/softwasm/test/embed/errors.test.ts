import { assemble } from '@softwasm/wat';
import { describe, expect, test } from 'vitest';
import {
  compile,
  compileSync,
  DecodeError,
  Exception,
  hostFunction,
  instantiate,
  instantiateSync,
  SoftwasmError,
  Store,
  Tag,
  Trap,
  ValidationError,
} from '../../src/embed/index.ts';
import { failure } from './failure.ts';

/*
 * What comes out of guests, and out of bytes that are no module.
 */

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('traps', () => {
  const { exports } = instantiateSync(
    assemble(
      `(module (memory 1) (import "env" "again" (func $again))
      (func $inner (export "load") (param i32) (result i32) (i32.load (local.get 0)))
      (func $outer (export "outer") (param i32) (result i32) (call $inner (local.get 0)))
      (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
      (func $deep (export "deep") (call $deep) (call $deep))
      (func (export "through") (call $again)))`.replace(/(\(memory 1\)) (\(import .*?\)\))/, '$2 $1'),
    ),
    { env: { again: () => exports.divide(1, 0) } },
  );
  test('have a code, a message, frames, and the engine’s error as cause', () => {
    const trap = thrownBy(() => exports.outer(-1)) as Trap;
    expect(trap).toBeInstanceOf(Trap);
    expect(trap).toBeInstanceOf(SoftwasmError);
    expect([trap.name, trap.code, trap.message]).toEqual([
      'Trap',
      'memory-out-of-bounds',
      'out of bounds memory access',
    ]);
    expect(trap.frames).toEqual([
      { func: 1, name: 'inner', offset: expect.any(Number) },
      { func: 2, name: 'outer', offset: expect.any(Number) },
    ]);
    expect(trap.cause).toBeInstanceOf(RangeError);
    const [head, first, second] = trap.stack!.split('\n');
    expect(head).toBe('Trap: out of bounds memory access');
    expect(first).toMatch(/^ {4}at inner \(wasm-function\[1\]:0x[0-9a-f]+\)$/);
    expect(second).toMatch(/^ {4}at outer \(wasm-function\[2\]:0x[0-9a-f]+\)$/);
  });
  test('that the guest’s code finds itself have no cause', () => {
    const trap = thrownBy(() => exports.divide(1, 0)) as Trap;
    expect([trap.code, trap.frames.length, 'cause' in trap]).toEqual(['integer-divide-by-zero', 1, false]);
    expect((thrownBy(() => exports.divide(-(2 ** 31), -1)) as Trap).code).toBe('integer-overflow');
  });
  test('of an exhausted stack', () => {
    const trap = thrownBy(() => exports.deep()) as Trap;
    expect([trap.code, trap.message]).toEqual(['stack-exhausted', 'call stack exhausted']);
    expect(trap.cause).toBeInstanceOf(RangeError);
    expect(trap.frames[0]).toMatchObject({ func: 4, name: 'deep' });
  });
  test('stay the same object on their way through the host', () => {
    const trap = thrownBy(() => exports.through()) as Trap;
    expect(trap.code).toBe('integer-divide-by-zero');
    expect(trap.stack!.match(/wasm-function\[3\]/g)).toHaveLength(1);
  });
});

describe('exceptions', () => {
  const text = `(module (import "env" "tag" (tag $tag (param i32 i64 externref))) (import "env" "f" (func $f))
    (tag $own (export "own") (param f32))
    (func (export "throw") (param i32 i64 externref) (throw $tag (local.get 0) (local.get 1) (local.get 2)))
    (func (export "throwOwn") (throw $own (f32.const 0.5)))
    (func (export "catch") (result i32 i64 externref)
      (block $caught (result i32 i64 externref)
        (try_table (catch $tag $caught) (call $f)) (i32.const 0) (i64.const 0) (ref.null extern)))
    (func (export "reference") (result exnref)
      (block $caught (result exnref) (try_table (catch_all_ref $caught) (call $f)) (unreachable)))
    (func (export "rethrow") (param exnref) (throw_ref (local.get 0))))`;
  const tag = new Tag({ params: ['i32', 'i64', 'externref'] });
  let host: () => void = () => undefined;
  const f = hostFunction({ params: [], results: [] }, () => host());
  const { exports } = instantiateSync(assemble(text), { env: { tag, f } });
  test('reach the host with their payload', () => {
    const exception = thrownBy(() => exports.throw(1, 2n, 'three')) as Exception;
    expect(exception).toBeInstanceOf(Exception);
    expect(exception).toBeInstanceOf(Error);
    expect([exception.name, exception.message, exception.payload]).toEqual([
      'Exception',
      'WebAssembly exception',
      [1, 2n, 'three'],
    ]);
    expect([exception.is(tag), exception.is(exports.own)]).toEqual([true, false]);
    const own = thrownBy(() => exports.throwOwn()) as Exception;
    expect([own.is(exports.own), own.payload]).toEqual([true, [0.5]]);
  });
  test('of the host are caught by the guest', () => {
    host = () => {
      throw new Exception(tag, [4, 5n, null]);
    };
    expect(exports.catch()).toEqual([4, 5n, null]);
  });
  test('are references', () => {
    const exception = new Exception(tag, [1, 2n, 'x']);
    host = () => {
      throw exception;
    };
    expect(exports.reference()).toBe(exception);
    expect(thrownBy(() => exports.rethrow(exception))).toBe(exception);
    const error = new Error('of the host');
    host = () => {
      throw error;
    };
    expect(exports.reference()).toBe(error);
    expect(failure(() => exports.rethrow({}))).toBe(
      'EmbedError: Argument #1 of the `rethrow` exported function is of the wrong type; expected exnref, given object.',
    );
  });
  test('need a payload of their tag', () => {
    expect(failure(() => new Exception(tag, [1]))).toBe(
      'EmbedError: The exception’s tag has 3 parameter(s), but the payload has 1 value(s).'.replace('’', "'"),
    );
    expect(failure(() => new Exception(tag, [1, 2, 3]))).toBe(
      "EmbedError: Value #2 of the exception's payload is of the wrong type; expected i64, given number 2.",
    );
    expect(failure(() => new Exception({} as Tag, []))).toBe(
      'EmbedError: The receiver is not a tag of softwasm/embed.',
    );
  });
  test('of another store are errors like any other', () => {
    const other = new Exception(new Tag({ params: ['i32', 'i64', 'externref'] }, new Store()), [1, 2n, 3]);
    host = () => {
      throw other;
    };
    expect(thrownBy(() => exports.catch())).toBe(other);
  });
});

describe('modules', () => {
  test('that are malformed or invalid', async () => {
    expect(thrownBy(() => compileSync(Uint8Array.of(0)))).toBeInstanceOf(DecodeError);
    const invalid = assemble('(module (func (result i32)))');
    expect(thrownBy(() => compileSync(invalid))).toBeInstanceOf(ValidationError);
    await expect(compile(invalid)).rejects.toBeInstanceOf(ValidationError);
    await expect(instantiate(invalid)).rejects.toBeInstanceOf(ValidationError);
    expect(failure(() => compileSync([0] as never))).toMatch(/^TypeError: expected an ArrayBuffer/);
  });
  test('with features that are off', () => {
    const simd = assemble('(module (func (param v128)))');
    expect(thrownBy(() => compileSync(simd, { features: new Set(['mvp']) }))).toBeInstanceOf(SoftwasmError);
  });
  test('describe what they import and export', () => {
    const module = compileSync(
      assemble(`(module
        (import "a" "f" (func (param i32 funcref) (result i64))) (import "a" "t" (table 1 2 externref))
        (import "b" "g" (global (mut f32))) (import "b" "e" (tag (param i32))) (import "b" "m" (memory i64 1 5))
        (export "f" (func 0)) (func (export "own") (result f64 v128) (unreachable))
        (memory (export "m") 2) (table (export "t") 0 anyref) (global (export "g") i32 (i32.const 0)) (tag (export "e"))
        (@custom "note" "one") (@custom "note" "two"))`),
    );
    const size = { addressType: 'i32', shared: false, pageSize: 65536 };
    expect(module.imports).toEqual([
      { module: 'a', name: 'f', type: { kind: 'function', params: ['i32', 'funcref'], results: ['i64'] } },
      {
        module: 'a',
        name: 't',
        type: { kind: 'table', element: 'externref', minimum: 1, maximum: 2, addressType: 'i32' },
      },
      { module: 'b', name: 'g', type: { kind: 'global', value: 'f32', mutable: true } },
      { module: 'b', name: 'e', type: { kind: 'tag', params: ['i32'] } },
      { module: 'b', name: 'm', type: { kind: 'memory', minimum: 1, maximum: 5, ...size, addressType: 'i64' } },
    ]);
    expect(module.exports).toEqual([
      { name: 'f', type: { kind: 'function', params: ['i32', 'funcref'], results: ['i64'] } },
      { name: 'own', type: { kind: 'function', params: [], results: ['f64', 'v128'] } },
      { name: 'm', type: { kind: 'memory', minimum: 2, ...size } },
      { name: 't', type: { kind: 'table', element: 'anyref', minimum: 0, addressType: 'i32' } },
      { name: 'g', type: { kind: 'global', value: 'i32', mutable: false } },
      { name: 'e', type: { kind: 'tag', params: [] } },
    ]);
    const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
    expect(module.customSections('note').map(text)).toEqual(['one', 'two']);
    expect(module.customSections('other')).toEqual([]);
  });
  test('are instantiated any number of times', async () => {
    const module = await compile(
      assemble(
        '(module (global $g (mut i32) (i32.const 0)) (func (export "next") (result i32) (global.set $g (i32.add (global.get $g) (i32.const 1))) (global.get $g))'.concat(
          ')',
        ),
      ),
    );
    const [first, second] = [await module.instantiate(), module.instantiateSync()];
    first.exports.next();
    expect([first.exports.next(), second.exports.next()]).toEqual([2, 1]);
    expect(first.module).toBe(module);
  });
  test('a start function that traps, and an active segment out of bounds', () => {
    const start = assemble('(module (func $s (unreachable)) (start $s))');
    expect(thrownBy(() => instantiateSync(start))).toMatchObject({ code: 'unreachable', frames: [{ name: 's' }] });
    const segment = assemble('(module (memory 1) (data (i32.const 65536) "x"))');
    expect((thrownBy(() => instantiateSync(segment)) as Trap).code).toBe('memory-out-of-bounds');
  });
});
