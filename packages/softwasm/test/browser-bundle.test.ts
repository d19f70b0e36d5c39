import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { assemble } from '@softwasm/wat';
import { beforeAll, expect, it } from 'vitest';
import { BROWSER_BUNDLES, buildBrowserBundle, gzippedSize } from '../../../scripts/browser-bundle.mjs';
import { flagsWithoutHost } from '../../../test-support/node-flags.mjs';
import { WebAssembly } from '../src/index.ts';

/** One export for each of: plain arithmetic, numeric functions of ours, a trap, a memory and its growth, an exception. */
const MODULE = [
  ...assemble(`(module
    (memory (export "memory") 1)
    (tag $tag (export "tag") (param i32))
    (func (export "sum") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
    (func (export "divide") (param i64 i64) (result i64) (i64.div_s (local.get 0) (local.get 1)))
    (func (export "nearest") (param f32) (result f32) (f32.nearest (local.get 0)))
    (func (export "grow") (result i32) (drop (memory.grow (i32.const 1))) (i32.load8_u (i32.const 131071)))
    (func (export "throw") (param i32) (throw $tag (local.get 0))))`),
];

/** A program that leaves in `results` what a namespace makes of the module, as text. */
const USES = `
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(${JSON.stringify(MODULE)})));
  const outcome = (use) => {
    try {
      return String(use());
    } catch (error) {
      return error instanceof WebAssembly.Exception ? 'exception ' + error.getArg(exports.tag, 0) : String(error);
    }
  };
  const results = [
    () => exports.sum(5, 37),
    () => exports.divide(-7n, 2n),
    () => exports.divide(1n, 0n),
    () => exports.nearest(2.5),
    () => exports.grow(),
    () => exports.memory.buffer.byteLength,
    () => exports.throw(9),
    () => new WebAssembly.Module(new Uint8Array([1])),
    () => WebAssembly,
    () => exports.memory,
    () => Object.getOwnPropertyNames(WebAssembly).map((name) => WebAssembly[name].name + WebAssembly[name].length),
    () => Object.getOwnPropertyNames(WebAssembly.Memory.prototype),
  ].map(outcome);`;

/** What the sources make of it. */
const EXPECTED: unknown = new Function('WebAssembly', `${USES} return results;`)(WebAssembly);

/** The files, each made once; that for hosts without BigInt has tests of its own. */
const NAMES = ['softwasm.min.js', 'softwasm.jit.min.js', 'softwasm.polyfill.min.js'] as const;
const bundles = new Map<string, string>();
beforeAll(async () => {
  for (const name of NAMES) bundles.set(name, (await buildBrowserBundle(name)).code);
}, 300_000);

function bundle(name: (typeof NAMES)[number]): string {
  return bundles.get(name) as string;
}

it.each(NAMES)('%s is no larger than it was meant to be', (name) => {
  expect(gzippedSize(bundle(name))).toBeLessThanOrEqual(BROWSER_BUNDLES[name].ceiling);
});

it.each(NAMES)('%s has no import(), which is an error to some hosts', (name) => {
  expect(bundle(name)).not.toMatch(/\bimport\s*\(/);
});

it('the sources run the module', () => {
  expect(EXPECTED).toEqual(expect.arrayContaining(['42', '-3', 'RuntimeError: integer divide by zero', 'exception 9']));
});

it('the classic script is a namespace where the host has none, and leaves no other name', () => {
  const code = bundle('softwasm.polyfill.min.js');
  const context = createContext({});
  runInContext('delete globalThis.WebAssembly', context);
  const names = 'Object.getOwnPropertyNames(globalThis)';
  const before: string[] = runInContext(names, context);
  expect([...before]).not.toContain('WebAssembly');
  runInContext(code, context);
  expect([...runInContext(names, context)].filter((name) => !before.includes(name))).toEqual(['WebAssembly']);
  expect([...runInContext(`(() => { ${USES} return results; })()`, context)]).toEqual(EXPECTED);
});

it('the classic script interprets where nothing may be evaluated', () => {
  const context = createContext({}, { codeGeneration: { strings: false } });
  runInContext('delete globalThis.WebAssembly', context);
  expect(() => runInContext('Function("")', context)).toThrow('disallowed');
  runInContext(bundle('softwasm.polyfill.min.js'), context);
  expect([...runInContext(`(() => { ${USES} return results; })()`, context)]).toEqual(EXPECTED);
});

it('the classic script leaves a host’s namespace', () => {
  const code = bundle('softwasm.polyfill.min.js');
  const context = createContext({});
  const host = runInContext('globalThis.WebAssembly = {}', context);
  runInContext(code, context);
  expect(runInContext('WebAssembly', context)).toBe(host);
});

/** The modules, and flags under which they must work. */
const MODULES: readonly (readonly [(typeof NAMES)[number], readonly string[]])[] = [
  ['softwasm.min.js', []],
  ['softwasm.min.js', ['--disallow-code-generation-from-strings']],
  ['softwasm.jit.min.js', []],
];

it.each(MODULES)('%s exports the namespace, in Node %j', (name, flags) => {
  const code = bundle(name);
  const folder = mkdtempSync(join(tmpdir(), 'softwasm-bundle-'));
  try {
    const file = join(folder, 'softwasm.min.mjs');
    writeFileSync(file, code);
    const program = `
      import { createWebAssembly, WebAssembly } from ${JSON.stringify(pathToFileURL(file).href)};
      ${USES}
      console.log(JSON.stringify([results, typeof createWebAssembly, 'WebAssembly' in globalThis]));`;
    const args = [...flags, ...flagsWithoutHost(), '--input-type=module', '-'];
    const { stdout, stderr } = spawnSync(process.execPath, args, { input: program, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([EXPECTED, 'function', false]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
