import { ALL_FEATURES } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';
import { type Exports, VERSION } from 'softwasm';
import { type AheadOfTimeModule, defineModule } from 'softwasm/aot';
import { describe, expect, it } from 'vitest';
import { type AheadOfTimeOptions, type Binaryen, compileAheadOfTime, optimise } from '../src/index.ts';

const OPTIONS: AheadOfTimeOptions = { version: VERSION, features: ALL_FEATURES, exports: 'instance' };

/** The global through which a file that is loaded from a `data:` URL gets at the runtime of this process. */
const RUNTIME = 'softwasmRuntimeOfTest';

/** Evaluates the text of an ES module. */
async function load(code: string): Promise<Exports> {
  Object.assign(globalThis, { [RUNTIME]: (compiled: AheadOfTimeModule) => defineModule(compiled) });
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);
}

const runtime = `data:text/javascript,export const defineModule = globalThis.${RUNTIME};`;

function compile(text: string, options: Partial<AheadOfTimeOptions> = {}) {
  return compileAheadOfTime(assemble(text, { features: ALL_FEATURES }), { ...OPTIONS, runtime, ...options });
}

describe('an instance as an ES module', () => {
  it('imports from modules, and exports globals that cannot change as their values', async () => {
    const specifiers = {
      host: `data:text/javascript,${encodeURIComponent('export const twice = (x) => 2 * x; export const one = 1;')}`,
    };
    const { code } = compile(
      `(module
        (import "host" "twice" (func $twice (param i32) (result i32)))
        (import "host" "one" (global $one i32))
        (global (export "i") i64 (i64.const -5))
        (global (export "f") f32 (f32.const 1.5))
        (global (export "v") v128 (v128.const i32x4 1 2 3 4))
        (global (export "r") externref (ref.null extern))
        (global (export "m") (mut i32) (i32.const 3))
        (memory (export "memory") 2)
        (func (export "f2") (result i32) (call $twice (i32.add (global.get $one) (i32.const 2)))))`,
      { specifiers },
    );
    const namespace = await load(code);
    const { default: exported, i, f, v, r, m, memory, f2 } = namespace;
    expect([i, f, f2(), m.value, memory.buffer.byteLength]).toEqual([-5n, 1.5, 6, 3, 131_072]);
    expect([typeof v, typeof r]).toEqual(['object', 'object']);
    expect(exported.memory).toBe(memory);
    expect(Object.keys(exported)).toEqual(['i', 'f', 'v', 'r', 'm', 'memory', 'f2']);
  });

  it('has the default export that the module has', async () => {
    const { default: exported } = await load(
      compile('(module (func (export "default") (result i32) (i32.const 9)))').code,
    );
    expect((exported as () => number)()).toBe(9);
  });

  it('takes any names, as names only', async () => {
    const evil = [
      '__proto__',
      '*/}globalThis.pwned=1;{/*',
      '\u2028`$' + '{1}',
      "'",
      '"',
      '\\',
      'a as b',
      'class',
      'exported',
      '',
    ];
    const funcs = evil.map(
      (name, i) =>
        `(func (export ${JSON.stringify(name).replace('\u2028', '\\u{2028}')}) (result i32) (i32.const ${i}))`,
    );
    const { code } = compile(`(module ${funcs.join('')})`);
    const namespace = await load(code);
    expect(evil.map((name) => namespace[name]())).toEqual(evil.map((_, i) => i));
    expect('pwned' in globalThis).toBe(false);
    expect(code).not.toContain('\u2028');
    const imported = compile(
      `(module (import "__proto__" "x" (global i32)) (import ${JSON.stringify(evil[1])} "y" (func)))`,
    );
    expect(imported.code).toContain('["__proto__"]: import0');
    expect(imported.code.split('\n').filter((line) => line.includes('pwned'))).toEqual([
      expect.stringMatching(/^import \* as import1 from "[^"]*";$/),
      expect.stringMatching(/^const exported = compiled\.instantiate\(/),
    ]);
  });

  it('is declared so', () => {
    const { types } = compile(`(module
      (global (export "i") i64 (i64.const -5))
      (global (export "m") (mut f64) (f64.const 3))
      (memory (export "memory") 2)
      (func (export "odd name") (param i32) (result i32) (local.get 0)))`);
    expect(types.split('\n').slice(2)).toEqual([
      'declare const export0: bigint;',
      'declare const export1: Global;',
      'declare const export2: Memory;',
      'declare const export3: (p0: number) => number;',
      'export { export0 as i, export1 as m, export2 as memory, export3 as "odd name" };',
      '',
      '/** What the instance exports. */',
      'declare const exported: {',
      '  readonly "i": Global;',
      '  readonly "m": Global;',
      '  readonly "memory": Memory;',
      '  readonly "odd name": (p0: number) => number;',
      '};',
      'export default exported;',
      '',
    ]);
  });
});

it('exports a function that makes instances, or the module', async () => {
  const text = '(module (import "a" "b" (global i32)) (export "g" (global 0)))';
  const init = await load(compile(text, { exports: 'init' }).code);
  const make = init.default as (imports: object) => Promise<{ exports: { g: { value: number } } }>;
  expect((await make({ a: { b: 7 } })).exports.g.value).toBe(7);
  await expect(make({})).rejects.toThrow(TypeError);
  const { default: module, WebAssembly } = await load(compile(text, { exports: 'module' }).code);
  expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'a', name: 'b', kind: 'global' }]);
});

it('leaves out the comment that names the source map where it is not wanted', () => {
  const files = { generated: 'a.js', source: 'a.wat' };
  expect(compile('(module (func))', { sourceMap: files }).code).toContain('sourceMappingURL=a.js.map');
  const { code, map } = compile('(module (func))', { sourceMap: { ...files, linked: false } });
  expect(code).not.toContain('sourceMappingURL');
  expect(map).toBeDefined();
});

it('optimises by what is handed in, and frees that', () => {
  const calls: string[] = [];
  const module = {
    setFeatures: (features: number) => calls.push(`features ${features}`),
    optimize: () => calls.push('optimize'),
    emitBinary: () => Uint8Array.of(1),
    dispose: () => calls.push('dispose'),
  };
  const binaryen: Binaryen = {
    Features: { All: 7 },
    setOptimizeLevel: (level) => calls.push(`level ${level}`),
    setShrinkLevel: () => undefined,
    readBinary: () => module,
  };
  expect(optimise(binaryen, Uint8Array.of(0))).toEqual(Uint8Array.of(1));
  expect(calls).toEqual(['features 7', 'level 3', 'optimize', 'dispose']);
});
