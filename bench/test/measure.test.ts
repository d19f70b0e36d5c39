import { describe, expect, it } from 'vitest';
import { compileKernel } from '../src/compile-kernel.ts';
import { clockOf } from '../src/guest/clock.ts';
import type { EngineSpec, KernelJob, Timing } from '../src/guest/job.ts';
import { measureKernel } from '../src/guest/measure.ts';
import { measurePhases } from '../src/guest/phases.ts';

const TIMING: Timing = { clock: 'wall', rounds: 3, warmupMs: 1, sampleMs: 1, budgetMs: 1000 };

function engine(name: string, run: string): EngineSpec {
  return { name, kind: 'exports', body: `let calls = 0; return { run(size) { calls++; ${run} } };` };
}

function job(engines: readonly EngineSpec[], timing: Partial<Timing> = {}): KernelJob {
  return { binary: '', size: 20, answer: 21, engines, timing: { ...TIMING, ...timing } };
}

describe('measureKernel', () => {
  it('gives a sample for each round, in the order of the engines', async () => {
    const [b, a] = await measureKernel(job([engine('b', 'return size + 1;'), engine('a', 'return 21;')]));
    expect([b?.engine, a?.engine]).toEqual(['b', 'a']);
    for (const each of [a, b]) {
      expect(each?.error).toBeUndefined();
      expect(each?.samplesMs).toHaveLength(3);
      expect(each?.samplesMs?.every((ms) => ms >= 0)).toBe(true);
    }
  });
  it('reports engines that answer wrong, at once or when warm, or throw; the others go on', async () => {
    const measurements = await measureKernel(
      job([
        engine('wrong', 'return 22;'),
        engine('throws', 'throw new RangeError("too\\nfar");'),
        engine('late', 'return calls < 4 ? 21 : 0;'),
        { name: 'broken', kind: 'exports', body: 'return }' },
        engine('right', 'return 21;'),
      ]),
    );
    const errors = Object.fromEntries(measurements.map(({ engine: name, error }) => [name, error]));
    expect(errors).toMatchObject({
      wrong: 'answers 22 instead of 21',
      throws: 'RangeError: too',
      late: 'answers 0 instead of 21 when warm',
    });
    expect(errors.broken).toMatch(/^SyntaxError/);
    expect(errors.right).toBeUndefined();
  });
  it('lets an engine without budget sit out all rounds but the first', async () => {
    const slow = engine('slow', 'const end = performance.now() + 3; while (performance.now() < end); return 21;');
    const [measurement] = await measureKernel(job([slow], { budgetMs: 2 }));
    expect(measurement?.samplesMs).toHaveLength(1);
  });
  it('instantiates through namespaces, ours with passes switched off included', async () => {
    const binary = Buffer.from(await compileKernel({ name: 'exceptions', source: 'wat' })).toString('base64');
    const namespace = `return { async instantiate(bytes, imports) {
      if (!(bytes instanceof ArrayBuffer) || typeof imports !== 'object') throw new TypeError();
      return { instance: { exports: { run: () => -1420741931 } } };
    } };`;
    const engines: readonly EngineSpec[] = [
      { name: 'softwasm', kind: 'softwasm' },
      { name: 'softwasm-jitless', kind: 'softwasm', tune: 'jitless' },
      { name: 'without slots', kind: 'softwasm', without: ['slots', 'demand'] },
      { name: 'script', kind: 'namespace', body: namespace },
    ];
    const measurements = await measureKernel({ binary, size: 2000, answer: -1420741931, engines, timing: TIMING });
    expect(measurements.map(({ error }) => error)).toEqual(engines.map(() => undefined));
  });
});

describe('clocks', () => {
  it('tell milliseconds: those that pass, and those that the process spends', () => {
    const spent = (): number => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    };
    for (const [clock, reference] of [
      ['wall', () => performance.now()],
      ['cpu', spent],
    ] as const) {
      const before = reference();
      const time = clockOf(clock)();
      expect(time).toBeGreaterThanOrEqual(before);
      expect(time).toBeLessThanOrEqual(reference());
    }
  });
});

describe('measurePhases', () => {
  it('goes through all stages, round by round', async () => {
    const binary = Buffer.from(await compileKernel({ name: 'sort', source: 'ts' })).toString('base64');
    const times = await measurePhases({ binary, clock: 'cpu', rounds: 2 });
    for (const phase of ['decodeMs', 'validateMs', 'compileMs', 'evaluateMs'] as const)
      expect(times[phase]).toHaveLength(2);
    expect(times.codeBytes).toBeGreaterThan(100);
    expect(times.sourceBytes).toBeGreaterThan(times.codeBytes);
  });
});
