import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ASSERTIONS } from '../src/js-api/assertions.ts';
import { createHarness } from '../src/js-api/harness.ts';
import { KNOWN_FAILURES, markKnown } from '../src/js-api/known-failures.ts';
import { type FileResult, totalsOf } from '../src/js-api/report.ts';
import { runFile } from '../src/js-api/run-file.ts';
import { findJsApi, listTests, SuiteMissing, scriptsOf } from '../src/js-api/suite.ts';

type Assertion = (...args: unknown[]) => unknown;

const use = (name: string): Assertion => ASSERTIONS[name] as Assertion;

describe('assertions', () => {
  it.each([
    ['assert_equals', [Number.NaN, Number.NaN], [0, -0]],
    ['assert_not_equals', [1, 2], [1, 1]],
    ['assert_true', [true], [1]],
    ['assert_false', [false], [undefined]],
    [
      'assert_array_equals',
      [
        [1, 2],
        [1, 2],
      ],
      [[1], [1, 2]],
    ],
    ['assert_class_string', [[], 'Array'], [{}, 'Array']],
    ['assert_own_property', [{ a: 1 }, 'a'], [{}, 'toString']],
    ['assert_not_own_property', [{}, 'a'], [{ a: 1 }, 'a']],
    [
      'assert_throws_exactly',
      [
        7,
        () => {
          throw 7;
        },
      ],
      [
        7,
        () => {
          throw 8;
        },
      ],
    ],
  ])('%s', (name, good, bad) => {
    expect(() => use(name)(...good)).not.toThrow();
    expect(() => use(name)(...bad)).toThrow(expect.objectContaining({ name: 'AssertionError' }));
  });

  it('assert_throws_js wants this very class', () => {
    const throwing = (error: unknown) => (): never => {
      throw error;
    };
    expect(() => use('assert_throws_js')(TypeError, throwing(new TypeError()))).not.toThrow();
    for (const error of [new RangeError(), new Error(), 1, null]) {
      expect(() => use('assert_throws_js')(TypeError, throwing(error))).toThrow();
    }
    expect(() => use('assert_throws_js')(TypeError, () => 1)).toThrow('did not throw');
  });
});

it('asynchronous tests run one after another, and clean up', async () => {
  const { globals, finish } = createHarness();
  const order: string[] = [];
  const [test, promiseTest] = [globals.test, globals.promise_test] as Assertion[] as [Assertion, Assertion];
  type Context = { add_cleanup(cleanup: () => void): void };
  promiseTest(async (t: Context) => {
    t.add_cleanup(() => order.push('cleanup'));
    await new Promise((resolve) => setTimeout(resolve, 5));
    order.push('first');
  }, 'first');
  promiseTest(() => Promise.reject(new Error('no')), 'second');
  test(() => order.push('at once'), 'third');
  const results = await finish();
  expect(order).toEqual(['at once', 'first', 'cleanup']);
  expect(results.map(({ name, passed }) => [name, passed])).toEqual([
    ['third', true],
    ['first', true],
    ['second', false],
  ]);
});

describe('a suite', () => {
  let suite: string;

  beforeAll(() => {
    suite = mkdtempSync(join(tmpdir(), 'softwasm-js-api-'));
    mkdirSync(join(suite, 'sub'));
    const files = {
      'wasm-module-builder.js': 'const LETTERS = "abc";',
      'sub/helper.js': 'function helper() { return 1; }',
      'sub/a.any.js': `// META: global=window,jsshell
// META: script=/wasm/jsapi/wasm-module-builder.js
// META: script=helper.js
test(() => { assert_equals(helper(), 1); assert_equals(LETTERS, 'abc'); }, 'helpers');
test(() => { assert_true(WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))); }, 'a module');
test(() => { assert_throws_js(TypeError, () => 1); }, 'fails');`,
      'b.any.js': '// META: global=jsshell\ntest(() => {}, "one");\nthrow new Error("broken");',
      'c.any.js':
        '// META: global=jsshell\npromise_test(() => new Promise(() => {}), "hangs");\nsetInterval(() => {}, 50);',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(suite, name), text);
  });

  afterAll(() => rmSync(suite, { recursive: true }));

  const run = (file: string, timeoutSeconds = 60): Promise<FileResult> =>
    runFile({ suite, file, engine: 'softwasm' }, { node: process.execPath, nodeFlags: [], timeoutSeconds });

  it('is found, and its tests with their scripts', () => {
    expect(findJsApi(suite)).toBe(suite);
    expect(() => findJsApi(join(suite, 'sub'))).toThrow(SuiteMissing);
    expect(listTests(suite)).toEqual(['b.any.js', 'c.any.js', 'sub/a.any.js']);
    expect(scriptsOf(suite, 'sub/a.any.js')).toEqual(['wasm-module-builder.js', 'sub/helper.js', 'sub/a.any.js']);
  });

  it('runs each file in a process of its own', async () => {
    const { subtests, error } = await run('sub/a.any.js');
    expect(error).toBeUndefined();
    expect(subtests.map(({ name, passed }) => [name, passed])).toEqual([
      ['helpers', true],
      ['a module', true],
      ['fails', false],
    ]);
  }, 60_000);

  it('counts files that break or hang as failures', async () => {
    const results = [await run('b.any.js'), await run('c.any.js', 6)];
    expect(results.map(({ error }) => error)).toEqual(['Error: broken', 'still running after 6 s']);
    expect(totalsOf(results)).toEqual({ passed: 1, failed: 2, known: 0 });
  }, 120_000);
});

it('known failures are marked, and others are not', () => {
  const file = KNOWN_FAILURES[0]?.file ?? '';
  const name = 'Instantiate maximum table size over limit';
  const subtests = [
    { name, passed: false, message: 'x' },
    { name: 'other', passed: false, message: 'x' },
  ];
  const marked = markKnown(file, 'softwasm', { subtests, milliseconds: 1 });
  expect(marked.subtests.map(({ known }) => known !== undefined)).toEqual([true, false]);
  expect(totalsOf([marked])).toEqual({ passed: 0, failed: 1, known: 1 });
});
