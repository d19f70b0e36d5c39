import { type CommandOutcome, isAssertion } from '@softwasm/cli/wast';
import type { ScriptCounts } from './count-commands.ts';
import type { Expectation } from './expectations.ts';

/** Commands of one kind. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/** A command that failed, or a whole file (line 0). */
export interface Failure {
  readonly line: number;
  readonly kind: string;
  readonly reason: string;
}

/** What became of one script. `passed + failed + skipped` is `commands`, always. */
export interface FileReport extends Tally {
  readonly commands: number;
  readonly asserts: number;
  readonly milliseconds: number;
  /** By keyword; empty where the script did not run to its end. */
  readonly kinds: Readonly<Record<string, Tally>>;
  readonly failures: readonly Failure[];
}

/** Longer reasons are cut: some quote a module. */
const REASON_LENGTH = 400;

/** A script that crashed, hung, could not be parsed or has other commands than were counted: all of it failed. */
export function lostFile(expected: ScriptCounts, reason: string, milliseconds: number): FileReport {
  const { commands, asserts } = expected;
  const failures = [{ line: 0, kind: 'script', reason: reason.slice(0, REASON_LENGTH) }];
  // A file without commands fails as one, lest it vanish.
  return { commands, asserts, passed: 0, failed: Math.max(1, commands), skipped: 0, milliseconds, kinds: {}, failures };
}

/** Tallies a script that ran to its end, and holds it against the counts. */
export function fileReport(
  outcomes: readonly CommandOutcome[],
  expected: ScriptCounts,
  expectations: readonly Expectation[],
  milliseconds: number,
): FileReport {
  const asserts = outcomes.filter(({ kind }) => isAssertion(kind)).length;
  if (outcomes.length !== expected.commands || asserts !== expected.asserts) {
    const is = `${outcomes.length} commands with ${asserts} asserts`;
    return lostFile(expected, `ran ${is}, but it has ${expected.commands} with ${expected.asserts}`, milliseconds);
  }
  const total: Tally = { passed: 0, failed: 0, skipped: 0 };
  const kinds: Record<string, Tally> = {};
  const failures: Failure[] = [];
  for (const { kind, line, failure } of outcomes) {
    kinds[kind] ??= { passed: 0, failed: 0, skipped: 0 };
    const tally = kinds[kind];
    const known = expectations.some((entry) => entry.line === line);
    const reason = known && failure === undefined ? 'passes, although expectations.ts says it cannot' : failure;
    const result = reason === undefined ? 'passed' : known && failure !== undefined ? 'skipped' : 'failed';
    tally[result]++;
    total[result]++;
    if (result === 'failed') failures.push({ line, kind, reason: (reason as string).slice(0, REASON_LENGTH) });
  }
  return { ...expected, ...total, milliseconds, kinds, failures };
}
