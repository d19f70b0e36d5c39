import type { Probe } from './guest/message.ts';
import { MODES, type Mode } from './modes.ts';
import type { Sandbox } from './sandbox.ts';

/** What became of a mode in a sandbox. */
export interface CellReport {
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** What went wrong, or why it was skipped. */
  readonly reasons: readonly string[];
  readonly seconds: number;
}

/** What became of a sandbox. */
export interface SandboxReport {
  readonly title: string;
  readonly engine: string;
  /** Absent where the engine is not on this machine. */
  readonly version: string | undefined;
  readonly expected: Probe;
  /** The modes that are possible there, and were meant. */
  readonly modes: Partial<Record<Mode, CellReport>>;
}

/** Sandboxes by name. */
export type Report = Readonly<Record<string, SandboxReport>>;

/** The report on a sandbox of which nothing has been run. */
export function emptyReport({ title, engine, expected }: Sandbox, version: string | undefined): SandboxReport {
  return { title, engine: engine.title, version, expected, modes: {} };
}

/** How many cells there are of an outcome. */
export function countCells(report: Report, outcome: CellReport['outcome']): number {
  const cells = Object.values(report).flatMap(({ modes }) => Object.values(modes));
  return cells.filter((cell) => cell.outcome === outcome).length;
}

const SIGNS: Readonly<Record<CellReport['outcome'], string>> = { passed: '✓', failed: 'FAILED', skipped: 'not tried' };

/** The table in Markdown: a row for each sandbox, a column for each mode. */
export function sandboxTable(report: Report): string {
  const rows = Object.values(report).map(({ title, engine, version = '', expected, modes }) => {
    const cells = MODES.map((mode) => SIGNS[modes[mode]?.outcome ?? 'skipped']).map((sign, i) =>
      modes[MODES[i] as Mode] === undefined ? '–' : sign,
    );
    return [`${engine} ${version}`.trim(), title, expected.webAssembly, expected.evaluation, ...cells];
  });
  const header = ['engine', 'place', 'WebAssembly', '`eval`', ...MODES.map((mode) => `\`${mode}\``)];
  const rule = header.map((_, i) => (i < 4 ? '---' : ':-:'));
  return [header, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const MARKERS = ['<!-- sandboxes -->', '<!-- /sandboxes -->'] as const;

/**
 * A document with the table put between its markers.
 *
 * @throws Error where it has no markers
 */
export function withSandboxTable(document: string, report: Report): string {
  const [opening, closing] = MARKERS.map((marker) => document.indexOf(marker)) as [number, number];
  if (opening < 0 || closing < opening) throw new Error(`there is no ${MARKERS.join(' … ')} to fill in`);
  const made = 'Made by `npm run sandboxes -- --write-readme`.';
  const before = document.slice(0, opening + MARKERS[0].length);
  return `${before}\n${sandboxTable(report)}\n\n${made}\n${document.slice(closing)}`;
}
