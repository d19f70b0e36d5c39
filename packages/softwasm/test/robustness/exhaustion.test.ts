import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ALL_FEATURES, STACK_OVERFLOW } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';
import { describe, expect, test } from 'vitest';
import type { Exports, Imports } from '../../src/api.ts';
import { createJitEngine, createWebAssembly } from '../../src/index.ts';

/*
 * A stack that is exhausted, in every way a module can do that. In JavaScript it is the RangeError that programs expect, no handler of the guest's sees
 * it, and the instance goes on working.
 */

const { Instance, JSTag, Module, Tag } = createWebAssembly();

function exportsOf(text: string, imports?: Imports): Exports {
  return new Instance(new Module(assemble(text)), imports).exports;
}

function expectExhaustion(call: () => unknown): void {
  let thrown: unknown;
  try {
    call();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(RangeError);
  expect((thrown as Error).message).toBe(STACK_OVERFLOW);
}

/** Calls `f` until the stack is exhausted, several times; `works` gives 42 before and after. */
function exhaust(text: string, imports?: Imports, args: readonly unknown[] = []): Exports {
  const exports = exportsOf(text, imports);
  for (let i = 0; i < 3; i++) {
    expect(exports.works()).toBe(42);
    expectExhaustion(() => exports.f(...args));
  }
  expect(exports.works()).toBe(42);
  return exports;
}

const WORKS = '(func (export "works") (result i32) i32.const 42)';

describe('recursion', () => {
  test('direct', () => {
    exhaust(`(module ${WORKS} (func $f (export "f") (param i32) (result i32)
      (i32.add (call $f (i32.add (local.get 0) (i32.const 1))) (i32.const 1))))`);
  });

  test('of wide types', () => {
    exhaust(
      `(module ${WORKS} (func $f (export "f") (result i64 f64 i64) (local v128)
        (call $f) (local.set 0 (v128.const i64x2 1 2)) drop drop drop (call $g (local.get 0)) (call $f))
        (func $g (param v128) (call $f) drop drop drop))`,
    );
  });

  test('indirect', () => {
    exhaust(`(module ${WORKS} (table funcref (elem $f)) (func $f (export "f")
      (call_indirect (i32.const 0)) (call_indirect (i32.const 0))))`);
  });

  test('by reference', () => {
    exhaust(`(module ${WORKS} (type $t (func)) (elem declare func $f)
      (func $f (export "f") (type $t) (call_ref $t (ref.func $f)) (call_ref $t (ref.func $f))))`);
  });

  test('mutual', () => {
    exhaust(
      `(module ${WORKS}
      (func $f (export "f") (param i64) (call $g (f64.convert_i64_s (local.get 0))) (call $g (f64.const 1)))
      (func $g (param f64) (call $h (local.get 0) (local.get 0)) nop)
      (func $h (param f64 f64) (call $f (i64.trunc_sat_f64_s (local.get 1))) nop))`,
      undefined,
      [1n],
    );
  });

  test('of a function with many locals', () => {
    const locals = 'i64 '.repeat(5000);
    const uses = Array.from(
      { length: 200 },
      (_, i) => `(local.set ${i * 20} (call $x (local.get ${i * 20 + 1})))`,
    ).join(' ');
    exhaust(`(module ${WORKS} (func $x (param i64) (result i64) (i64.add (local.get 0) (i64.const 1)))
      (func $f (export "f") (local ${locals}) ${uses} (call $f) ${uses}))`);
  });

  test('through functions of the host', () => {
    const host: { call: () => unknown } = { call: () => 0 };
    const exports = exportsOf(
      `(module (import "m" "h" (func $h (param i32) (result i32))) ${WORKS}
        (func $f (export "f") (param i32) (result i32) (i32.add (call $h (local.get 0)) (i32.const 1))))`,
      { m: { h: () => host.call() } },
    );
    expect(exports.f(1)).toBe(1);
    host.call = () => exports.f(1);
    for (let i = 0; i < 3; i++) expectExhaustion(() => exports.f(1));
    host.call = () => 0;
    expect(exports.f(1)).toBe(1);
    expect(exports.works()).toBe(42);
  });

  test('through functions of other instances', () => {
    const { table, call } = exportsOf(`(module (table (export "table") 2 funcref)
      (func (export "call") (call_indirect (i32.const 0)) nop))`);
    const other = exportsOf(
      `(module (import "m" "table" (table 2 funcref)) (import "m" "call" (func $call)) ${WORKS}
        (elem (i32.const 0) func $f) (func $f (export "f") (call $call) nop))`,
      { m: { table, call } },
    );
    for (let i = 0; i < 3; i++) expectExhaustion(() => other.f());
    expect(other.works()).toBe(42);
  });

  test('in a start function', () => {
    const module = new Module(assemble('(module (start $f) (func $f (call $f) (call $f)))'));
    for (let i = 0; i < 3; i++) expectExhaustion(() => new Instance(module));
  });
});

describe('handlers do not see it', () => {
  const HANDLERS: readonly (readonly [string, string])[] = [
    ['catch_all', '(block $h (try_table (catch_all $h) (call $g)) (return (i32.const 1))) (i32.const -1)'],
    [
      'catch_all_ref',
      '(block $h (result exnref) (try_table (catch_all_ref $h) (call $g)) (return (i32.const 1))) (drop) (i32.const -1)',
    ],
    [
      'catch of a JavaScript exception',
      '(block $h (result externref) (try_table (catch $js $h) (call $g)) (return (i32.const 1))) (drop) (i32.const -1)',
    ],
    ['legacy catch_all', 'try (result i32) call $g i32.const 1 catch_all i32.const -1 end'],
  ];

  test.each(HANDLERS)('%s', (_, body) => {
    const legacy = body.startsWith('try');
    const text = `(module (import "m" "js" (tag $js (param externref))) ${WORKS}
      (func $g (export "g") (call $g) (call $g)) (func (export "f") (result i32) ${body}))`;
    const bytes = assemble(text, legacy ? { features: ALL_FEATURES } : {});
    const exports = new Instance(new Module(bytes), { m: { js: JSTag } }).exports;
    for (let i = 0; i < 3; i++) expectExhaustion(() => exports.f());
    expect(exports.works()).toBe(42);
  });

  test('in any of a recursion of handlers', async () => {
    // In a process of its own: the getters by which vitest imports swallow errors, and the engine's stack overflow with them.
    const script = fileURLToPath(new URL('./handlers-script.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=source', '--import', 'tsx', script]);
    expect(JSON.parse(stdout)).toEqual(Array.from({ length: 4 }, () => ({ [`RangeError: ${STACK_OVERFLOW}`]: 100 })));
  }, 60_000);

  test('but they do see what is thrown close to the end of the stack', () => {
    const tag = new Tag({ parameters: ['i32'] });
    const exports = exportsOf(
      `(module (import "m" "t" (tag $t (param i32))) (func $g (param i32) (throw $t (local.get 0)))
        (func $f (export "f") (param i32) (result i32)
          (if (i32.eqz (local.get 0)) (then (return (block $h (result i32) (try_table (catch $t $h) (call $g (i32.const 5))) (i32.const 0)))))
          (i32.add (call $f (i32.sub (local.get 0) (i32.const 1))) (i32.const 1))))`,
      { m: { t: tag } },
    );
    // Each depth either works or exhausts the stack: nothing in between.
    let exhausted = 0;
    for (let depth = 64; depth < 1_000_000; depth = Math.ceil(depth * 1.3)) {
      let result: unknown;
      try {
        result = exports.f(depth);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        exhausted++;
        continue;
      }
      expect(result).toBe(depth + 5);
    }
    expect(exhausted).toBeGreaterThan(0);
  });
});

test('operations on memories and tables are done or not begun', () => {
  const exports = exportsOf(`(module (memory (export "m") 1 100) (table (export "t") 1 1000 externref)
    (func $f (export "f") (param i32)
      (drop (memory.grow (i32.const 0)))
      (memory.fill (i32.const 0) (local.get 0) (i32.const 64))
      (table.fill (i32.const 0) (ref.null extern) (table.size))
      (if (i32.lt_u (table.size) (i32.const 500)) (then (drop (table.grow (ref.null extern) (i32.const 1)))))
      (call $f (i32.add (local.get 0) (i32.const 1))) (call $f (i32.const 0))))`);
  for (let i = 0; i < 5; i++) {
    expectExhaustion(() => exports.f(i));
    const bytes = new Uint8Array(exports.m.buffer, 0, 64);
    expect(new Set(bytes).size).toBe(1);
  }
  exports.m.grow(1);
  expect(exports.m.buffer.byteLength).toBe(131_072);
});

test('a stack that ends while functions are generated leaves nothing broken', () => {
  // Function g<i> is first called at depth i from the end of the stack, so that its generation runs out of stack at ever other places.
  const count = 400;
  const engine = createJitEngine({ wholeModuleBytes: 0 });
  const api = createWebAssembly({ engine });
  const functions = Array.from(
    { length: count },
    (_, i) => `(func $g${i} (param i64 f64) (result i32) (local i32)
      (loop $l (block (br_if 0 (i32.gt_u (local.get 2) (i32.const 3))) (local.set 2 (i32.add (local.get 2) (i32.const 1))) (br $l)))
      (if (result i32) (i64.eqz (i64.mul (local.get 0) (i64.const 3))) (then (i32.add (i32.trunc_f64_s (local.get 1)) (i32.const ${i}))) (else (local.get 2))))`,
  );
  const text = `(module (type $g (func (param i64 f64) (result i32))) (table funcref (elem ${functions.map((_, i) => `$g${i}`).join(' ')}))
    ${functions.join('\n')}
    (func $f (export "f") (param i32 i32) (result i32)
      (if (i32.eqz (local.get 1)) (then (return (call_indirect (type $g) (i64.const 0) (f64.const 1000) (local.get 0)))))
      (call $f (local.get 0) (i32.sub (local.get 1) (i32.const 1))) (nop)))`;
  const { f } = new api.Instance(new api.Module(assemble(text))).exports;
  const works = (depth: number): boolean => {
    try {
      f(0, depth);
      return true;
    } catch {
      return false;
    }
  };
  /** The greatest depth that works, of which `low` is one that does. */
  const limit = (low: number): number => {
    let high = low * 2;
    while (works(high)) high *= 2;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (works(middle)) low = middle;
      else high = middle;
    }
    return low;
  };
  expect(works(1)).toBe(true);
  let deepest = limit(1);
  let exhausted = 0;
  for (let i = 1; i < count; i++) {
    // When the engine has optimised it, `f` takes less of the stack.
    if (works(deepest + 1)) deepest = limit(deepest + 1);
    try {
      expect(f(i, Math.max(0, deepest - i))).toBe(1000 + i);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      exhausted++;
    }
  }
  expect(exhausted).toBeGreaterThan(0);
  for (let i = 0; i < count; i++) expect(f(i, 0)).toBe(1000 + i);
});
