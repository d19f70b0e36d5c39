import { writeFileSync } from 'node:fs';
import { ENGINE_NAMES, engineNamed, SMALL_INTEGERS, TUNINGS } from '@softwasm/cli/wast';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Tuning } from 'softwasm';
import { mishandled } from './fuzz/bad-input.ts';
import { differs } from './fuzz/differential.ts';
import { generateModule } from './fuzz/generate.ts';
import { nativeApi } from './fuzz/host-side.ts';
import { mutate } from './fuzz/mutate.ts';
import { Random } from './fuzz/random.ts';
import { structuredModule } from './fuzz/structured/program.ts';
import { Watchdog } from './fuzz/watchdog.ts';

/*
 * npm run fuzz: random modules in softwasm and in the host, which must agree; and spoilt ones, which must be rejected in good order. A module has a seed,
 * and everything done with it follows from that.
 */

/** Who makes modules: binaryen's fuzzer, whose instructions are of all kinds; our own, whose control flow is that of compilers' output; one of each for a seed. */
const GENERATORS = ['both', 'binaryen', 'structured'];

/** Spoilt variants tried of each module. */
const VARIANTS = 200;

/** A case that takes longer than this, in seconds, is taken for a hang. */
const PATIENCE = 60;

interface FuzzFailure {
  readonly seed: number;
  readonly what: 'bad input' | 'differential';
  readonly reason: string;
  /** The module, in Base64. */
  readonly bytes: string;
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('expected a whole number');
  return value;
}

const program = new Command('fuzz')
  .description(
    "Runs random modules in softwasm and in the host's WebAssembly and compares; feeds spoilt modules to decoder and validator.",
  )
  .option('--seconds <n>', 'how long', count, 60)
  .option('--modules <n>', 'how many modules, instead of how long', count)
  .addOption(new Option('--generator <name>', 'what makes the modules').choices(GENERATORS).default(GENERATORS[0]))
  .option('--seed <n>', "the first module's seed", count, Date.now() % 1_000_000)
  .addOption(new Option('--engine <name>', 'the engine to run').choices(ENGINE_NAMES).default(ENGINE_NAMES[0]))
  .addOption(
    new Option('--tune <engine>', 'the kind of JavaScript engine to generate code for')
      .choices(TUNINGS)
      .default('auto'),
  )
  .addOption(
    new Option('--small-integers <bits>', 'how many bits small integers are taken to have')
      .choices(SMALL_INTEGERS)
      .default('auto'),
  )
  .option('--passes <which>', "the compiler's passes: all, none, or names of those that are off: -demand,-slots", 'all')
  .option('--json <file>', 'write the failures, with their modules')
  .addHelpText(
    'after',
    '\nExamples:\n  npm run fuzz -- --seconds 600\n  npm run fuzz -- --seed 1234 --modules 1\n  npm run fuzz -- --generator structured --tune jitless',
  )
  .parse();

const options = program.opts<{
  seconds: number;
  modules?: number;
  seed: number;
  generator: string;
  engine: string;
  tune: Tuning;
  smallIntegers: string;
  passes: string;
  json?: string;
}>();
const failures: FuzzFailure[] = [];
const watchdog = new Watchdog(PATIENCE);
let passed = 0;

function check(seed: number, what: FuzzFailure['what'], bytes: Uint8Array, test: () => string | undefined): void {
  watchdog.enter(seed);
  let reason: string | undefined;
  try {
    reason = test();
  } catch (error) {
    reason = `threw ${(error as Error).stack}`;
  }
  if (reason === undefined) {
    passed++;
    return;
  }
  failures.push({ seed, what, reason, bytes: Buffer.from(bytes).toString('base64') });
  console.log(`seed ${seed}, ${what}: ${reason}`);
}

function compare(seed: number, module: Uint8Array, random: Random): void {
  if (nativeApi === undefined) return;
  const { engine, tune, passes, smallIntegers } = options;
  check(seed, 'differential', module, () => differs(module, random, engineNamed(engine, tune, passes, smallIntegers)));
}

/** A module of binaryen's. */
function fuzzModule(seed: number, module: Uint8Array): void {
  const random = new Random(seed);
  compare(seed, module, random);
  for (let i = 0; i < VARIANTS; i++) {
    // The first is left as it is: there, too, the host must agree.
    const spoilt = i === 0 ? module : mutate(module, random);
    check(seed, 'bad input', spoilt, () => mishandled(spoilt));
  }
}

if (nativeApi === undefined) console.log('This host has no WebAssembly: only bad input is tried.');
console.log(`from seed ${options.seed}`);
const end = performance.now() + options.seconds * 1000;
const isOver = (made: number): boolean =>
  options.modules === undefined ? performance.now() > end : made >= options.modules;
const byBinaryen = options.generator === 'structured' ? undefined : generateModule;
// The next module of binaryen's is made while this one runs.
let next = byBinaryen?.(options.seed);
for (let made = 0; !isOver(made); made++) {
  const seed = options.seed + made;
  const module = await next;
  next = byBinaryen?.(seed + 1);
  if (module !== undefined) fuzzModule(seed, module);
  if (options.generator !== 'binaryen') compare(seed, structuredModule(seed), new Random(seed));
}
await next;
await watchdog.close();
if (options.json !== undefined)
  writeFileSync(options.json, `${JSON.stringify({ seed: options.seed, passed, failures }, null, 1)}\n`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;
