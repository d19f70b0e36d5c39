import { GlobalInstance, MemoryInstance, ModuleInstance, Store } from '@softwasm/runtime';
import { type Module, V128, type ValidModule } from '@softwasm/syntax';
import { Context, InterpretedFunction } from './context.ts';
import { run } from './execute.ts';
import { HANDLER } from './handlers/index.ts';
import type { Machine } from './machine.ts';
import { OPERANDS, OPERATION } from './operations.generated.ts';

/*
 * JavaScript engines optimise the loop for what it has done so far, and begin anew when an operation comes that it has not done. So it does most of them before the
 * first program runs: a tenth of a millisecond.
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
  'handler',
  'reserve',
  'return',
  'return_1',
  'return_2',
  'return_ref',
]);

/** Registers with operands: integers, floats, and an address. */
const INTEGERS = 0;
const FLOATS = 4;
const ADDRESS = 8;
const RESULT = 12;
const REGISTERS = 16;

/** Sums of the integers leave 32 bits; the floats are 1.5 to 3 as f32, as f64, and in both halves, and can be truncated. */
const WORDS = [
  ...[0x7fff_fff1, 0x7fff_fff3, 0x7fff_fff5, 0x7fff_fff7],
  ...[0x3fc0_0000, 0x3ff8_0000, 0x4000_0001, 0x4008_0000],
  ...[8, 0, 8, 0],
  ...[0, 0, 0, 0],
];

/** So often, after which engines take notes. */
const ROUNDS = 24;

/** The register that an operation's operands begin with. */
function operandsOf(name: string): number {
  if (/load|store/.test(name)) return ADDRESS;
  return /f32|f64/.test(name) ? FLOATS : INTEGERS;
}

/** Code with all operations that are not left out, one after the other. */
function trainingCode(): Int32Array {
  const code: number[] = [];
  const names = Object.keys(OPERATION);
  OPERANDS.forEach((letters, operation) => {
    const name = names[operation]!;
    if (LEFT_OUT.has(name)) return;
    const next = code.length + 1 + letters.length;
    const first = operandsOf(name);
    const registers: Readonly<Record<string, number>> = { d: RESULT, a: first, b: first + 2, c: INTEGERS, t: next };
    code.push(operation, ...[...letters].map((letter) => registers[letter] ?? 0));
  });
  code.push(OPERATION.handler, HANDLER.index_of_64, 5, RESULT, INTEGERS);
  code.push(OPERATION.br_table, RESULT, 0, code.length + 4);
  code.push(OPERATION.return);
  return Int32Array.from(code);
}

const EMPTY: Module = {
  recTypes: [],
  types: [],
  imports: [],
  funcs: [],
  tables: [],
  memories: [],
  globals: [],
  tags: [],
  exports: [],
  elements: [],
  datas: [],
  customs: [],
};

/** An instance with a memory and a global; there is no module that it were of. */
function trainingContext(): Context {
  const store = new Store();
  const instance = new ModuleInstance(store, EMPTY as ValidModule);
  const limits = { min: 64n, max: 64n };
  instance.memories.push(new MemoryInstance(store, { limits, addressType: 'i32', shared: false, pageSizeLog2: 0 }));
  instance.globals.push(new GlobalInstance({ type: V128, mutable: true }, new Int32Array(4)));
  return new Context(instance, () => {
    throw new RangeError('there is nothing to translate');
  });
}

let trained = false;

/** Has a machine do all operations; once, for all machines have the same loop. */
export function train(machine: Machine): void {
  if (trained) return;
  trained = true;
  const exercise = new InterpretedFunction(trainingContext(), 0);
  exercise.code = trainingCode();
  exercise.frameWords = REGISTERS;
  for (let round = 0; round < ROUNDS; round++) {
    machine.words.set(WORDS);
    while (machine.references.length < REGISTERS) machine.references.push(null);
    machine.push(exercise, 0);
    run(machine, 0);
  }
  machine.words.fill(0, 0, REGISTERS);
  machine.references.length = 0;
}
