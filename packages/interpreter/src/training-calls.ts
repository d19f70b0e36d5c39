import { FunctionInstance, type MemoryInstance, ModuleInstance, rawHostFunction, type Store } from '@softwasm/runtime';
import {
  EMPTY_MODULE,
  F64,
  type Func,
  I32,
  I64,
  type Module,
  type RecType,
  type SubType,
  type ValidModule,
  type ValType,
} from '@softwasm/syntax';
import { Context, InterpretedFunction, NEVER_WARM } from './context.ts';
import { HANDLER } from './handlers/index.ts';
import type { Machine } from './machine.ts';
import { OPERATION } from './operations.generated.ts';
import { Signature } from './signature.ts';
import type { Translation } from './translation.ts';
import type { UpperTier } from './upper-tier.ts';
import { SUCCEEDED } from './warm.ts';

/*
 * The part of the training that calls functions: of the same instance, of another one, and of the host, in all ways, with all kinds of results.
 */

const TYPE: SubType = { final: true, supertypes: [], composite: { kind: 'func', params: [], results: [] } };
const GROUP: RecType = { subtypes: [TYPE], explicit: false, offset: 0 };
/** As many functions as are ever called here, all of the same type. */
const FUNC: Func = { type: 0, offset: 0, size: 0, body: () => ({ locals: [], expr: { code: new Int32Array(0) } }) };
const MODULE: Module = { ...EMPTY_MODULE, recTypes: [GROUP], types: [TYPE], funcs: new Array<Func>(40).fill(FUNC) };

const FRAME_WORDS = 4;
/** Byte offsets of loops. */
const [TAKEN, REFUSED] = [1, 2];
const nothing = (): void => {};

const TRANSLATION: Translation = {
  code: Int32Array.of(OPERATION.return),
  frameWords: FRAME_WORDS,
  positions: new Int32Array(0),
  regions: [],
  locals: [],
  firstOperand: 0,
  loops: [],
  canBeLeft: true,
};

/** An upper tier that takes some functions over, and refuses others. */
const UPPER: UpperTier = {
  patience: () => NEVER_WARM,
  code: () => undefined,
  name: () => undefined,
  entry: (_, offset) => (offset === TAKEN ? { code: nothing, operands: [] } : undefined),
};

/** A context of an instance of the training's module, in which there is nothing, but perhaps a memory. */
export function emptyContext(store: Store, ...memories: MemoryInstance[]): Context {
  const instance = new ModuleInstance(store, MODULE as ValidModule);
  instance.memories.push(...memories);
  const context = new Context(instance, () => TRANSLATION, UPPER);
  context.functions.length = 0;
  return context;
}

/** Functions that are called: an index each, by which also functions of instances are known that have no code here. */
const [OWN, OTHERS, HOSTS] = [20, 21, 22];
const IMPORTED = [OWN, OTHERS, HOSTS];

const { return: RETURN, return_call, return_call_import, return_call_ref } = OPERATION;
/** Indices of functions that are warm: one that is called, one that is left at a loop; the latter two the upper tier refuses. */
const WARM = [10, 11, 12, 13];
/** The same, of the other instance. */
const OTHERS_WARM = [30, 31, 32, 33];
/** In a callee's frame: the reference that it calls. */
const CALLEE = 2;

/** The functions, by index. */
const CALLEES: readonly (readonly number[])[] = [
  [RETURN],
  [OPERATION.return_1, 0],
  [OPERATION.return_2, 0],
  [OPERATION.return_ref, 0],
  [return_call, 0],
  ...IMPORTED.map((index) => [return_call_import, index]),
  [return_call_ref, CALLEE],
];

function makeCallee(context: Context, index: number, code: Int32Array): InterpretedFunction {
  const callee = new InterpretedFunction(context, index);
  callee.code = code;
  callee.frameWords = FRAME_WORDS;
  context.functions[index] = callee;
  return callee;
}

export function prepareCallees(context: Context): void {
  CALLEES.forEach((code, index) => void makeCallee(context, index, Int32Array.from(code)));
  prepareWarm(context);
}

/** Functions that the upper tier takes over, or refuses to; these are changed by that, and prepared anew. @returns them */
export function prepareWarm(context: Context): readonly InterpretedFunction[] {
  return [TAKEN, REFUSED].flatMap((offset, i) => {
    const index = WARM[2 * i]!;
    const called = makeCallee(context, index, SUCCEEDED);
    if (offset === TAKEN) called.successor = nothing;
    called.original = makeCallee(context, index + 1, Int32Array.of(OPERATION.enter_loop));
    called.original.translation = { ...TRANSLATION, loops: [{ start: 0, behindTest: -1, offset }] };
    context.functions[index] = called;
    return [called, called.original];
  });
}

/** Calls functions of all kinds of signatures that are not interpreted. */
export function exerciseSignatures(m: Machine): void {
  const codes = [(): number => 0, (): number => 1];
  for (const results of [[], [I32], [I64], [F64], [I64, I32]]) {
    for (let count = 0; count < 10; count++) {
      const signature = Signature.of({ kind: 'func', params: new Array<ValType>(count).fill(I32), results });
      for (const code of codes) signature.call(m, 0, code);
    }
  }
}

/** Makes functions of all three kinds known to a context, and puts them into its table. */
export function importFunctions(context: Context, other: Context): void {
  prepareCallees(other);
  const { instance } = context;
  const { store } = instance;
  const type = instance.types[0]!;
  const functions = [
    new FunctionInstance(store, type, nothing, { instance, index: 0 }),
    new FunctionInstance(store, type, nothing, { instance: other.instance, index: 0 }),
    rawHostFunction(store, type, nothing),
  ];
  functions.forEach((func, i) => {
    // As where a stub is.
    func.replaceCode((): void => {});
    instance.importFunc(IMPORTED[i]!, func);
    instance.tables[0]!.set(i, func);
  });
  OTHERS_WARM.forEach((index, i) => {
    const origin = { instance: other.instance, index: WARM[i]! };
    instance.importFunc(index, new FunctionInstance(store, type, nothing, origin));
  });
}

/**
 * Codes that call all of them; the machine gets the references. Each is for a machine that has never been so deep: that it needs room for another frame, each kind
 * of call must have met.
 */
export function callingCodes(m: Machine, context: Context): readonly Int32Array[] {
  const codes: number[][] = [];
  let code: number[] = [];
  codes.push(code);
  // A function that is yet to be translated.
  const fresh = CALLEES.length;
  context.functions[fresh] = new InterpretedFunction(context, fresh);
  for (const index of [...CALLEES.keys(), fresh, ...WARM]) {
    const base = 32;
    setReference(m, base + CALLEE, context, IMPORTED[index % 3]!);
    code.push(OPERATION.call, index, base);
  }
  IMPORTED.forEach((index, i) => {
    const base = 40 + 8 * i;
    setReference(m, base + CALLEE, context, index);
    setReference(m, base + FRAME_WORDS, context, index);
    // Of the functions the last but the fresh one calls the reference.
    codes.push(
      [OPERATION.call_import, index, base],
      [OPERATION.const_1, 0, i, OPERATION.call_indirect, 0, 0, 0, base],
      [OPERATION.call_ref, base + FRAME_WORDS, base],
      [OPERATION.call, CALLEES.length - 1, base],
    );
  });
  for (const index of OTHERS_WARM) codes.push([OPERATION.call_import, index, 32]);
  codes.push((code = []));
  for (const count of [0, 8, 80]) code.push(OPERATION.reserve, count);
  // Some, so that none is taken for the only one.
  for (const name of ['index_of_64', 'i64.clz', 'i64.ctz', 'i64.popcnt', 'i64.extend8_s', 'f64.ceil'] as const) {
    code.push(OPERATION.handler, HANDLER[name], 5, 4, 0);
  }
  for (const index of [0, 2, -1]) {
    code.push(OPERATION.const_1, 0, index);
    // One target and the default.
    code.push(OPERATION.br_table, 0, 1, code.length + 5, code.length + 5);
  }
  return codes.map((words) => Int32Array.from([...words, OPERATION.return]));
}

function setReference({ references }: Machine, register: number, { instance }: Context, index: number): void {
  while (references.length <= register) references.push(null);
  references[register] = instance.func(index);
}
