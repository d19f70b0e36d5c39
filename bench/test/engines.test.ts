import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import { cacheKey } from '../src/cache.ts';
import { count, listOf } from '../src/commands/options.ts';
import { compileKernel } from '../src/compile-kernel.ts';
import { ablations, defaultBase, defaultEngines, ENGINE_NAMES, isOurs, prepare } from '../src/engine-list.ts';
import { instantiate, PASSES } from '../src/guest/engines.ts';
import { bundleGuest } from '../src/hosts/bundle.ts';
import { HOSTS } from '../src/hosts/hosts.ts';
import { KERNELS } from '../src/kernels.ts';
import { measureOn } from '../src/measure-kernel.ts';
import { packageVersion } from '../src/package-versions.ts';
import { reasonOf } from '../src/reason.ts';
import { wasm2js } from '../src/wasm2js.ts';

const TIMING = { clock: 'wall', rounds: 1, warmupMs: 1, sampleMs: 1, budgetMs: 1000 } as const;

describe('engines', () => {
  it('that take part are known, and one of them is the base', () => {
    for (const jit of [true, false]) {
      const engines = defaultEngines(jit);
      for (const name of engines) expect(ENGINE_NAMES).toContain(name);
      expect(defaultBase(engines)).toBe(jit ? 'native' : 'polywasm');
    }
    expect(defaultBase(['softwasm', 'wasm2js'])).toBe('softwasm');
  });
  it('of ours are told from peers', () => {
    expect(['softwasm', 'softwasm-jitless', ...ablations(['demand']).map(({ name }) => name)].every(isOurs)).toBe(true);
    expect(['native', 'polywasm', 'wasm2js-O3', 'webassemblyjs'].some(isOurs)).toBe(false);
  });
  it('without passes are variants of softwasm', () => {
    expect(PASSES).toContain('demand');
    expect(ablations(['demand'])).toEqual([{ name: 'without demand', kind: 'softwasm', without: ['demand'] }]);
  });
  it('that cannot be made ready are reported, not thrown', async () => {
    const bytes = await compileKernel({ name: 'gc-trees', source: 'wat' });
    const { specs, failures } = await prepare(['softwasm', 'wasm2js', 'none'], bytes);
    expect(specs.map(({ name }) => name)).toEqual(['softwasm']);
    expect(failures.map(({ engine }) => engine)).toEqual(['wasm2js', 'none']);
    expect(failures[0]?.error).toMatch(/^Fatal/);
  });
});

describe('modules compiled ahead of time', () => {
  for (const name of ['softwasm-aot', 'softwasm-aot-jitless']) {
    it(`${name}: gives the answer`, async () => {
      const kernel = KERNELS.find((each) => each.name === 'polynomial')!;
      const { specs, failures } = await prepare([name], await compileKernel(kernel));
      expect(failures).toEqual([]);
      expect(specs.map(({ kind }) => kind)).toEqual(['module']);
      expect((await instantiate(specs[0]!, new Uint8Array())).run(kernel.size)).toBe(kernel.answer);
    });
  }
});

describe('wasm2js', () => {
  for (const level of ['plain', 'O3'] as const) {
    it(`${level}: gives the answer`, async () => {
      const bytes = await compileKernel({ name: 'fibonacci', source: 'ts' });
      const spec = { name: level, kind: 'exports', body: await wasm2js(bytes, level) } as const;
      expect((await instantiate(spec, bytes)).run(24)).toBe(46_368);
    });
  }
});

describe('hosts', () => {
  const kernel = { name: 'fibonacci', group: 'scalar', source: 'ts', about: '', size: 10, answer: 55 } as const;

  for (const name of ['node', 'node-jitless']) {
    it(`${name}: a kernel on our engine and native's`, async () => {
      const host = HOSTS.get(name)!;
      const open = await host.open(await bundleGuest());
      try {
        expect(open.version).toContain(process.version);
        const run = {
          engines: ['softwasm', 'native'],
          variants: ablations(['slots']),
          timing: TIMING,
          timeoutMs: 60_000,
        };
        const measurements = await measureOn(open, kernel, run);
        expect(measurements.map(({ engine }) => engine)).toEqual(['softwasm', 'native', 'without slots']);
        expect(measurements[0]?.error).toBeUndefined();
        expect(measurements[1]?.error).toBe(host.jit ? undefined : 'the host has no WebAssembly');
        expect(measurements[2]?.error).toBeUndefined();
      } finally {
        await open.close();
      }
    });
  }
  it('give up on jobs that take too long, and report it for every engine', async () => {
    const open = await HOSTS.get('node')!.open('globalThis.softwasmBench = { measureKernel() { for (;;); } };');
    try {
      const run = { engines: ['softwasm', 'polywasm'], variants: [], timing: TIMING, timeoutMs: 1000 };
      const errors = (await measureOn(open, kernel, run)).map(({ error }) => error);
      expect(errors).toEqual(['no answer within 1 s', 'no answer within 1 s']);
    } finally {
      await open.close();
    }
  });
});

describe('the command line', () => {
  it('wants positive integers and known names', () => {
    expect(count('12')).toBe(12);
    for (const text of ['0', '-1', '1.5', 'x']) expect(() => count(text)).toThrow(InvalidArgumentError);
    expect(listOf(['a', 'b'], 'letter')('b, a')).toEqual(['b', 'a']);
    expect(() => listOf(['a', 'b'], 'letter')('a,c')).toThrow('no letter "c"; there are a, b');
  });
});

describe('small things', () => {
  it('keys of the cache depend on where parts end', () => {
    expect(cacheKey(['ab', 'c'])).not.toBe(cacheKey(['a', 'bc']));
    expect(cacheKey(['ab', new Uint8Array([99])])).toBe(cacheKey(['ab', 'c']));
  });
  it('versions are those of the packages', () => {
    expect(packageVersion('binaryen')).toMatch(/^\d+\.\d+\.\d+/);
    expect(packageVersion('softwasm')).toMatch(/^\d+\.\d+\.\d+/);
  });
  it('reasons are one line', () => {
    expect(reasonOf(new TypeError('a\nb'))).toBe('TypeError: a');
    expect(reasonOf(new Error('plain'))).toBe('plain');
    expect(reasonOf('text')).toBe('text');
  });
});
