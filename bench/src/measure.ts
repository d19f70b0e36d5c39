import type { BenchEngine } from './engines.ts';
import type { Kernel, KernelExports } from './kernels.ts';

/** How one engine did on one kernel. Times are milliseconds. */
export interface Measurement {
  readonly engine: string;
  /** From bytes to instance, once. */
  readonly instantiateMs?: number;
  /** The first run: code is generated and cold. */
  readonly firstMs?: number;
  /** The median of the measured rounds. */
  readonly medianMs?: number;
  readonly minMs?: number;
  /** Why there are no times, or why they do not count. */
  readonly error?: string;
}

export interface KernelReport {
  readonly kernel: string;
  readonly answer: string;
  readonly measurements: readonly Measurement[];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

interface Contender {
  readonly engine: string;
  readonly exports: KernelExports;
  readonly instantiateMs: number;
  readonly firstMs: number;
  readonly times: number[];
}

function timed<T>(action: () => T): [result: T, ms: number] {
  const start = performance.now();
  const result = action();
  return [result, performance.now() - start];
}

/**
 * Runs a kernel on all engines, interleaved: a slow moment of the machine then hits all of them. Each engine warms up in `warmups` runs. The
 * first engine's answer is the right one; an engine that answers otherwise, or throws, is out.
 */
export function measure(
  kernel: Kernel,
  bytes: Uint8Array,
  engines: readonly BenchEngine[],
  options: { readonly rounds: number; readonly warmups: number },
): KernelReport {
  const contenders: Contender[] = [];
  const failures: Measurement[] = [];
  let answer: string | undefined;
  for (const { name, instantiate } of engines) {
    try {
      const [exports, instantiateMs] = timed(() => instantiate(bytes));
      const [result, firstMs] = timed(() => kernel.run(exports).join(' '));
      answer ??= result;
      if (result !== answer) throw new Error(`answers ${result} instead of ${answer}`);
      contenders.push({ engine: name, exports, instantiateMs, firstMs, times: [] });
    } catch (error) {
      failures.push({ engine: name, error: error instanceof Error ? error.message : String(error) });
    }
  }
  for (let round = -options.warmups; round < options.rounds; round++) {
    for (const { exports, times } of contenders) {
      const [, ms] = timed(() => kernel.run(exports));
      if (round >= 0) times.push(ms);
    }
  }
  const measurements = contenders.map(({ engine, instantiateMs, firstMs, times }) => ({
    engine,
    instantiateMs,
    firstMs,
    medianMs: median(times),
    minMs: Math.min(...times),
  }));
  return { kernel: kernel.name, answer: answer ?? '', measurements: [...measurements, ...failures] };
}
