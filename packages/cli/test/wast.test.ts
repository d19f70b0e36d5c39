import type { Engine } from '@softwasm/runtime';
import { ALL_FEATURES, ParseError } from '@softwasm/syntax';
import { describe, expect, test } from 'vitest';
import { type CommandOutcome, engineNamed, runScript } from '../src/wast/index.ts';
import { scriptedEngine } from './scripted-engine.ts';

/** Runs a script; its outcomes. */
async function run(
  source: string,
  engine: Engine = engineNamed('jit'),
  print: (line: string) => void = () => undefined,
): Promise<CommandOutcome[]> {
  return runScript(new TextEncoder().encode(source), { features: ALL_FEATURES, engine, print });
}

/**
 * Runs commands after a module that has something of everything. Its bodies are not run: what functions do is said in scripted-engine.ts, so that these
 * tests know the runner alone, whatever engines can do by now.
 */
async function runAfterModule(commands: string): Promise<CommandOutcome[]> {
  const [, ...outcomes] = await run(`${MODULE}\n${commands}`, scriptedEngine);
  return outcomes;
}

const MODULE = `(module $m
  (tag (export "e"))
  (global (export "g") i64 (i64.const -2))
  (type $struct (struct)) (type $array (array i8))
  (func (export "nothing"))
  (func (export "add") (param i32 i32) (result i32) (unreachable))
  (func (export "i32") (param i32) (result i32) (unreachable))
  (func (export "i64") (param i64) (result i64) (unreachable))
  (func (export "f32") (param f32) (result f32) (unreachable))
  (func (export "f64") (param f64) (result f64) (unreachable))
  (func (export "v128") (param v128) (result v128) (unreachable))
  (func (export "two") (result i32 f64) (unreachable))
  (func (export "extern") (param externref) (result externref) (unreachable))
  (func (export "intern") (param externref) (result anyref) (unreachable))
  (func (export "func") (result funcref) (unreachable))
  (func (export "null func") (result funcref) (unreachable))
  (func (export "i31") (result i31ref) (unreachable))
  (func (export "struct") (result anyref) (unreachable))
  (func (export "array") (result anyref) (unreachable))
  (func (export "trap") (unreachable))
  (func (export "divide") (param i32) (result i32) (unreachable))
  (func (export "throw") (unreachable))
  (func (export "exhaust") (unreachable))
  (func (export "minus zero") (result i32) (unreachable))
  (func (export "unrounded") (result f32) (unreachable)))`;

/** Commands that must pass. */
const PASSING: readonly string[] = [
  '(invoke "nothing")',
  '(invoke $m "add" (i32.const 1) (i32.const 2))',
  '(assert_return (invoke "nothing"))',
  '(assert_return (invoke "add" (i32.const 0xffffffff) (i32.const 3)) (i32.const 2))',
  '(assert_return (invoke $m "i64" (i64.const 0x8000000000000000)) (i64.const -9223372036854775808))',
  '(assert_return (get "g") (i64.const 0xfffffffffffffffe))',
  '(assert_return (get $m "g") (i64.const -2))',
  '(assert_return (invoke "f32" (f32.const 0x1.000002p0)) (f32.const 1.0000001))',
  '(assert_return (invoke "f32" (f32.const nan:0x200001)) (f32.const nan:0x200001))',
  '(assert_return (invoke "f32" (f32.const -nan:0x7fffff)) (f32.const nan:arithmetic))',
  '(assert_return (invoke "f32" (f32.const -nan)) (f32.const nan:canonical))',
  '(assert_return (invoke "f64" (f64.const -0)) (f64.const -0))',
  '(assert_return (invoke "f64" (f64.const nan:0x4000000000001)) (f64.const nan:0x4000000000001))',
  '(assert_return (invoke "f64" (f64.const nan:0xc000000000000)) (f64.const nan:arithmetic))',
  '(assert_return (invoke "f64" (f64.const nan)) (f64.const nan:canonical))',
  '(assert_return (invoke "v128" (v128.const i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15)) (v128.const i32x4 0x03020100 0x07060504 0x0b0a0908 0x0f0e0d0c))',
  '(assert_return (invoke "v128" (v128.const f32x4 nan 1 -nan:0x600000 0)) (v128.const f32x4 nan:canonical 1 nan:arithmetic 0))',
  '(assert_return (invoke "v128" (v128.const i64x2 0x7ff8000000000000 1)) (v128.const f64x2 nan:canonical 0x0.0000000000001p-1022))',
  '(assert_return (invoke "two") (i32.const 7) (f64.const -0))',
  '(assert_return (invoke "i32" (i32.const 5)) (either (i32.const 4) (i32.const 5)))',
  '(assert_return (invoke "extern" (ref.extern 1)) (ref.extern 1))',
  '(assert_return (invoke "extern" (ref.extern 1)) (ref.extern))',
  '(assert_return (invoke "extern" (ref.null extern)) (ref.null extern))',
  '(assert_return (invoke "extern" (ref.null extern)) (ref.null))',
  '(assert_return (invoke "intern" (ref.extern 1)) (ref.host 1))',
  '(assert_return (invoke "func") (ref.func))',
  '(assert_return (invoke "null func") (ref.null func))',
  '(assert_return (invoke "i31") (ref.i31))',
  '(assert_return (invoke "i31") (ref.eq))',
  '(assert_return (invoke "struct") (ref.struct))',
  '(assert_return (invoke "struct") (ref))',
  '(assert_return (invoke "array") (ref.array))',
  '(assert_trap (invoke "trap") "unreachable")',
  '(assert_trap (invoke "divide" (i32.const 0)) "integer divide")',
  '(assert_trap (module (func $f (unreachable)) (start $f)) "unreachable")',
  '(assert_trap (module (memory 1) (data (i32.const 65536) "a")) "out of bounds memory access")',
  '(assert_exhaustion (invoke "exhaust") "call stack exhausted")',
  '(assert_exception (invoke "throw"))',
  '(assert_malformed (module quote "(func") "unexpected token")',
  '(assert_malformed (module quote "(func br 0 0)") "unexpected token")',
  '(assert_malformed (module binary "\\00as") "unexpected end")',
  '(assert_malformed (module binary "\\00asm\\02\\00\\00\\00") "unknown binary version")',
  '(assert_invalid (module (func (result i32) (i64.const 0))) "type mismatch")',
  '(assert_invalid (module quote "(func (local.get 0) (drop))") "unknown local")',
  '(assert_invalid (module binary "\\00asm\\01\\00\\00\\00" "\\03\\02\\01\\00" "\\0a\\04\\01\\02\\00\\0b") "unknown type")',
  '(assert_unlinkable (module (import "nowhere" "f" (func))) "unknown import")',
  '(assert_unlinkable (module (import "spectest" "print_i32" (global i32))) "incompatible import type")',
];

/** Commands that must fail, with a part of the reason. */
const FAILING: readonly (readonly [string, RegExp])[] = [
  ['(invoke "trap")', /unreachable/],
  ['(invoke "nobody")', /nobody/],
  ['(invoke $nobody "add")', /nobody/],
  ['(assert_return (invoke "nobody"))', /nobody/],
  ['(assert_return (invoke "trap"))', /unreachable/],
  ['(assert_return (invoke "throw"))', /exception/],
  ['(assert_return (invoke "nothing") (i32.const 0))', /result/],
  ['(assert_return (invoke "i32" (i32.const 1)))', /result/],
  ['(assert_return (invoke "i32" (i32.const 1)) (i32.const 2))', /i32/],
  ['(assert_return (invoke "i32" (i32.const 1)) (i64.const 1))', /i64/],
  ['(assert_return (invoke "i64" (i64.const 0x100000001)) (i64.const 1))', /4294967297/],
  ['(assert_return (invoke "minus zero") (i32.const 0))', /i32:-0/],
  ['(assert_return (invoke "unrounded") (f32.const 0.1))', /f32:0\.1 \(not rounded\)/],
  ['(assert_return (invoke "f32" (f32.const -0)) (f32.const 0))', /-0/],
  ['(assert_return (invoke "f32" (f32.const 1)) (f32.const nan:arithmetic))', /nan:arithmetic/],
  ['(assert_return (invoke "f32" (f32.const nan:0x200000)) (f32.const nan:arithmetic))', /nan:0x200000/],
  ['(assert_return (invoke "f32" (f32.const nan:0x400001)) (f32.const nan:canonical))', /nan:0x400001/],
  ['(assert_return (invoke "f32" (f32.const nan)) (f32.const -nan))', /nan/],
  ['(assert_return (invoke "f64" (f64.const nan:0x1)) (f64.const nan:0x2))', /nan:0x1/],
  ['(assert_return (invoke "f64" (f64.const nan:0x1)) (f64.const nan:arithmetic))', /nan:0x1/],
  ['(assert_return (invoke "v128" (v128.const i32x4 1 2 3 4)) (v128.const i32x4 1 2 3 5))', /v128/],
  ['(assert_return (invoke "v128" (v128.const f32x4 1 2 3 4)) (v128.const f32x4 1 2 3 nan:canonical))', /v128/],
  ['(assert_return (invoke "two") (i32.const 7))', /result/],
  ['(assert_return (invoke "two") (i32.const 7) (f64.const 0))', /-0/],
  ['(assert_return (invoke "i32" (i32.const 6)) (either (i32.const 4) (i32.const 5)))', /6/],
  ['(assert_return (invoke "extern" (ref.extern 1)) (ref.extern 2))', /extern/],
  ['(assert_return (invoke "extern" (ref.null extern)) (ref.extern))', /null/],
  ['(assert_return (invoke "extern" (ref.extern 0)) (ref.null extern))', /extern/],
  ['(assert_return (invoke "null func") (ref.func))', /null/],
  ['(assert_return (invoke "struct") (ref.array))', /array/],
  ['(assert_return (invoke "array") (ref.struct))', /struct/],
  ['(assert_return (invoke "struct") (ref.i31))', /i31/],
  ['(assert_return (get "add") (i32.const 0))', /add/],
  ['(assert_return (get "g") (i64.const 2))', /-2/],
  ['(assert_trap (invoke "nothing") "unreachable")', /unreachable/],
  ['(assert_trap (invoke "trap") "integer overflow")', /unreachable/],
  ['(assert_trap (invoke "throw") "unreachable")', /exception/],
  ['(assert_trap (invoke "exhaust") "unreachable")', /call stack exhausted/],
  ['(assert_trap (module) "unreachable")', /unreachable/],
  ['(assert_trap (module (import "nowhere" "f" (func))) "unreachable")', /unknown import/],
  ['(assert_exhaustion (invoke "nothing") "call stack exhausted")', /call stack exhausted/],
  ['(assert_exhaustion (invoke "trap") "call stack exhausted")', /unreachable/],
  ['(assert_exception (invoke "nothing"))', /exception/],
  ['(assert_exception (invoke "trap"))', /unreachable/],
  ['(assert_malformed (module quote "(func)") "unexpected token")', /unexpected token/],
  ['(assert_malformed (module quote "(func") "unexpected end")', /unexpected token/],
  ['(assert_malformed (module quote "(func (local.get 0) (drop))") "unknown local")', /unknown local/],
  ['(assert_malformed (module binary "\\00asm\\01\\00\\00\\00") "unexpected end")', /unexpected end/],
  ['(assert_invalid (module) "type mismatch")', /type mismatch/],
  ['(assert_invalid (module (func (result i32))) "unknown local")', /type mismatch/],
  ['(assert_invalid (module quote "(func") "unexpected token")', /unexpected token/],
  ['(assert_unlinkable (module) "unknown import")', /unknown import/],
  ['(assert_unlinkable (module (import "nowhere" "f" (func))) "incompatible import type")', /unknown import/],
  ['(assert_unlinkable (module (func $f (unreachable)) (start $f)) "unknown import")', /unreachable/],
  ['(module (func (result i32)))', /type mismatch/],
  ['(module binary "\\00asm")', /unexpected end/],
  ['(module quote "(func $x br 0 0)")', /unexpected token/],
  ['(module (import "spectest" "nothing" (func)))', /unknown import/],
  ['(module (func $f (unreachable)) (start $f))', /unreachable/],
  ['(module instance $i $nobody)', /nobody/],
  ['(register "x" $nobody)', /nobody/],
];

describe('commands that pass', () => {
  test.each(PASSING)('%s', async (command) => {
    expect(await runAfterModule(command)).toEqual([expect.not.objectContaining({ failure: expect.anything() })]);
  });
});

describe('commands that fail', () => {
  test.each(FAILING)('%s', async (command, reason) => {
    const outcomes = await runAfterModule(command);
    expect(outcomes).toEqual([expect.objectContaining({ failure: expect.stringMatching(reason) })]);
  });
});

describe('scripts', () => {
  test('outcomes carry kind and line, one for each command', async () => {
    const outcomes = await run(
      '(module)\n\n(register "a")\n  (assert_invalid (module (func (result i32))) "type mismatch")',
    );
    expect(outcomes).toEqual([
      { kind: 'module', line: 1 },
      { kind: 'register', line: 3 },
      { kind: 'assert_invalid', line: 4 },
    ]);
  });

  test('a script that is module fields is one module', async () => {
    expect(await run('(func) (memory 0) (func (export "f"))')).toEqual([{ kind: 'module', line: 1 }]);
  });

  test('registered instances are imported, and state is shared', async () => {
    const outcomes = await run(`
      (module $a (global (export "g") (mut i32) (i32.const 1)))
      (register "A" $a)
      (module $b (import "A" "g" (global $g (mut i32))) (func (export "set") (global.set $g (i32.const 9))))
      (invoke "set")
      (assert_return (get $a "g") (i32.const 9))`);
    expect(outcomes.map(({ failure }) => failure)).toEqual(new Array(5).fill(undefined));
  });

  test('each instance of a definition has its own state', async () => {
    const outcomes = await run(`
      (module definition $M (global (export "g") (mut i32) (i32.const 1)) (func (export "set") (global.set 0 (i32.const 2))))
      (module instance $I $M)
      (module instance $J $M)
      (invoke $I "set")
      (assert_return (get $I "g") (i32.const 2))
      (assert_return (get $J "g") (i32.const 1))`);
    expect(outcomes.map(({ failure }) => failure)).toEqual(new Array(6).fill(undefined));
  });

  test('a module that fails leaves no instance to act upon', async () => {
    const outcomes = await run(`
      (module (func (export "f")))
      (module (func (export "f") (result i32)))
      (invoke "f")`);
    expect(outcomes.map(({ failure }) => failure !== undefined)).toEqual([false, true, true]);
  });

  test('spectest prints with types, and has its globals, table and memory', async () => {
    const lines: string[] = [];
    const outcomes = await run(
      `(module
        (import "spectest" "print_i64" (func $i64 (param i64)))
        (import "spectest" "print_f64_f64" (func $f64 (param f64 f64)))
        (import "spectest" "global_i32" (global i32))
        (import "spectest" "global_f32" (global f32))
        (import "spectest" "table" (table 10 20 funcref))
        (import "spectest" "memory" (memory 1 2))
        (func (export "f") (call $i64 (i64.const -1)) (call $f64 (f64.const 1.5) (f64.const inf)))
        (func (export "g") (result i32 f32) (global.get 0) (global.get 1)))
      (invoke "f")
      (assert_return (invoke "g") (i32.const 666) (f32.const 666.6))`,
      engineNamed('jit'),
      (line) => lines.push(line),
    );
    expect(outcomes.map(({ failure }) => failure)).toEqual(new Array(3).fill(undefined));
    expect(lines).toEqual(['i64:-1', 'f64:1.5 f64:inf']);
  });

  test('text that is no script is a ParseError', async () => {
    await expect(run('(module')).rejects.toThrow(ParseError);
  });

  test('says which line comes next', async () => {
    const lines: number[] = [];
    await runScript(new TextEncoder().encode('(module)\n(module)'), {
      features: ALL_FEATURES,
      engine: engineNamed('jit'),
      print: () => undefined,
      onCommand: (line) => lines.push(line),
    });
    expect(lines).toEqual([1, 2]);
  });
});
