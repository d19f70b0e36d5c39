import { compileAheadOfTime } from '@softwasm/aot';
import type { Tune } from '@softwasm/compiler';
import { ALL_FEATURES } from '@softwasm/syntax';
import type { EngineSpec } from './guest/job.ts';
import { bundleModule, bundleNamespace } from './hosts/bundle.ts';
import { installed } from './installs.ts';
import { packageVersion } from './package-versions.ts';
import { reasonOf } from './reason.ts';
import type { Measurement } from './report.ts';
import { wasm2js } from './wasm2js.ts';

/** How an engine's specification is had, for a kernel's binary. */
type Prepare = (name: string, bytes: Uint8Array) => Promise<EngineSpec>;

/** Our interpreter. */
export const OUR_INTERPRETER = 'softwasm-interpreter';

/** Other interpreters of wasm in JavaScript. They fail most modules, and are asked in a process of their own first. */
export const INTERPRETERS: readonly string[] = ['webassemblyjs', 'webassembly-interpreter'];

async function interpreter(name: string): Promise<EngineSpec> {
  return { name, kind: 'namespace', body: await bundleNamespace(await installed('interpreters'), name) };
}

async function aheadOfTime(name: string, bytes: Uint8Array, tune: Tune): Promise<EngineSpec> {
  const { code } = compileAheadOfTime(bytes, { version: packageVersion('softwasm'), features: ALL_FEATURES, tune });
  return { name, kind: 'module', text: await bundleModule(code) };
}

const ENGINES: ReadonlyMap<string, Prepare> = new Map<string, Prepare>([
  ['native', async () => ({ name: 'native', kind: 'present' })],
  ['softwasm', async (name) => ({ name, kind: 'softwasm' })],
  ['softwasm-jit', async (name) => ({ name, kind: 'softwasm', tune: 'jit' })],
  ['softwasm-jitless', async (name) => ({ name, kind: 'softwasm', tune: 'jitless' })],
  ['softwasm-jitless-31', async (name) => ({ name, kind: 'softwasm', tune: 'jitless', smallIntegers: 31 })],
  ['softwasm-jitless-32', async (name) => ({ name, kind: 'softwasm', tune: 'jitless', smallIntegers: 32 })],
  [OUR_INTERPRETER, async (name) => ({ name, kind: 'softwasm', interprets: true })],
  ['softwasm-aot', (name, bytes) => aheadOfTime(name, bytes, 'jit')],
  ['softwasm-aot-jitless', (name, bytes) => aheadOfTime(name, bytes, 'jitless')],
  ['polywasm', async () => ({ name: 'polywasm', kind: 'present' })],
  ['wasm2js', async (name, bytes) => ({ name, kind: 'exports', body: await wasm2js(bytes, 'plain') })],
  ['wasm2js-O3', async (name, bytes) => ({ name, kind: 'exports', body: await wasm2js(bytes, 'O3') })],
  ['webassemblyjs', interpreter],
  ['webassembly-interpreter', interpreter],
]);

/** The names of all engines that can be asked for. */
export const ENGINE_NAMES: readonly string[] = [...ENGINES.keys()];

/** Who takes part where nothing else is said. Without a JIT there is no native code to compare with, and both tunings are of interest. */
export function defaultEngines(jit: boolean): readonly string[] {
  const peers = ['polywasm', 'wasm2js', 'wasm2js-O3'];
  return jit ? ['native', 'softwasm', ...peers] : ['softwasm', 'softwasm-jit', ...peers];
}

/** What the others are compared with. */
export function defaultBase(engines: readonly string[]): string {
  return ['native', 'polywasm'].find((name) => engines.includes(name)) ?? engines[0] ?? '';
}

/** How the engine without a pass is called. */
const WITHOUT = 'without ';

/** Whether an engine is ours: its failures are failures of the run. */
export function isOurs(engine: string): boolean {
  return engine.startsWith('softwasm') || engine.startsWith(WITHOUT);
}

/** softwasm with passes switched off, as engines to compare with the whole. */
export function ablations(passes: readonly string[]): readonly EngineSpec[] {
  return passes.map((pass) => ({ name: `${WITHOUT}${pass}`, kind: 'softwasm', without: [pass] }));
}

/** Engines made ready for a kernel, and those that could not be. */
export interface Prepared {
  readonly specs: readonly EngineSpec[];
  readonly failures: readonly Measurement[];
}

/** Makes engines ready for a kernel. What cannot be, e.g. as wasm2js lacks the instructions, is reported like an engine that failed to run it. */
export async function prepare(engines: readonly string[], bytes: Uint8Array): Promise<Prepared> {
  const specs: EngineSpec[] = [];
  const failures: Measurement[] = [];
  for (const name of engines) {
    try {
      const make = ENGINES.get(name);
      if (make === undefined) throw new Error('no such engine');
      specs.push(await make(name, bytes));
    } catch (error) {
      failures.push({ engine: name, error: reasonOf(error) });
    }
  }
  return { specs, failures };
}
