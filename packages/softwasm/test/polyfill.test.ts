import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { flagsWithoutHost } from '../../../test-support/node-flags.mjs';
import { WebAssembly } from '../src/index.ts';
import { installPolyfill } from '../src/polyfill-install.ts';

const SUM = [
  ...assemble(`(module (func (export "sum") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))`),
];

const FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** Runs a program as a module of Node on the built package, and returns what it writes. The tests' guard of the host's namespace is not in that process. */
function run(flags: readonly string[], program: string): string {
  const args = [...flags, '--input-type=module', '--eval', program];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: FOLDER, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout.trim();
}

describe('installing', () => {
  it('defines the namespace as hosts define theirs', () => {
    const target = {};
    expect(installPolyfill({ target })).toBe(true);
    expect(Object.getOwnPropertyDescriptor(target, 'WebAssembly')).toEqual({
      value: WebAssembly,
      writable: true,
      enumerable: false,
      configurable: true,
    });
  });

  it.each([
    ['an own', { WebAssembly: 'host' }],
    ['an inherited', Object.create({ WebAssembly: 'host' })],
    ['an undefined', { WebAssembly: undefined }],
  ])('leaves %s property as it is, unless forced', (_, target: { WebAssembly?: unknown }) => {
    const before = target.WebAssembly;
    expect(installPolyfill({ target })).toBe(false);
    expect(target.WebAssembly).toBe(before);
    expect(installPolyfill({ target, force: true })).toBe(true);
    expect(target.WebAssembly).toBe(WebAssembly);
    expect(Object.keys(target)).toEqual([]);
  });

  it('looks at no value', () => {
    const target = {
      get WebAssembly(): never {
        throw new Error('read');
      },
    };
    expect(installPolyfill({ target })).toBe(false);
    expect(installPolyfill({ target, force: true })).toBe(true);
  });

  it('throws where it cannot', () => {
    expect(() => installPolyfill({ target: Object.freeze({}) })).toThrow(TypeError);
    const fixed = Object.freeze({ WebAssembly: 'host' });
    expect(installPolyfill({ target: fixed })).toBe(false);
    expect(() => installPolyfill({ target: fixed, force: true })).toThrow(TypeError);
  });
});

describe('in a process of its own', () => {
  const sum = `
    const { instance } = await globalThis.WebAssembly.instantiate(new Uint8Array(${JSON.stringify(SUM)}));
    console.log(instance.exports.sum(5, 37), globalThis.WebAssembly === ours);`;

  it('softwasm/polyfill installs the namespace where there is none', () => {
    const program = `
      console.log(typeof globalThis.WebAssembly);
      const { WebAssembly: ours } = await import('softwasm');
      console.log(typeof globalThis.WebAssembly);
      await import('softwasm/polyfill');
      ${sum}`;
    expect(run(flagsWithoutHost(), program)).toBe('undefined\nundefined\n42 true');
  });

  it('softwasm/polyfill leaves the host’s namespace', () => {
    const program = `
      const before = globalThis.WebAssembly;
      const { WebAssembly: ours } = await import('softwasm');
      await import('softwasm/polyfill');
      console.log(globalThis.WebAssembly === before);
      ${sum}`;
    expect(run([], program)).toBe('true\n42 false');
  });

  it('softwasm/install does nothing by itself, and replaces the host’s namespace on demand', () => {
    const program = `
      const before = globalThis.WebAssembly;
      const attributes = () => {
        const { value, ...rest } = Object.getOwnPropertyDescriptor(globalThis, 'WebAssembly');
        return JSON.stringify(rest);
      };
      const hosts = attributes();
      const { WebAssembly: ours } = await import('softwasm');
      const { installPolyfill } = await import('softwasm/install');
      console.log(installPolyfill(), globalThis.WebAssembly === before);
      console.log(installPolyfill({ force: true }), hosts === attributes());
      ${sum}`;
    expect(run([], program)).toBe('false true\ntrue true\n42 true');
  });
});
