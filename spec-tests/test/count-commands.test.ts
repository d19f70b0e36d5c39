import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { countCommands } from '../src/count-commands.ts';
import { suiteCounts } from '../src/suite.ts';
import { officialSuite } from './official-suite.ts';

describe('countCommands', () => {
  test.each([
    ['', 0, 0],
    ['(module)', 1, 0],
    ['(module (func)) (assert_return (invoke "f")) (invoke "f")', 3, 1],
    ['(func) (memory 0) (func (export "f"))', 1, 0],
    ['(thread $t (module) (assert_return (invoke "f"))) (wait $t)', 2, 0],
    ['(assert_malformed (module quote "(assert_trap ;; (; \\"") "x")', 1, 1],
    [';; (module)\n(; (module) (; ) ;) " ;)(;x;)( (;y;) module)', 1, 0],
    ['((@a b "(") module) (@c (module)) (module (@d))', 2, 0],
  ])('%s', (source, commands, asserts) => {
    expect(countCommands(source)).toEqual({ commands, asserts });
  });
});

const suite = officialSuite();
const counts = suite === undefined ? undefined : suiteCounts(suite);

if (suite !== undefined && counts !== undefined) {
  test("agrees with the official suite's own counts", () => {
    for (const [file, expected] of counts) {
      expect(countCommands(readFileSync(join(suite, file), 'utf8')), file).toEqual(expected);
    }
  });
}
