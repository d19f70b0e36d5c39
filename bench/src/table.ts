/** Cells by row; the first row is the head. The first column is flush left, the others right. */
export type Table = readonly (readonly string[])[];

function widths(table: Table): readonly number[] {
  const columns = Math.max(0, ...table.map((row) => row.length));
  return Array.from({ length: columns }, (_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
}

function padded(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

/** For a terminal: columns two spaces apart. */
export function textTable(table: Table): string {
  const width = widths(table);
  const line = (row: readonly string[]): string =>
    width
      .map((w, column) => padded(row[column] ?? '', w, column))
      .join('  ')
      .trimEnd();
  return table.map(line).join('\n');
}

/** For a Markdown document. */
export function markdownTable(table: Table): string {
  const escaped = table.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const width = widths(escaped);
  const line = (row: readonly string[]): string =>
    `| ${width.map((w, column) => padded(row[column] ?? '', w, column)).join(' | ')} |`;
  const rule = `|${width.map((w, column) => (column === 0 ? '-'.repeat(w + 2) : `${'-'.repeat(w + 1)}:`)).join('|')}|`;
  const [head = [], ...rows] = escaped;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** A ratio with three digits at least, as "0.62", "1.80", "12.3", "138". */
export function formatRatio(ratio: number): string {
  if (!Number.isFinite(ratio)) return '–';
  return ratio.toFixed(ratio < 10 ? 2 : ratio < 100 ? 1 : 0);
}

/** Milliseconds, likewise. */
export function formatMs(ms: number): string {
  return Number.isFinite(ms) ? `${ms.toFixed(ms < 10 ? 2 : ms < 100 ? 1 : 0)} ms` : '–';
}
