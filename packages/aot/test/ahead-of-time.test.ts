import { ALL_FEATURES } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';
import { VERSION } from 'softwasm';
import { type CompiledAheadOfTime, defineModule } from 'softwasm/aot';
import { describe, expect, it } from 'vitest';
import { type AheadOfTimeOptions, compileAheadOfTime } from '../src/index.ts';
import { stripBodies } from '../src/strip-bodies.ts';

const OPTIONS: AheadOfTimeOptions = { version: VERSION, features: ALL_FEATURES };

const PROGRAM = `(module $demo
  (import "host" "log" (func $log (param i32)))
  (import "host" "base" (global $base i32))
  (memory (export "memory") 1)
  (data (i32.const 8) "hello")
  (global (export "count") (mut i32) (i32.const 0))
  (func $add (export "add") (param $a i32) (param $b i64) (result i64)
    (i64.add (i64.extend_i32_s (local.get $a)) (local.get $b)))
  (func (export "pair") (result i32 f64) (i32.const 1) (f64.const 2.5))
  (func $fails (export "fails") (drop (i32.load (i32.const -1))))
  (func (export "run") (call $log (i32.add (global.get $base) (i32.load8_u (i32.const 8))))))`;

/** Loads a CommonJS file. */
function load(code: string): CompiledAheadOfTime {
  const module = { exports: {} };
  new Function('require', 'module', code)(() => ({ defineModule }), module);
  return module.exports as CompiledAheadOfTime;
}

function compile(text: string, options: Partial<AheadOfTimeOptions> = {}): CompiledAheadOfTime {
  return load(compileAheadOfTime(assemble(text), { ...OPTIONS, format: 'commonjs', ...options }).code);
}

describe('a module compiled ahead of time', () => {
  it('does what the module does', () => {
    const log: number[] = [];
    const { instantiate, module, WebAssembly } = compile(PROGRAM);
    const exports = instantiate({ host: { log: (x: number) => log.push(x), base: 1000 } });
    exports.run();
    expect(log).toEqual([1000 + 'h'.charCodeAt(0)]);
    expect(exports.add(-1, 5n)).toBe(4n);
    expect(exports.pair()).toEqual([1, 2.5]);
    expect(new TextDecoder().decode(new Uint8Array(exports.memory.buffer, 8, 5))).toBe('hello');
    expect(WebAssembly.Module.exports(module).map(({ name }) => name)).toEqual([
      'memory',
      'count',
      'add',
      'pair',
      'fails',
      'run',
    ]);
  });

  it('traps, and checks its imports', () => {
    const { instantiate, WebAssembly } = compile(PROGRAM);
    const { fails } = instantiate({ host: { log: () => undefined, base: 0 } });
    expect(() => fails()).toThrow(WebAssembly.RuntimeError);
    expect(() => fails()).toThrow('out of bounds memory access');
    expect(() => instantiate({ host: { log: () => undefined } })).toThrow(WebAssembly.LinkError);
    expect(() => instantiate()).toThrow(TypeError);
  });

  it('imports from others of its kind', () => {
    const { instantiate: makeOne } = compile(
      '(module (func (export "f") (result i64) (i64.const 7)) (memory (export "m") 2))',
    );
    const { instantiate: makeOther } = compile(
      `(module (import "one" "f" (func $f (result i64))) (import "one" "m" (memory 1))
        (func (export "g") (result i64) (i64.add (call $f) (i64.extend_i32_u (memory.size)))))`,
    );
    expect(makeOther({ one: makeOne() }).g()).toBe(9n);
  });

  it('makes tail calls', () => {
    const { instantiate } = compile(`(module
      (func $even (export "even") (param i32) (result i32)
        (if (i32.eqz (local.get 0)) (then (return (i32.const 1))))
        (return_call $odd (i32.sub (local.get 0) (i32.const 1))))
      (func $odd (param i32) (result i32)
        (if (i32.eqz (local.get 0)) (then (return (i32.const 0))))
        (return_call $even (i32.sub (local.get 0) (i32.const 1)))))`);
    expect(instantiate().even(100_000)).toBe(1);
  });

  it('may define no functions', () => {
    const { instantiate } = compile('(module (global (export "g") i32 (i32.const 3)))');
    expect(instantiate().g.value).toBe(3);
  });

  it('has no compiler', () => {
    const { WebAssembly } = compile('(module)');
    expect(() => new WebAssembly.Module(assemble('(module)'))).toThrow(WebAssembly.CompileError);
  });

  it('is of one version', () => {
    expect(() => compile('(module)', { version: '0.0.1' })).toThrow(/compiled by softwasm 0\.0\.1/);
  });
});

it('values of 64 bits are BigInts where small integers have 31 bits', () => {
  const text = `(module (func (export "powers") (param $x i64) (param $n i32) (result i64) (local $y i64)
    (local.set $y (i64.const 1))
    (loop $again
      (local.set $y (i64.add (i64.mul (local.get $y) (local.get $x)) (i64.rotl (local.get $y) (i64.const 13))))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $y)))`;
  const codeFor = (smallIntegers: 31 | 32): string =>
    compileAheadOfTime(assemble(text), { ...OPTIONS, smallIntegers }).code;
  expect(codeFor(31)).toContain('&18446744073709551615n');
  expect(codeFor(32)).not.toContain('&18446744073709551615n');
  const [small, large] = ([31, 32] as const).map((bits) => compile(text, { smallIntegers: bits }).instantiate());
  for (const x of [3n, -1n, 0x9e3779b97f4a7c15n]) expect(small!.powers(x, 50)).toBe(large!.powers(x, 50));
});

describe('functions that are in a file twice', () => {
  const GROWING = `(module (memory (export "memory") 1) (global (export "calls") (mut i32) (i32.const 0))
    (func (export "grow") (result i32) (memory.grow (i32.const 1)))
    (func (export "next") (param $at i32) (result i32)
      (global.set 0 (i32.add (global.get 0) (i32.const 1)))
      (i32.store (local.get $at) (i32.add (i32.load (local.get $at)) (i32.const 1)))
      (i32.load (local.get $at))))`;
  const isTwice = (text: string, options: Partial<AheadOfTimeOptions> = {}): boolean =>
    compileAheadOfTime(assemble(text), { ...OPTIONS, tune: 'jit', ...options }).code.includes('const again =');

  it.each(['jit', 'jitless'] as const)('reach the same state before and after growth, in each instance: %s', (tune) => {
    const { instantiate } = compile(GROWING, { tune });
    const instances = [instantiate(), instantiate(), instantiate()];
    for (let pages = 1; pages < 6; pages++) {
      const last = pages * 65536 - 4;
      for (const { next, grow, calls } of instances) {
        expect([next(0), next(0), next(last)]).toEqual([2 * pages - 1, 2 * pages, 1]);
        expect(() => next(last + 1)).toThrow('out of bounds');
        expect(calls.value).toBe(4 * pages);
        expect(grow()).toBe(pages);
      }
    }
  });

  it('are those of small modules with a memory, for engines with a JIT', () => {
    expect(isTwice(GROWING)).toBe(true);
    expect(isTwice(GROWING, { tune: 'jitless' })).toBe(false);
    expect(isTwice('(module (func (export "f")))')).toBe(false);
    expect(isTwice('(module (memory 1) (func $f (return_call $f)))')).toBe(true);
    expect(isTwice('(module (memory 1) (func $f (return_call $g)) (func $g (return_call $f)))')).toBe(false);
    const stores = '(i32.store (i32.const 0) (i32.const 1))'.repeat(3000);
    expect(isTwice(`(module (memory 1) (func ${stores}))`)).toBe(false);
  });
});

describe('compiling ahead of time', () => {
  it('gives the same for the same', () => {
    const bytes = assemble(PROGRAM);
    expect(compileAheadOfTime(bytes, OPTIONS)).toEqual(compileAheadOfTime(bytes.slice(), OPTIONS));
  });

  it('evaluates no text', () => {
    const { code } = compileAheadOfTime(assemble(PROGRAM), OPTIONS);
    expect(code).not.toMatch(/\beval\b|\bFunction\b/);
  });

  it('puts no text of the binary into the file but letters, digits and _', () => {
    const evil = '`;globalThis.pwned=1;//\u2028*/"\\\'${1}';
    const text = JSON.stringify(evil).replace('\u2028', '\\u{2028}');
    const bytes = assemble(`(module (func $f (export ${text}) (import ${text} ${text})))`);
    const { code, types } = compileAheadOfTime(bytes, OPTIONS);
    expect(code).not.toContain('pwned');
    expect(types).not.toContain('\u2028');
    // In the declarations names are string literals.
    expect(types).toContain(JSON.stringify(evil).replace('\u2028', '\\u2028'));
    const { module, WebAssembly } = load(compileAheadOfTime(bytes, { ...OPTIONS, format: 'commonjs' }).code);
    expect(WebAssembly.Module.exports(module)[0]?.name).toBe(evil);
  });

  it('declares imports and exports', () => {
    expect(compileAheadOfTime(assemble(PROGRAM), OPTIONS).types).toMatchInlineSnapshot(`
      "import type { Global, Memory, Module, Table, Tag, WebAssemblyNamespace } from "softwasm/aot";

      /** What the module imports. */
      export interface Imports {
        "host": {
          "log": (p0: number) => void;
          "base": Global | number;
        };
      }

      /** What the module exports. */
      export interface Exports {
        readonly "memory": Memory;
        readonly "count": Global;
        readonly "add": (p0: number, p1: bigint) => bigint;
        readonly "pair": () => [number, number];
        readonly "fails": () => void;
        readonly "run": () => void;
      }

      /** The compiled module, for \`new WebAssembly.Instance\` of the namespace below. */
      export declare const module: Module;
      /** The namespace that the module belongs to: memories, tables, globals and tags that it imports are made with this one. */
      export declare const WebAssembly: WebAssemblyNamespace;
      /** Makes an instance, and returns what it exports. */
      export declare function instantiate(imports: Imports): Exports;
      export default instantiate;
      "
    `);
  });

  it('maps code to the text of the module', () => {
    const { map = '' } = compileAheadOfTime(assemble(PROGRAM), {
      ...OPTIONS,
      sourceMap: { generated: 'demo.js', source: 'demo.wat' },
    });
    const { version, sources, sourcesContent, mappings } = JSON.parse(map);
    expect([version, sources]).toEqual([3, ['demo.wat']]);
    expect(sourcesContent[0]).toContain('i32.load8_u');
    expect(mappings).toMatch(/^;+[A-Za-z0-9+/,;]+$/);
  });

  it('says how far it is', () => {
    const reports: [number, number][] = [];
    const functions = '(func)'.repeat(600);
    compileAheadOfTime(assemble(`(module ${functions})`), {
      ...OPTIONS,
      onProgress: (done, total) => reports.push([done, total]),
    });
    expect(reports).toEqual([
      [0, 600],
      [256, 600],
      [512, 600],
      [600, 600],
    ]);
  });

  it('rejects what is no module', () => {
    expect(() => compileAheadOfTime(Uint8Array.of(0, 97, 115), OPTIONS)).toThrow('unexpected end');
    const invalid = assemble('(module (func (result i32) (i64.const 0)))');
    expect(() => compileAheadOfTime(invalid, OPTIONS)).toThrow('type mismatch');
  });

  it('leaves function bodies out, and nothing else', () => {
    const bytes = assemble(PROGRAM);
    const stripped = stripBodies(bytes);
    expect(stripped.length).toBeLessThan(bytes.length);
    expect(stripBodies(stripped)).toEqual(stripped);
  });
});
