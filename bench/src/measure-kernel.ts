import { compileKernel } from './compile-kernel.ts';
import { INTERPRETERS, prepare } from './engine-list.ts';
import type { EngineSpec, Timing } from './guest/job.ts';
import type { OpenHost } from './hosts/host.ts';
import type { Kernel } from './kernels.ts';
import { reasonOf } from './reason.ts';
import type { Measurement } from './report.ts';

/** Who runs, and how long. */
export interface KernelRun {
  /** Names of engines. */
  readonly engines: readonly string[];
  /** More engines. */
  readonly variants: readonly EngineSpec[];
  readonly timing: Timing;
  readonly timeoutMs: number;
}

/** One run, in which an interpreter shows whether it can run the kernel at all. */
const PROBE: Timing = { clock: 'wall', rounds: 0, warmupMs: 0, sampleMs: 1, budgetMs: 0 };
const PROBE_TIMEOUT_MS = 60_000;

/** Measures a kernel on a host: all engines in one process. What goes wrong stands in the measurements. */
export async function measureOn(host: OpenHost, kernel: Kernel, run: KernelRun): Promise<readonly Measurement[]> {
  const bytes = await compileKernel(kernel);
  const { specs, failures } = await prepare(run.engines, bytes);
  const binary = Buffer.from(bytes).toString('base64');
  const attempt = async (
    engines: readonly EngineSpec[],
    timing: Timing,
    timeoutMs: number,
  ): Promise<readonly Measurement[]> => {
    try {
      const { size, answer } = kernel;
      return (await host.run('measureKernel', { binary, size, answer, engines, timing }, timeoutMs)).result;
    } catch (error) {
      const reason = reasonOf(error);
      return engines.map(({ name }) => ({ engine: name, error: reason }));
    }
  };
  const hopeless: Measurement[] = [];
  for (const spec of specs.filter(({ name }) => INTERPRETERS.includes(name))) {
    const [probed] = await attempt([spec], PROBE, PROBE_TIMEOUT_MS);
    if (probed?.error !== undefined) hopeless.push(probed);
  }
  const able = specs.filter(({ name }) => !hopeless.some(({ engine }) => engine === name));
  return [...(await attempt([...able, ...run.variants], run.timing, run.timeoutMs)), ...hopeless, ...failures];
}
