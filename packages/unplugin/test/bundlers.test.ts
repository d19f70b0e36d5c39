import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assemble } from '@softwasm/wat';
import { afterAll, describe, expect, it } from 'vitest';
import type { SoftwasmOptions } from '../src/index.ts';
import { bundleWith, Project, runWithoutEval } from './project.ts';

/*
 * Real builds, whose results run where there is neither WebAssembly nor eval.
 */

const MATH = `(module
  (memory (export "memory") 1)
  (global (export "answer") i32 (i32.const 42))
  (global (export "big") i64 (i64.const -1))
  (global $calls (export "calls") (mut i32) (i32.const 0))
  (func (export "add") (param i32 i32) (result i32)
    (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
    (i32.add (local.get 0) (local.get 1)))
  (func (export "odd name \\u{2028}'\\"") (result i32) (i32.const 7))
  (func $fail (export "fail") (unreachable)))`;

const FILES = {
  'math.wat': MATH,
  // Imports from another module, from JavaScript, and from something that the options name.
  'uses.wat': `(module
    (import "./math.wasm" "add" (func $add (param i32 i32) (result i32)))
    (import "./math.wasm" "answer" (global $answer i32))
    (import "./math.wasm" "calls" (global $calls (mut i32)))
    (import "./math.wasm" "memory" (memory 1))
    (import "./host.js" "default" (func $twice (param i32) (result i32)))
    (import "env" "log" (func $log (param i32)))
    (func (export "default") (result i32)
      (call $log (global.get $calls))
      (i32.store (i32.const 0) (call $twice (call $add (global.get $answer) (i32.const 1))))
      (i32.load (i32.const 0))))`,
  'host.js': 'export default (x) => 2 * x;',
  'env.js': 'export const logged = []; export const log = (x) => logged.push(x);',
  'main.js': `
    import { softly } from './softly.js';
    console.log(JSON.stringify(await softly(), (_, value) => (typeof value === 'bigint' ? String(value) : value)));`,
  'softly.js': `
    import math, { add, answer, big, calls, fail, memory } from './math.wasm';
    import uses from './uses.wasm';
    import init from './math.wasm?init';
    import module, { WebAssembly } from './math.wasm?module';
    import { logged } from './env.js';
    export async function softly() {
      const { exports } = await init();
      const { exports: third } = new WebAssembly.Instance(module);
      let trap;
      try {
        fail();
      } catch (error) {
        trap = [error instanceof WebAssembly.RuntimeError, error.message];
      }
      return [
        add(1, 2), answer, big, calls.value, math['odd name \\u2028\\'"'](), Object.keys(math).length,
        uses(), logged, calls.value, new Int32Array(memory.buffer)[0],
        exports.add(3, 4), exports.calls.value, third.answer.value, trap,
        typeof globalThis.WebAssembly,
      ];
    }`,
};

const EXPECTED = [...[3, 42, '-1', 1, 7, 7], ...[86, [1], 2, 86], ...[7, 1, 42, [true, 'unreachable']], 'undefined'];

const projects: Project[] = [];
afterAll(() => {
  for (const project of projects) project.remove();
});

function project(files: Readonly<Record<string, string>>): Project {
  const made = new Project(files);
  projects.push(made);
  return made;
}

describe.each(['vite', 'rollup', 'esbuild', 'webpack'])('%s', (bundler) => {
  const bundle = (folder: string, options: SoftwasmOptions = {}): string => bundleWith(bundler, folder, options);

  it('imports modules in all ways', () => {
    const { folder } = project(FILES);
    const file = bundle(folder, { imports: { env: './env.js' } });
    expect(JSON.parse(runWithoutEval(file))).toEqual(EXPECTED);
    const { sources, sourcesContent } = JSON.parse(readFileSync(`${file}.map`, 'utf8'));
    const text = sources.findIndex((source: string) => /math\.wat/.test(source));
    expect(sourcesContent[text]).toContain('(;0x');
  }, 120_000);

  it('names file, reason and offset of what is no valid module', () => {
    const { folder } = project({ 'main.js': "import './bad.wasm';" });
    writeFileSync(`${folder}/bad.wasm`, new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 200]));
    expect(() => bundle(folder)).toThrow(/bad\.wasm: DecodeError: .*at offset 0x/);
  }, 120_000);
});

/** What TypeScript says of programs in a folder that has this package installed: file and number. */
function typeErrors(folder: string, programs: Readonly<Record<string, string>>): string[] {
  for (const [name, text] of Object.entries(programs)) writeFileSync(`${folder}/${name}`, text);
  const installed = `${folder}/node_modules/@softwasm`;
  if (!existsSync(installed)) {
    mkdirSync(installed, { recursive: true });
    symlinkSync(fileURLToPath(new URL('..', import.meta.url)), `${installed}/unplugin`, 'junction');
  }
  const tsc = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));
  const flags = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--allowArbitraryExtensions',
    '--types',
    '',
    '--target',
    'es2022',
  ];
  const args = [tsc, ...flags, '--module', 'nodenext', ...Object.keys(programs)];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return [...stdout.matchAll(/^(\S+?)\(.*?error (TS\d+)/gm)].map(([, file, code]) => `${file}: ${code}`);
}

describe('options and errors', () => {
  const bundle = (folder: string, options: SoftwasmOptions = {}): string => bundleWith('rollup', folder, options);

  it('says which import leads nowhere', () => {
    const { folder } = project({
      'main.js': "import './needs.wasm';",
      'needs.wat': '(module (import "./nowhere.js" "f" (func)))',
    });
    expect(() => bundle(folder)).toThrow(/nowhere\.js/);
  }, 120_000);

  it('leaves what is excluded', () => {
    const { folder } = project({ 'main.js': "import './a.wasm';", 'a.wat': '(module)' });
    expect(runWithoutEval(bundle(folder))).toBe('');
    let outcome: string;
    try {
      outcome = readFileSync(bundle(folder, { exclude: '**/a.wasm' }), 'utf8');
    } catch (error) {
      outcome = String(error);
    }
    expect(outcome).not.toContain('defineModule');
  }, 120_000);

  it('optimises, and writes declarations', () => {
    const { folder } = project({
      'main.js': "import { f } from './a.wasm'; console.log(f(5n, 1));",
      'a.wat': `(module
        (global (export "g") (mut f64) (f64.const 1))
        (func (export "f") (param i64 i32) (result i64)
          (i64.add (local.get 0) (i64.mul (i64.const 3) (i64.const 4)))))`,
    });
    const file = bundle(folder, { optimize: true, declarations: true, sourceMap: false, tune: 'jit' });
    expect(runWithoutEval(file)).toBe('17n\n');
    expect(
      typeErrors(folder, {
        'user.ts': `import all, { f, g } from './a.wasm';
        export const [x, y, z]: [bigint, number, bigint] = [f(1n, 2), g.value, all.f(1n, 2)];`,
      }),
    ).toEqual([]);
    expect(
      typeErrors(folder, { 'wrong.ts': "import { f } from './a.wasm'; export const x: string = f(1n, 2);" }),
    ).toEqual(['wrong.ts: TS2322']);
  }, 120_000);

  it('has declarations for files that have none of their own', () => {
    const { folder } = project({});
    const reference = '/// <reference types="@softwasm/unplugin/wasm" />\n';
    const program = `import all, { f } from './b.wasm';
      import init from './b.wasm?init';
      import module, { WebAssembly } from './b.wasm?module';
      export const x: number = f(all.g, 1);
      export const { exports } = await init({ env: {} });
      export const instance = new WebAssembly.Instance(module);`;
    expect(typeErrors(folder, { 'user.ts': reference + program })).toEqual([]);
    expect(typeErrors(folder, { 'wrong.ts': `${reference}import init from './b.wasm?init'; init(1);` })).toEqual([
      'wrong.ts: TS2345',
    ]);
  }, 120_000);
});

describe('while watching', () => {
  it('bundles anew when a module changes, also after it was no module', () => {
    const { folder } = project({
      'main.js': "import { f } from './a.wasm'; console.log(f());",
      'a.wat': '(module (func (export "f") (result i32) (i32.const 1)))',
    });
    const second = assemble('(module (func (export "f") (result i32) (i32.const 2)))');
    const program = fileURLToPath(new URL('watch.mjs', import.meta.url));
    const states = JSON.stringify([[0], [...second]]);
    const { stdout, stderr } = spawnSync(process.execPath, [program, folder, states], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const [first = '', error = '', last = ''] = stdout.trim().split('\n');
    expect([runWithoutEval(first), /a\.wasm: DecodeError/.test(error), runWithoutEval(last)]).toEqual([
      '1\n',
      true,
      '2\n',
    ]);
  }, 120_000);
});
