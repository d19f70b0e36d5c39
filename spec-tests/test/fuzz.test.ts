import { engineNamed } from '@softwasm/cli/wast';
import { decodeModule } from '@softwasm/decoder';
import type { Engine } from '@softwasm/runtime';
import { DecodeError } from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import { assemble, encodeModule } from '@softwasm/wat';
import { describe, expect, test } from 'vitest';
import { mishandled } from '../src/fuzz/bad-input.ts';
import { differs } from '../src/fuzz/differential.ts';
import { mutate } from '../src/fuzz/mutate.ts';
import { Random } from '../src/fuzz/random.ts';

const TEXT = `(module
  (import "env" "log" (func $log (param i64)))
  (memory 1) (global $count (mut i32) (i32.const 0))
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "log") (param i64) (call $log (local.get 0)))
  (func (export "store") (param i32) (i32.store (i32.const 8) (local.get 0)))
  (func (export "count") (global.set $count (i32.add (global.get $count) (i32.const 1))))
  (func (export "trap") (unreachable)))`;

const MODULE = assemble(TEXT);

/** An engine with a mistake: in the place of the module's code it runs that of the module with one thing in its text replaced. */
function mistaken(wrong: string, replacement: string): Engine {
  const jit = engineNamed('jit');
  return {
    name: 'mistaken',
    prepare({ exports }) {
      const other = decodeModule(assemble(TEXT.replace(wrong, replacement)));
      return jit.prepare(validateModule(decodeModule(encodeModule({ ...other, exports }))));
    },
  };
}

const compare = (engine: Engine): string | undefined => differs(MODULE, new Random(1), engine);

describe('differential', () => {
  test('the jit and the host agree', () => {
    expect(compare(engineNamed('jit'))).toBeUndefined();
  });

  test.each([
    ['a result', 'i32.add', 'i32.sub', /^add\(.*returned.*but the host: returned/],
    [
      'an argument of an import',
      '$log (local.get 0)',
      '$log (i64.const 5)',
      /^log\(.*log line 0: log\(5\), but the host/,
    ],
    ['a memory', 'i32.const 8', 'i32.const 9', /^store\(.*memory 0: 1 pages, hash/s],
    ['the size of a memory', '(memory 1)', '(memory 2)', /2 pages/],
    ['a global', 'i32.const 1))', 'i32.const 2))', /^count\(.*global 0: 2/s],
    [
      'a trap',
      '(unreachable)',
      '(drop (i32.div_s (i32.const 1) (i32.const 0)))',
      /integer-divide.*but the host: trap: unreachable/,
    ],
    ['no trap', '(unreachable)', '', /returned.*but the host: trap: unreachable/],
  ])('finds a wrong thing: %s', (_what, wrong, replacement, message) => {
    expect(compare(mistaken(wrong, replacement))).toMatch(message);
  });
});

describe('bad input', () => {
  const valid = assemble('(module (func (result i32) (i32.const 1)))');
  const reject = (error: Error) => (): never => {
    throw error;
  };

  test('good and bad modules are handled', () => {
    expect(mishandled(valid)).toBeUndefined();
    expect(mishandled(valid.slice(0, -1))).toBeUndefined();
    expect(mishandled(new Uint8Array())).toBeUndefined();
    const random = new Random(7);
    for (let i = 0; i < 500; i++) expect(mishandled(mutate(MODULE, random)), `mutation ${i}`).toBeUndefined();
  });

  test('a check that errs is found out', () => {
    expect(mishandled(valid, reject(new TypeError('oops')))).toMatch(/^threw TypeError: oops/);
    expect(mishandled(valid, reject(new DecodeError('malformed', 999)))).toMatch(/offset is 999/);
    expect(mishandled(valid, reject(new DecodeError('no good', 3)))).toMatch(/^the host accepts it.*no good/);
    expect(mishandled(valid.slice(0, -1), () => undefined)).toBe('accepted, but the host rejects it');
    const slow = (): void => {
      for (const start = performance.now(); performance.now() - start < 1100; );
    };
    expect(mishandled(valid, slow)).toMatch(/^took \d+ ms/);
  });
});

test('the same seed gives the same numbers', () => {
  const numbers = (seed: number): number[] => {
    const random = new Random(seed);
    return Array.from({ length: 5 }, () => random.next());
  };
  expect(numbers(3)).toEqual(numbers(3));
  expect(numbers(3)).not.toEqual(numbers(4));
});
