import { describe, expect, it } from 'vitest';
import { formatMs, formatRatio, markdownTable, textTable } from '../src/table.ts';

const TABLE = [['kernel', 'a', 'longer'], ['sum', '1.25', '2'], ['no figures']];

describe('tables', () => {
  it('for terminals: the first column flush left, the others right, no blanks at ends of lines', () => {
    expect(textTable(TABLE)).toBe('kernel         a  longer\nsum         1.25       2\nno figures');
  });
  it('for Markdown: with a rule, all cells present, bars escaped', () => {
    expect(markdownTable([['a', 'b|c'], ['1']])).toBe('| a | b\\|c |\n|---|-----:|\n| 1 |      |');
  });
});

describe('figures', () => {
  it('have three digits or so', () => {
    expect([0.6249, 1.8, 12.34, 138.4].map(formatRatio)).toEqual(['0.62', '1.80', '12.3', '138']);
    expect([0.5, 12.34, 1234.5].map(formatMs)).toEqual(['0.50 ms', '12.3 ms', '1235 ms']);
  });
  it('that are none are a dash', () => {
    expect([formatRatio(Number.NaN), formatMs(Number.NaN), formatRatio(1 / 0)]).toEqual(['–', '–', '–']);
  });
});
