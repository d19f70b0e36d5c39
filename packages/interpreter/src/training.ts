import { GlobalInstance, MemoryInstance, Store, TableInstance } from '@softwasm/runtime';
import { FUNCREF, V128 } from '@softwasm/syntax';
import type { Context } from './context.ts';
import { InterpretedFunction } from './context.ts';
import { run } from './execute.ts';
import type { Machine } from './machine.ts';
import { OPERANDS, OPERATION } from './operations.generated.ts';
import { learnEntryLine } from './stack-trace.ts';
import {
  callingCodes,
  emptyContext,
  exerciseSignatures,
  importFunctions,
  prepareCallees,
  prepareWarm,
} from './training-calls.ts';
import type { Sampling } from './upper-tier.ts';

/*
 * JavaScript engines optimise the loop for what it has done so far: where an operation comes that it has not done, or a branch that it has not taken, they give up
 * what they have made, and begin anew half a second later, during which the loop is twenty times slower. So it does everything once before the first
 * program runs: a millisecond or two.
 */

/** Operations that leave the code, or need more than registers, a memory and a global. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'unreachable',
  'br_table',
  'call',
  'call_import',
  'call_indirect',
  'call_ref',
  'return_call',
  'return_call_import',
  'return_call_ref',
  'translate',
  'generated',
  'enter_loop',
  'handler',
  'constants',
  'reserve',
  'return',
  'return_1',
  'return_2',
  'return_ref',
]);

/** Registers with operands: integers and pairs, floats, an address. The first operand has the first register, the second one the second after it, and so on. */
const INTEGERS = 0;
const FLOATS = 8;
const ADDRESS = 16;
const RESULT = 20;
const REGISTERS = 24;

/** The immediate of shifts, and what is compared with. */
const CONSTANT = 3;

const TWO = 0x4000_0001;
const [ONE_AND_A_HALF, THREE] = [[0x3fc0_0000, 0x3ff8_0000] as const, [0x4040_0000, 0x4008_0000] as const];

/**
 * Three operands each: pairs whose words are integers by themselves, and floats that are some as f32 and as f64. Whatever is compared is less, greater and
 * equal, also after a constant has been added; sums fit into 31 bits, and leave 32.
 */
const OPERAND_SETS: readonly (readonly number[])[] = [
  [...[-2, -1, 7, 0, 0, 0], 0, 0, ...ONE_AND_A_HALF, ...THREE, TWO, TWO],
  [...[7, 0, -2, -1, 1, 0], 0, 0, ...THREE, ...ONE_AND_A_HALF, TWO, TWO],
  [...[3, 5, 3, 5, 0, 1], 0, 0, ...THREE, ...THREE, TWO, TWO],
  [...[1, 5, 2, 5, 1, 1], 0, 0, ...ONE_AND_A_HALF, ...THREE, TWO, TWO],
  [...[1, 0, 1 + CONSTANT, 0, 1, 0], 0, 0, ...ONE_AND_A_HALF, ...THREE, TWO, TWO],
  [...[-4, -1, 2, 0, 1, 0], 0, 0, ...THREE, ...ONE_AND_A_HALF, TWO, TWO],
  [...[0x7fff_fff1, 0x7fff_fff3, 0x7fff_fff5, 0x7fff_fff7, 1, 1], 0, 0, ...THREE, ...THREE, TWO, TWO],
];
const ZEROS: readonly number[] = new Array<number>(ADDRESS).fill(0);
/** What does not fit: the quotient of the least integer and -1, NaN. */
const EXTREMES: readonly number[] = [
  -0x8000_0000,
  0,
  -1,
  -1,
  0,
  0,
  0,
  0,
  ...[0x7fc0_0000, 0x7ff8_0000, 0, 0, 0, 0, 0, 0],
];

/** Whether an operation may trap for its operands. */
function mayTrap(name: string): boolean {
  return /div_|rem_|trunc_/.test(name);
}

/** An operation of the training, which goes on with the next one. */
function row(operation: number, name: string, at: number): number[] {
  const letters = OPERANDS[operation]!;
  const first = /load|store/.test(name)
    ? ADDRESS
    : /^(f32|f64)(?!.convert)|trunc_f|br_\w+ f64/.test(name)
      ? FLOATS
      : INTEGERS;
  const constant = /global/.test(name) ? 0 : CONSTANT;
  const registers: Readonly<Record<string, number>> = {
    d: RESULT,
    a: first,
    // Of two moves that is where the second one goes.
    b: first === ADDRESS ? ADDRESS : / move/.test(name) ? RESULT + 2 : first + 2,
    c: first + 4,
    k: constant,
    l: /br_if/.test(name) ? CONSTANT : 0,
    t: at + 1 + letters.length,
  };
  return [operation, ...[...letters].map((letter) => registers[letter] ?? 0)];
}

/** Code with all operations that are accepted, one after the other. */
function codeOf(accepts: (name: string) => boolean): Int32Array {
  const code: number[] = [];
  for (const [name, operation] of Object.entries(OPERATION)) {
    if (!LEFT_OUT.has(name) && accepts(name)) code.push(...row(operation, name, code.length));
  }
  code.push(OPERATION.constants, RESULT, 2, 0, 0);
  code.push(OPERATION.return);
  return Int32Array.from(code);
}

/** Has a machine execute code on operands. */
function execute(m: Machine, context: Context, code: Int32Array, operands: readonly number[]): void {
  const exercise = new InterpretedFunction(context, 0);
  exercise.code = code;
  exercise.frameWords = REGISTERS;
  m.words.set(operands);
  m.words[ADDRESS] = 4;
  while (m.references.length < REGISTERS) m.references.push(null);
  m.push(exercise, 0);
  run(m, 0);
}

/** @returns the stack trace, if it does trap */
function executeAndTrap(
  m: Machine,
  context: Context,
  code: Int32Array,
  operands: readonly number[],
): string | undefined {
  try {
    execute(m, context, code, operands);
    return undefined;
  } catch (error) {
    return (error as Error).stack;
  }
}

/** The context of the training: it has a memory, a global, a table, and functions to call. */
function trainingContext(): Context {
  const store = new Store();
  const limits = { min: 64n, max: 64n };
  const memory = new MemoryInstance(store, { limits, addressType: 'i32', shared: false, pageSizeLog2: 0 });
  const context = emptyContext(store, memory);
  const { instance } = context;
  instance.globals.push(new GlobalInstance({ type: V128, mutable: true }, new Int32Array(4)));
  instance.tables.push(
    new TableInstance(store, { element: FUNCREF, limits: { min: 8n, max: 8n }, addressType: 'i32' }, null),
  );
  prepareCallees(context);
  change(context, memory);
  return context;
}

/** Changes what changes in programs: engines count on properties of the first objects that have them to stay what they are, and give the loop up when one does not. */
function change(context: Context, { view }: MemoryInstance): void {
  context.view = new DataView(view.buffer);
  context.instance.tables[0]!.grow(1, null);
}

/** So often are calls and all operations repeated, of operands all: engines take no notes of what is done once. */
const ROUNDS = 3;

let trained = false;

/**
 * Has a machine do everything; once, for all machines have the same loop. Engines with a JIT begin to optimise it meanwhile, in the background.
 *
 * @param unused gives a machine that executes nothing
 * @param sampling what machines have that come, if so
 */
export function train(unused: () => Machine, sampling?: Sampling): void {
  if (trained) return;
  trained = true;
  const m = unused();
  if (sampling !== undefined) m.sampleEvery(sampling);
  const context = trainingContext();
  const other = emptyContext(context.instance.store);
  importFunctions(context, other);
  const all = codeOf(() => true);
  const safe = codeOf((name) => !mayTrap(name));
  const calls = callingCodes(m, context);
  for (let round = 0; round < ROUNDS; round++) {
    exerciseSignatures(m);
    for (const operands of OPERAND_SETS) execute(m, context, all, operands);
    execute(m, context, safe, ZEROS);
    for (const code of calls) {
      m.functions.length = 2;
      execute(m, context, code, ZEROS);
    }
    // They are returned from to where nothing is interpreted, as well.
    prepareWarm(other);
    for (const warm of prepareWarm(context)) {
      m.push(warm, 0);
      run(m, 0);
    }
    prepareWarm(context);
    // With a pause. In every round, as all that is rare: the loop may be optimised at any time from here on.
    m.steps = 10;
    execute(m, context, safe, ZEROS);
    m.steps = Number.POSITIVE_INFINITY;
    run(m, 0);
    trapEverywhere(m, context);
  }
  clear(m);
}

function clear({ words, references }: Machine): void {
  words.fill(0, 0, 4 * REGISTERS);
  references.length = 0;
}

let learned = false;

/** Where the loop is not trained: finds out what is to be known of stack traces. @param unused gives a machine that executes nothing */
export function learnFromTraps(unused: () => Machine): void {
  if (learned) return;
  const m = unused();
  trapEverywhere(m, trainingContext());
  clear(m);
}

function trapEverywhere(m: Machine, context: Context): void {
  learned = true;
  const traces = (['unreachable', ...Object.keys(OPERATION).filter(mayTrap)] as (keyof typeof OPERATION)[])
    .map((name) => Int32Array.from([...row(OPERATION[name], name, 0), OPERATION.return]))
    .flatMap((code) => [ZEROS, EXTREMES].map((operands) => executeAndTrap(m, context, code, operands)))
    .filter((trace) => trace !== undefined);
  learnEntryLine(traces[0], traces[traces.length - 1]);
}
