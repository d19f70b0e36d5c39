import { reasonOf } from '../reason.ts';
import type { Measurement } from '../report.ts';
import { clockOf } from './clock.ts';
import { instantiate, type KernelExports } from './engines.ts';
import type { EngineSpec, KernelJob, Timing } from './job.ts';

/** An engine that has answered right so far. */
interface Contender {
  readonly engine: string;
  readonly exports: KernelExports;
  readonly instantiateMs: number;
  readonly firstMs: number;
  /** Runs per sample. */
  repetitions: number;
  spentMs: number;
  readonly samplesMs: number[];
}

/** What an action returns, and how long it took by a clock. */
export function timed<T>(now: () => number, action: () => T): [result: T, ms: number] {
  const start = now();
  const result = action();
  return [result, now() - start];
}

/** Bytes that crossed processes as text. */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

/** Warms an engine up, and finds out how many runs make a sample. Two runs at least: of slow engines the first is often the fastest that they get. */
function warmUp(contender: Contender, size: number, { warmupMs, sampleMs, clock }: Timing): void {
  const now = clockOf(clock);
  let last = contender.firstMs;
  for (let runs = 0; runs < 2 || contender.spentMs < warmupMs; runs++) {
    if (runs > 0 && contender.spentMs > 4 * warmupMs) break;
    [, last] = timed(now, () => contender.exports.run(size));
    contender.spentMs += last;
  }
  contender.repetitions = Math.max(1, Math.min(100_000, Math.ceil(sampleMs / Math.max(last, 0.001))));
}

function sample(contender: Contender, { size, answer, timing }: KernelJob): void {
  const { exports, repetitions } = contender;
  const [result, ms] = timed(clockOf(timing.clock), () => {
    let last = 0;
    for (let i = 0; i < repetitions; i++) last = exports.run(size);
    return last;
  });
  if (result !== answer) throw new Error(`answers ${result} instead of ${answer} when warm`);
  contender.spentMs += ms;
  contender.samplesMs.push(ms / repetitions);
}

async function start(spec: EngineSpec, job: KernelJob, bytes: Uint8Array): Promise<Contender> {
  const now = clockOf(job.timing.clock);
  const begin = now();
  const exports = await instantiate(spec, bytes);
  const instantiateMs = now() - begin;
  const [result, firstMs] = timed(now, () => exports.run(job.size));
  if (result !== job.answer) throw new Error(`answers ${result} instead of ${job.answer}`);
  const contender = { engine: spec.name, exports, instantiateMs, firstMs, repetitions: 1, spentMs: 0, samplesMs: [] };
  warmUp(contender, job.size, job.timing);
  return contender;
}

/**
 * Runs a kernel on all engines, interleaved: a slow moment of the machine then hits all of them. Every second round goes the other way round, so that
 * none always runs behind the same. An engine that throws or answers wrong is out; one that is too slow for all rounds has fewer samples.
 */
export async function measureKernel(job: KernelJob): Promise<readonly Measurement[]> {
  const bytes = fromBase64(job.binary);
  const contenders: Contender[] = [];
  const failed = new Map<string, string>();
  /** Whether the engine is still in. */
  const attempt = async (engine: string, action: () => void | Promise<void>): Promise<void> => {
    try {
      await action();
    } catch (error) {
      failed.set(engine, reasonOf(error));
    }
  };
  for (const spec of job.engines) {
    await attempt(spec.name, async () => void contenders.push(await start(spec, job, bytes)));
  }
  for (let round = 0; round < job.timing.rounds; round++) {
    for (const contender of round % 2 === 0 ? contenders : [...contenders].reverse()) {
      const { engine, spentMs, samplesMs } = contender;
      if (failed.has(engine) || (samplesMs.length > 0 && spentMs > job.timing.budgetMs)) continue;
      await attempt(engine, () => sample(contender, job));
    }
  }
  return job.engines.map(({ name }): Measurement => {
    const error = failed.get(name);
    const contender = contenders.find(({ engine }) => engine === name);
    if (error !== undefined || contender === undefined) return { engine: name, error: error ?? 'did not start' };
    const { instantiateMs, firstMs, samplesMs } = contender;
    return { engine: name, instantiateMs, firstMs, samplesMs };
  });
}
