import type { WebAssemblyNamespace } from 'softwasm';
import { type Clock, clockOf } from '../guest/clock.ts';
import { median } from '../statistics.ts';
import type { ApiCase } from './case.ts';

/** An engine with cases of its own: code that both would run learns from both, and is slow for both. */
export interface ApiEngine {
  readonly name: string;
  readonly wasm: WebAssemblyNamespace;
  readonly cases: readonly ApiCase[];
}

/** How an engine did on one operation. Times are nanoseconds for each. */
export interface ApiMeasurement {
  readonly engine: string;
  /** In the first round: nothing is warm yet. */
  readonly firstNs?: number;
  /** The median of the measured rounds. */
  readonly medianNs?: number;
  /** Why there are no times, or why they do not count. */
  readonly error?: string;
}

export interface ApiReport {
  readonly name: string;
  readonly measurements: readonly ApiMeasurement[];
}

/** The engines that this host can run, native first where it is there. */
export async function apiEngines(softwasm: WebAssemblyNamespace): Promise<readonly ApiEngine[]> {
  const { WebAssembly: native } = globalThis as { WebAssembly?: WebAssemblyNamespace };
  const engines: ApiEngine[] = [];
  for (const [name, wasm] of Object.entries({ native, softwasm })) {
    if (wasm === undefined) continue;
    // A module with another query is another module.
    const { API_CASES } = (await import(`./cases.js?engine=${name}`)) as typeof import('./cases.ts');
    engines.push({ name, wasm, cases: API_CASES });
  }
  return engines;
}

interface Contender {
  readonly engine: string;
  readonly run: () => unknown;
  readonly firstMs: number;
  readonly times: number[];
}

/** Performs the operation with this index on all engines, interleaved. The first engine's answer is the right one. */
export function measureApi(
  index: number,
  engines: readonly ApiEngine[],
  options: { readonly clock: Clock; readonly rounds: number; readonly warmups: number },
): ApiReport {
  const now = clockOf(options.clock);
  const { name, operations } = (engines[0] as ApiEngine).cases[index] as ApiCase;
  const contenders: Contender[] = [];
  const measurements: ApiMeasurement[] = [];
  let expected: string | undefined;
  for (const { name: engine, wasm, cases } of engines) {
    try {
      const run = (cases[index] as ApiCase).prepare(wasm);
      const start = now();
      const answer = String(run());
      const firstMs = now() - start;
      expected ??= answer;
      if (answer !== expected) throw new Error(`answers ${answer} instead of ${expected}`);
      contenders.push({ engine, run, firstMs, times: [] });
    } catch (error) {
      measurements.push({ engine, error: error instanceof Error ? error.message : String(error) });
    }
  }
  for (let round = -options.warmups; round < options.rounds; round++) {
    for (const { run, times } of contenders) {
      const start = now();
      run();
      if (round >= 0) times.push(now() - start);
    }
  }
  const nanoseconds = (ms: number): number => (ms * 1e6) / operations;
  for (const { engine, firstMs, times } of contenders) {
    measurements.push({ engine, firstNs: nanoseconds(firstMs), medianNs: nanoseconds(median(times)) });
  }
  return { name, measurements };
}
