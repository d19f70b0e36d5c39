import type { FileReport } from './file-report.ts';
import { groupOf, TABLE_ORDER } from './groups.ts';
import type { SuiteReport } from './suite-report.ts';

const number = (value: number): string => value.toLocaleString('en-US');

/** The conformance table in Markdown: a row for each group of files that was run. */
export function conformanceTable(report: SuiteReport): string {
  const rows = TABLE_ORDER.flatMap((group) => {
    const files = Object.entries(report.files).filter(([name]) => groupOf(name) === group);
    if (files.length === 0) return [];
    return [
      row(
        group.folder === '' ? group.title : `${group.title} (\`${group.folder}\`)`,
        files.map(([, file]) => file),
      ),
    ];
  });
  const total = row('**Total**', Object.values(report.files));
  return ['| official test suite | files in full | commands passed |', '|---|--:|--:|', ...rows, total].join('\n');
}

function row(title: string, files: readonly FileReport[]): string {
  const inFull = files.filter(({ failed }) => failed === 0).length;
  const commands = files.reduce((sum, file) => sum + file.commands, 0);
  const passed = files.reduce((sum, file) => sum + file.passed, 0);
  return `| ${title} | ${number(inFull)} / ${number(files.length)} | ${number(passed)} / ${number(commands)} |`;
}

/** The files in which something failed, each with its first few failures. */
export function failureList(report: SuiteReport, shown: number): string {
  const lines: string[] = [];
  for (const [name, file] of Object.entries(report.files)) {
    if (file.failed === 0) continue;
    lines.push(`${name}  ${file.passed}/${file.commands}`);
    for (const { line, kind, reason } of file.failures.slice(0, shown)) {
      lines.push(`    ${line > 0 ? `line ${line}, ` : ''}${kind}: ${reason.replaceAll('\n', ' ')}`);
    }
    const more = file.failures.length - shown;
    if (shown > 0 && more > 0) lines.push(`    … and ${more} more`);
  }
  return lines.join('\n');
}

/** How the commands of each kind fared. */
export function kindTable(report: SuiteReport): string {
  const kinds = Object.entries(report.kinds).sort(([a], [b]) => (a < b ? -1 : 1));
  const width = Math.max(...kinds.map(([kind]) => kind.length), 4);
  return kinds
    .map(([kind, { passed, failed, skipped }]) => {
      const rest = skipped > 0 ? `, ${skipped} skipped` : '';
      return `${kind.padEnd(width)}  ${number(passed).padStart(7)} passed, ${number(failed).padStart(6)} failed${rest}`;
    })
    .join('\n');
}

const MARKERS = ['<!-- conformance -->', '<!-- /conformance -->'] as const;

/**
 * A document with the table put between its markers.
 *
 * @throws Error where it has no markers
 */
export function withConformanceTable(document: string, report: SuiteReport): string {
  const [opening, closing] = MARKERS.map((marker) => document.indexOf(marker)) as [number, number];
  if (opening < 0 || closing < opening) throw new Error(`there is no ${MARKERS.join(' … ')} to fill in`);
  const made = `Made by \`npm run spec -- --write-readme\` (engine ${report.engine}, Node ${report.node}).`;
  const before = document.slice(0, opening + MARKERS[0].length);
  return `${before}\n${conformanceTable(report)}\n\n${made}\n${document.slice(closing)}`;
}
