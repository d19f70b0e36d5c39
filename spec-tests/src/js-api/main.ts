import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { markKnown } from './known-failures.ts';
import { ENGINES, type EngineName, type FileResult, totalsOf } from './report.ts';
import { runFile } from './run-file.ts';
import { findJsApi, listTests, SuiteMissing } from './suite.ts';

interface Options {
  readonly spec?: string;
  readonly json?: string;
  readonly engine: EngineName;
  readonly node: string;
  readonly nodeFlags: readonly string[];
  readonly jobs: number;
  readonly timeout: number;
  readonly verbose?: true;
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('expected a positive whole number');
  return value;
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

const program = new Command('js-api')
  .description(
    "Runs the specification's tests of the JavaScript API. Ends with 1 if a subtest fails that is not known to.",
  )
  .argument('[filter...]', 'run only the files whose path contains one of these (default: all)')
  .option('--spec <dir>', 'a checkout of the specification (default: $SOFTWASM_SPEC, or spec-tests/testsuite)')
  .option('--json <file>', 'write everything that happened')
  .addOption(new Option('--engine <name>', 'whose WebAssembly to test').choices(ENGINES).default(ENGINES[0]))
  .option('--node <path>', 'the Node that runs the tests', process.execPath)
  .option('--node-flags <flags>', 'flags for it, e.g. --node-flags=--jitless', words, [])
  .option('--jobs <n>', 'processes at a time', count, 2)
  .option('--timeout <seconds>', 'after so long a file counts as hung', count, 900)
  .option('--verbose', 'show the subtests that pass, too')
  .addHelpText('after', '\nExamples:\n  npm run js-api -- memory table/grow\n  npm run js-api -- --engine native');

/** The lines about one file. */
function describe(file: string, { subtests, error, milliseconds }: FileResult, verbose: boolean): string {
  const passed = subtests.filter((subtest) => subtest.passed).length;
  const lines = [`${file}: ${passed} of ${subtests.length} (${milliseconds} ms)`];
  if (error !== undefined) lines.push(`    FAIL  the file: ${error}`);
  for (const { name, passed: good, message, known } of subtests) {
    if (good && verbose) lines.push(`    pass  ${name}`);
    if (!good && known === undefined) lines.push(`    FAIL  ${name}\n          ${message}`);
    if (!good && known !== undefined) lines.push(`    known ${name}\n          ${known}`);
  }
  return lines.join('\n');
}

async function runAll(suite: string, files: readonly string[], options: Options): Promise<Map<string, FileResult>> {
  const results = new Map<string, FileResult>();
  const { node, nodeFlags, timeout: timeoutSeconds, engine } = options;
  let next = 0;
  async function lane(): Promise<void> {
    for (let file = files[next++]; file !== undefined; file = files[next++]) {
      const result = await runFile({ suite, file, engine }, { node, nodeFlags, timeoutSeconds });
      const marked = markKnown(file, engine, result);
      results.set(file, marked);
      console.log(describe(file, marked, options.verbose === true));
    }
  }
  await Promise.all(Array.from({ length: options.jobs }, lane));
  return results;
}

async function main(): Promise<void> {
  program.parse();
  const options = program.opts<Options>();
  const filters = program.args;
  const suite = findJsApi(options.spec);
  const files = listTests(suite).filter((file) => filters.length === 0 || filters.some((part) => file.includes(part)));
  if (files.length === 0) program.error(`error: no file of ${suite} is meant`, { exitCode: 2 });
  const results = await runAll(suite, files, options);
  const { passed, failed, known } = totalsOf(results.values());
  if (options.json !== undefined) {
    const report = { engine: options.engine, passed, failed, known, files: Object.fromEntries([...results].sort()) };
    writeFileSync(options.json, `${JSON.stringify(report, null, 1)}\n`);
  }
  if (known > 0) console.log(`\n${known} known failures (spec-tests/src/js-api/known-failures.ts)`);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

try {
  await main();
} catch (error) {
  console.error(`js-api: ${error instanceof SuiteMissing ? error.message : (error as Error).stack}`);
  process.exitCode = 1;
}
