/** What time means: what passes, or what the process's threads spend on processors, which other processes do not lengthen. */
export type Clock = 'wall' | 'cpu';

/** What is read of Node's `process`. */
interface Process {
  /** Microseconds. */
  cpuUsage(): { readonly user: number; readonly system: number };
}

/**
 * A clock, in milliseconds since some moment.
 *
 * @throws Error where the host does not tell processor time
 */
export function clockOf(clock: Clock): () => number {
  if (clock === 'wall') return () => performance.now();
  const { process } = globalThis as { process?: Process };
  if (process === undefined) throw new Error('the host does not tell processor time');
  return () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
}
