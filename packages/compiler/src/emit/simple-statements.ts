import { type FuncType, I64, V128, type ValType } from '@softwasm/syntax';
import { longOf } from '../build/long-locals.ts';
import { OP, T_F32, T_F64, T_I32, T_I64 } from '../ir/node-ops.ts';
import {
  S_GLOBAL_SET,
  S_SET,
  S_STORE,
  SLOT_F32,
  SLOT_WORD,
  STATEMENT_OPS,
  type StatementOp,
} from '../ir/statement-ops.ts';
import { putBridgedDivision } from './bridged-division.ts';
import { type Layout, NEEDS_LABEL, REDUNDANT } from './layout.ts';
import { carriesNaN } from './nan-bits.ts';
import { ARITH, P_ASSIGN, P_CALL, type Printer, SIGNED, TRUTH, UNSIGNED, VALUE } from './printer.ts';

import { GROWING, WRITTEN_OUT } from './runtime-helpers.ts';
import { putIndirect, putSlot, putSlotAt } from './slots.ts';
import { NO_INSTRUCTION, putTailCall } from './tail-calls.ts';

/** What printing a statement needs of what prints them all. */
export interface StatementContext {
  readonly p: Printer;
  readonly layout: Layout;
  readonly results: FuncType['results'];
  /** How many statements the printer of a simple statement has printed. */
  taken: number;
}

/** Prints a statement of one line, without the line's end; nothing where it has no text. */
export type Simple = (s: StatementContext, i: number) => void;

/** The variable whose BigInt a statement leaves in the scratch, as it takes one of its words; -1 for others. */
export function longInScratch({ ir, options }: Printer, i: number): number {
  const k = ir.kind[i]!;
  const setsGlobal = k === S_GLOBAL_SET && options.smallIntegers === 31;
  if (k !== S_SET && k !== S_STORE && !setsGlobal) return -1;
  const n = k === S_SET ? ir.y[i]! : setsGlobal ? ir.z[i]! : ir.w[i]!;
  const isHalf = ir.op[n] === LOW || ir.op[n] === HIGH;
  return isHalf && ir.op[ir.a[n]!] === GET ? ir.a[ir.a[n]!]! : -1;
}

/** Whether a simple statement prints as one JavaScript statement at most. */
export function isSingle({ ir }: Printer, i: number): boolean {
  const op = STATEMENT_OPS[ir.kind[i]!]!;
  if (op === 'return') return ir.z[i]! <= 1;
  if (op === 'call' || op === 'helper') {
    if (op === 'helper' && WRITTEN_OUT.has(ir.x[i]!)) return false;
    const count = op === 'call' ? ir.resultCount(i) : ir.v[i]!;
    for (let at = ir.w[i]! + 1; at < ir.w[i]! + count; at++) if (ir.list[at]! >= 0) return false;
    return true;
  }
  return SINGLE.has(op);
}

const SINGLE: ReadonlySet<StatementOp> = new Set([
  'set',
  'effect',
  'trap',
  'break',
  'continue',
  'global.set',
  'field.set',
  'slot.set',
  'call_part',
  'exit',
]);

const { slot: SLOT, get: GET, low: LOW, high: HIGH } = OP;

export const notSimple: Simple = () => {};

function putVariable(p: Printer, variable: number): void {
  p.put(p.names[variable]!);
}

function set({ p }: StatementContext, i: number): void {
  const variable = p.ir.x[i]!;
  const n = p.ir.y[i]!;
  p.put(`${p.names[variable]}=`);
  const type = p.ir.varType[variable];
  if (type === T_I64) p.expr(n, P_ASSIGN, UNSIGNED);
  else p.expr(n, P_ASSIGN, (type === T_F32 || type === T_F64) && p.exact[variable] === 0 ? ARITH : VALUE);
  p.putEnd(';\n');
}

function effect({ p }: StatementContext, i: number): void {
  p.expr(p.ir.x[i]!, P_ASSIGN, ARITH);
  p.put(';');
}

const store: Simple = (s, i) => {
  s.taken = s.p.dialect.store(s.p, i);
};

/** The variable with the BigInt of which a statement and the next one set a global to the words; -1 for none. */
function longOfGlobal({ ir, options }: Printer, i: number): number {
  if (options.smallIntegers === 32 || ir.kind[i + 1] !== S_GLOBAL_SET || i + 1 >= ir.statementCount) return -1;
  if (ir.x[i + 1] !== ir.x[i] || ir.y[i] !== 0 || ir.y[i + 1] !== 1) return -1;
  return longOf(ir, ir.z[i]!, ir.z[i + 1]!);
}

function globalSet(s: StatementContext, i: number): void {
  const { p } = s;
  const { ir } = p;
  const long = longOfGlobal(p, i);
  if (long >= 0) {
    p.putLongGlobal(ir.x[i]!);
    p.put(`=${p.names[long]}`);
    p.putEnd(';\n');
    s.taken = 2;
    return;
  }
  const value = ir.z[i]!;
  // An element of an Int32Array takes any integer; a cell takes the value, and so does a variable that an interpreter keeps beside either.
  const mode = ir.type[value] === T_I32 && !p.accumulates ? p.any : VALUE;
  p.putGlobalSet(ir.x[i]!, ir.y[i]!, value, mode);
  p.putEnd(';\n');
}

function fieldSet({ p }: StatementContext, i: number): void {
  const { ir } = p;
  p.expr(ir.y[i]!, P_CALL, VALUE);
  p.put(`.w${ir.x[i]}=`);
  p.expr(ir.z[i]!, P_ASSIGN, VALUE);
  p.put(';');
}

function elementSet({ p }: StatementContext, i: number): void {
  const { ir } = p;
  const value = ir.w[i]!;
  if (ir.x[i] !== SLOT_WORD) {
    elementSetFloat(p, i, ir.x[i] === SLOT_F32);
    return;
  }
  p.expr(ir.y[i]!, P_CALL, VALUE);
  p.put('.e[');
  p.expr(ir.z[i]!, P_ASSIGN, SIGNED);
  p.put(']=');
  // An element of a typed array takes any integer.
  p.expr(value, P_ASSIGN, ir.type[value] === T_I32 ? p.any : VALUE);
  p.put(';');
}

/** Like a store to memory: `if((nx=+v)===nx) store; else …`. */
function elementSetFloat(p: Printer, i: number, single: boolean): void {
  const { ir } = p;
  const array = ir.y[i]!;
  const at = ir.z[i]!;
  const value = ir.w[i]!;
  const put = (before: string): void => {
    p.put(before);
    p.expr(array, P_CALL, VALUE);
  };
  const method = single ? '.e.setFloat32(' : '.e.setFloat64(';
  if (!carriesNaN(p, value)) {
    put('');
    p.put(method);
    p.expr(at, P_ASSIGN, SIGNED);
    p.put(',');
    p.expr(value, P_ASSIGN, ARITH);
    p.put(',true);');
    return;
  }
  p.useScratch('nx', 'nv');
  p.put('if((nx=+(nv=');
  p.expr(value, P_ASSIGN, VALUE);
  put('))===nx)');
  p.put(method);
  p.expr(at, P_ASSIGN, SIGNED);
  p.put(',nx,true);else ');
  p.putHelper(single ? 'store_f32_nan' : 'store_f64_nan');
  put('(');
  p.put('.e,');
  p.expr(at, P_ASSIGN, SIGNED);
  p.put(',nv);');
}

/** `a=callee(`, or only `callee(` where nobody wants the first word. */
function beginCall(p: Printer, results: number, count: number): void {
  if (count > 0 && p.ir.list[results]! >= 0) {
    putVariable(p, p.ir.list[results]!);
    p.put('=');
  }
}

/** Ends a call, and reads result words beyond the first from the slots. */
function endCall(p: Printer, i: number, types: readonly ValType[]): void {
  if (p.ir.resultCount(i) <= 1) {
    p.putEnd(');\n');
    return;
  }
  p.put(');');
  let next = p.ir.w[i]!;
  for (let k = 0; k < types.length; k++) {
    const type = types[k]!;
    const words = type === I64 ? 2 : type === V128 ? 4 : 1;
    for (let word = 0; word < words; word++) {
      const variable = p.ir.list[next++]!;
      if ((k === 0 && word === 0) || variable < 0) continue;
      putVariable(p, variable);
      p.put('=');
      putSlot(p, type, k, word);
      p.put(';');
    }
  }
}

function call({ p }: StatementContext, i: number): void {
  const { ir } = p;
  const callee = ir.x[i]!;
  const { results } = p.shape.typeOfFunc(callee);
  beginCall(p, ir.w[i]!, results.length);
  p.mark(ir.offset[i]!);
  p.putFunction(callee);
  p.mayGrow = true;
  p.put('(');
  p.args(ir.y[i]!, ir.z[i]!);
  endCall(p, i, results);
}

function callRef({ p }: StatementContext, i: number): void {
  const { ir } = p;
  const { results } = p.shape.funcType(ir.x[i]!);
  beginCall(p, ir.w[i]!, results.length);
  p.mark(ir.offset[i]!);
  p.expr(ir.v[i]!, P_CALL, SIGNED);
  p.mayGrow = true;
  p.put('.code(');
  p.args(ir.y[i]!, ir.z[i]!);
  endCall(p, i, results);
}

function callIndirect({ p }: StatementContext, i: number): void {
  const { ir } = p;
  const typeidx = ir.x[i]!;
  const table = ir.v[i]!;
  const index = ir.list[ir.y[i]! + ir.z[i]!]!;
  const { results } = p.shape.funcType(typeidx);
  beginCall(p, ir.w[i]!, results.length);
  p.mark(ir.offset[i]!);
  putIndirect(p, typeidx, table, index);
  p.mayGrow = true;
  p.put('(');
  p.args(ir.y[i]!, ir.z[i]!);
  endCall(p, i, results);
}

function helper({ p }: StatementContext, i: number): void {
  if (WRITTEN_OUT.has(p.ir.x[i]!)) putBridgedDivision(p, i, () => callHelper(p, i));
  else callHelper(p, i);
}

function callHelper(p: Printer, i: number): void {
  const { ir } = p;
  beginCall(p, ir.w[i]!, ir.v[i]!);
  p.mark(ir.offset[i]!);
  p.putHelperAt(ir.x[i]!);
  if (GROWING.has(ir.x[i]!)) p.mayGrow = true;
  p.put('(');
  p.args(ir.y[i]!, ir.z[i]!);
  p.put(');');
  const high = ir.v[i]! > 1 ? ir.list[ir.w[i]! + 1]! : -1;
  if (high < 0) return;
  putVariable(p, high);
  p.put('=');
  p.putHelper('HI');
  p.put('[0];');
}

function giveBack({ p, results }: StatementContext, i: number): void {
  const { ir } = p;
  let next = ir.y[i]!;
  const first = ir.list[next]!;
  for (let k = 0; k < results.length; k++) {
    const type = results[k]!;
    const words = type === I64 ? 2 : type === V128 ? 4 : 1;
    for (let word = 0; word < words; word++) {
      const n = ir.list[next++]!;
      // What a part returned stands there already.
      if ((k === 0 && word === 0) || ir.op[n] === SLOT) continue;
      putSlot(p, type, k, word);
      p.put('=');
      p.expr(n, P_ASSIGN, words > 1 ? p.any : SIGNED);
      p.put(';');
    }
  }
  if (results.length === 0) {
    p.putEnd('return;\n');
    return;
  }
  p.put('return ');
  p.expr(first, P_ASSIGN, SIGNED);
  p.putEnd(';\n');
}

/** A part hands a value back. */
function slotSet({ p }: StatementContext, i: number): void {
  const { ir } = p;
  const n = ir.y[i]!;
  const type = ir.type[n]!;
  putSlotAt(p, type, ir.x[i]!);
  p.put('=');
  // An element of an Int32Array takes any integer.
  p.expr(n, P_ASSIGN, type === T_I32 ? p.any : VALUE);
  p.putEnd(';\n');
}

/** The call of a part is no call of the program: in stack traces it is left out. */
function callPart({ p }: StatementContext, i: number): void {
  const { ir } = p;
  if (ir.w[i]! >= 0) {
    putVariable(p, ir.w[i]!);
    p.put('=');
  }
  p.mark(NO_INSTRUCTION);
  p.put(`${p.partName(ir.x[i]!)}(`);
  p.args(ir.y[i]!, ir.z[i]!);
  p.put(');');
}

function exit({ p }: StatementContext, i: number): void {
  p.putEnd(`return ${p.ir.x[i]};\n`);
}

function trap({ p }: StatementContext, i: number): void {
  p.putHelperAt(p.ir.x[i]!);
  p.put('();');
}

function trapIf({ p }: StatementContext, i: number): void {
  p.put('if(');
  p.expr(p.ir.y[i]!, P_ASSIGN, TRUTH);
  p.put(')');
  p.mark(p.ir.offset[i]!);
  p.putHelperAt(p.ir.x[i]!);
  p.put('();');
}

function trapFit({ p }: StatementContext, i: number): void {
  p.put('if(!(');
  p.expr(p.ir.y[i]!, P_ASSIGN, TRUTH);
  p.put('))');
  p.mark(p.ir.offset[i]!);
  p.putHelper('trap_truncation');
  p.put('(');
  p.expr(p.ir.x[i]!, P_ASSIGN, ARITH);
  p.put(');');
}

function jump(word: string): Simple {
  const text = `${word};\n`;
  return ({ p, layout }, i) => {
    const form = layout.jumps[i];
    if (form === REDUNDANT) return;
    p.putEnd(form === NEEDS_LABEL ? `${word} L${p.ir.x[i]};\n` : text);
  };
}

/** Printers of statements that open or close nothing; the others are `notSimple`. */
const BY_NAME: Readonly<Record<StatementOp, Simple>> = {
  nop: () => {},
  set,
  effect,
  store,
  'global.set': globalSet,
  'field.set': fieldSet,
  'element.set': elementSet,
  call,
  call_ref: callRef,
  call_indirect: callIndirect,
  helper,
  return: giveBack,
  'slot.set': slotSet,
  call_part: callPart,
  exit,
  return_call: ({ p }, i) => putTailCall(p, i),
  return_call_ref: ({ p }, i) => putTailCall(p, i),
  return_call_indirect: ({ p }, i) => putTailCall(p, i),
  trap,
  trapif: trapIf,
  trapfit: trapFit,
  block: notSimple,
  loop: notSimple,
  try: notSimple,
  catch: notSimple,
  if: notSimple,
  else: notSimple,
  end: notSimple,
  break: jump('break'),
  continue: jump('continue'),
  switch: notSimple,
  case: notSimple,
  default: notSimple,
  again: jump('continue'),
};

/** By kind of statement. */
export const SIMPLE: readonly Simple[] = STATEMENT_OPS.map((name) => BY_NAME[name]);
