import type { Results } from '../report.ts';

/** Puts what is new in the place of what it measures again. */
function replaced<T>(old: readonly T[], fresh: readonly T[], key: (report: T) => string): readonly T[] {
  const keys = new Set(fresh.map(key));
  return [...old.filter((report) => !keys.has(key(report))), ...fresh];
}

/**
 * Results together with those of earlier runs. Figures of another machine, or of other versions than took part now, are not kept: they cannot be compared.
 */
export function mergeResults(old: Results | undefined, fresh: Results): Results {
  if (old === undefined || JSON.stringify(old.machine) !== JSON.stringify(fresh.machine)) return fresh;
  return {
    machine: fresh.machine,
    hosts: { ...old.hosts, ...fresh.hosts },
    kernels: replaced(old.kernels, fresh.kernels, ({ host, kernel }) => `${host} ${kernel}`),
    programs: replaced(old.programs, fresh.programs, ({ host, program, engine }) => `${host} ${program} ${engine}`),
    phases: replaced(old.phases, fresh.phases, ({ host, module }) => `${host} ${module}`),
  };
}
