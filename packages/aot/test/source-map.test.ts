import { ALL_FEATURES } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';
import { VERSION } from 'softwasm';
import { expect, it } from 'vitest';
import { compileAheadOfTime } from '../src/index.ts';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The numbers of one segment, read as the specification of source maps says. */
function numbers(segment: string): number[] {
  const result: number[] = [];
  let [value, shift] = [0, 0];
  for (const digit of segment) {
    const bits = DIGITS.indexOf(digit);
    value |= (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    result.push(value & 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return result;
}

it('source maps lead from a load in the code to the load in the text', () => {
  const bytes = assemble(`(module (memory 1) (func (export "f") (param i32) (result i32)
    (i32.store (i32.const 0) (i32.const 1))
    (i32.load16_s (local.get 0))))`);
  const { code, map = '' } = compileAheadOfTime(bytes, {
    version: VERSION,
    features: ALL_FEATURES,
    tune: 'jit',
    sourceMap: { generated: 'f.js', source: 'f.wat' },
  });
  const { mappings, sourcesContent } = JSON.parse(map) as { mappings: string; sourcesContent: [string] };
  const generated = code.split('\n');
  const text = sourcesContent[0].split('\n');
  let sourceLine = 0;
  const pairs: string[] = [];
  mappings.split(';').forEach((line, number) => {
    let column = 0;
    for (const segment of line.split(',').filter((part) => part !== '')) {
      const [columns = 0, source, lines = 0, sourceColumn] = numbers(segment);
      column += columns;
      sourceLine += lines;
      expect([source, sourceColumn]).toEqual([0, 0]);
      pairs.push(`${(generated[number] as string).slice(column)} <- ${(text[sourceLine] as string).trim()}`);
    }
  });
  // The function stands in the file twice.
  expect(pairs.filter((pair) => /^[^;]*getInt16.* <- .*i32\.load16_s/.test(pair))).toHaveLength(2);
  expect(pairs.filter((pair) => /^[^;]*setInt32.* <- .*i32\.store/.test(pair))).toHaveLength(2);
});
