import { INTERPRETERS, OUR_INTERPRETER } from '../engine-list.ts';
import { HEADLINE, KERNELS, MINIMAL } from '../kernels.ts';
import type { KernelReport, Measurement, Results } from '../report.ts';
import { geomean } from '../statistics.ts';
import { formatRatio, type Table } from '../table.ts';
import { geomeanRatio, ofGroup, ratioTo } from './kernel-results.ts';
import { throughput } from './phase-results.ts';
import { programRatio } from './program-results.ts';

/** What was measured on one host. */
type OfHost = Omit<Results, 'machine' | 'hosts'>;

/** Something that softwasm is to reach on hosts of a kind. */
interface Target {
  readonly about: string;
  readonly jit: boolean;
  readonly limit: number;
  /** Whether more is better; else less is. */
  readonly atLeast?: boolean;
  /** The figure; NaN where it was not measured. */
  readonly figure: (results: OfHost) => number;
  /** Whether there is no figure because no peer did what is compared. */
  readonly peersFailed?: (results: OfHost) => boolean;
}

const OURS = 'softwasm';

function scalars({ kernels }: OfHost): readonly KernelReport[] {
  return ofGroup(kernels, 'scalar');
}

/** A geometric mean over kernels counts when all kernels were measured: a few tell something else. */
function meanOfAll(engine: string): Target['figure'] {
  const all = KERNELS.filter(({ group }) => group === 'scalar').length;
  return (results) => (scalars(results).length === all ? geomeanRatio(scalars(results), OURS, engine) : Number.NaN);
}

/** The largest ratio of all kernels. */
function worst(base: string, engine = OURS): Target['figure'] {
  return (results) => {
    const ratios = scalars(results)
      .map((report) => ratioTo(report, engine, base))
      .filter(Number.isFinite);
    return ratios.length === 0 ? Number.NaN : Math.max(...ratios);
  };
}

function kernel(name: string, limit: number): Target {
  const figure: Target['figure'] = ({ kernels }) => {
    const report = kernels.find((each) => each.kernel === name);
    return report === undefined ? Number.NaN : ratioTo(report, OURS, 'native');
  };
  return { about: `${name}: × native`, jit: true, limit, figure };
}

function steady(program: string, limit: number): Target {
  const figure: Target['figure'] = ({ programs }) => programRatio(programs, program, 'steady', OURS, 'native');
  return { about: `${program}, steady: × native`, jit: true, limit, figure };
}

function first(program: string): Target {
  const figure: Target['figure'] = ({ programs }) => programRatio(programs, program, 'first', OURS, 'polywasm');
  return { about: `${program}, first result: × polywasm`, jit: true, limit: 1 / 3, figure };
}

function compileThroughput({ phases }: OfHost): number {
  return geomean(phases.map(({ times }) => throughput(times, 'compileMs')).filter(Number.isFinite));
}

/** Interpreters' measurements of the kernels of the headline. */
function interpreted({ kernels }: OfHost): readonly Measurement[] {
  const reports = kernels.filter((report) => HEADLINE.includes(report.kernel));
  return reports.flatMap(({ measurements }) => measurements.filter(({ engine }) => INTERPRETERS.includes(engine)));
}

function interpretersFailed(results: OfHost): boolean {
  const measurements = interpreted(results);
  return measurements.length > 0 && measurements.every(({ error }) => error !== undefined);
}

/** How much faster than interpreters, over all that give the right answer. NaN where none does. */
function headline({ kernels }: OfHost): number {
  const reports = kernels.filter((report) => HEADLINE.includes(report.kernel));
  const ratios = INTERPRETERS.flatMap((peer) => reports.map((each) => ratioTo(each, peer, OURS)));
  return geomean(ratios.filter(Number.isFinite));
}

/** How much faster our interpreter is than the fastest of the others, over what these can run. */
function interpreterToInterpreters({ kernels }: OfHost): number {
  const reports = kernels.filter((report) => MINIMAL.includes(report.kernel));
  const ratios = INTERPRETERS.map((peer) => geomeanRatio(reports, peer, OUR_INTERPRETER)).filter(Number.isFinite);
  return ratios.length === 0 ? Number.NaN : Math.min(...ratios);
}

/** All targets, in the order in which they are shown. */
const TARGETS: readonly Target[] = [
  { about: 'scalar kernels, geomean: × native', jit: true, limit: 1.8, figure: meanOfAll('native') },
  { about: 'scalar kernels, the worst: × native', jit: true, limit: 8, figure: worst('native') },
  { about: 'scalar kernels, the worst: × polywasm', jit: true, limit: 1.05, figure: worst('polywasm') },
  { about: 'scalar kernels, the worst: × wasm2js-O3', jit: true, limit: 1.05, figure: worst('wasm2js-O3') },
  kernel('nbody', 1.4),
  kernel('fibonacci', 1.5),
  kernel('pollard-rho', 3.5),
  kernel('sha512', 4),
  kernel('xxh64', 6),
  kernel('bignum', 3),
  kernel('division', 3),
  steady('quickjs', 3),
  steady('sql.js', 3),
  steady('esbuild', 4),
  first('quickjs'),
  first('sql.js'),
  first('esbuild'),
  { about: 'compilation, MB of code a second', jit: true, limit: 6, atLeast: true, figure: compileThroughput },
  {
    about: 'nbody, fibonacci, pollard-rho: interpreters × softwasm',
    jit: true,
    limit: 72,
    atLeast: true,
    figure: headline,
    peersFailed: interpretersFailed,
  },
  {
    about: `${MINIMAL.join(', ')}: the fastest interpreter × softwasm-interpreter`,
    jit: true,
    limit: 1,
    atLeast: true,
    figure: interpreterToInterpreters,
  },
  {
    about: 'interpreter, the slowest scalar kernel: × softwasm',
    jit: true,
    limit: 40,
    figure: worst(OURS, OUR_INTERPRETER),
  },
  {
    about: 'interpreter, the slowest scalar kernel: × softwasm',
    jit: false,
    limit: 15,
    figure: worst(OURS, OUR_INTERPRETER),
  },
  { about: 'scalar kernels, geomean: × polywasm', jit: false, limit: 0.62, figure: meanOfAll('polywasm') },
  { about: 'scalar kernels, geomean: × wasm2js-O3', jit: false, limit: 0.88, figure: meanOfAll('wasm2js-O3') },
  { about: 'compilation, MB of code a second', jit: false, limit: 3, atLeast: true, figure: compileThroughput },
];

/** How a figure stands to its target. */
export interface Standing {
  readonly host: string;
  readonly about: string;
  /** NaN where every peer failed. */
  readonly figure: number;
  readonly limit: number;
  readonly atLeast: boolean;
  readonly met: boolean;
}

/** Whether a host interprets JavaScript, by its name. */
export function isJitless(host: string): boolean {
  return host.endsWith('-jitless');
}

/** The targets that the results say something about. */
export function standings(results: Results): readonly Standing[] {
  return Object.keys(results.hosts).flatMap((host) => {
    const ofHost: OfHost = {
      kernels: results.kernels.filter((report) => report.host === host),
      programs: results.programs.filter((report) => report.host === host),
      phases: results.phases.filter((report) => report.host === host),
    };
    return TARGETS.filter(({ jit }) => jit !== isJitless(host)).flatMap((target) => {
      const { about, limit, atLeast = false } = target;
      const figure = target.figure(ofHost);
      if (!Number.isFinite(figure) && target.peersFailed?.(ofHost) !== true) return [];
      return [{ host, about, figure, limit, atLeast, met: atLeast ? figure >= limit : figure <= limit }];
    });
  });
}

function verdict(figure: number, met: boolean): string {
  if (Number.isNaN(figure)) return 'no peer can';
  return met ? 'met' : 'missed';
}

/** A row for each target that the results say something about. */
export function targetTable(results: Results): Table {
  const rows = standings(results).map(({ host, about, figure, limit, atLeast, met }) => {
    const wanted = `${atLeast ? '≥' : '≤'} ${formatRatio(limit)}`;
    return [about, host, wanted, formatRatio(figure), verdict(figure, met)];
  });
  return [['target', 'host', 'wanted', 'measured', ''], ...rows];
}
