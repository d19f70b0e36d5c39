import { type FuncType, I64, V128, type ValType } from '@softwasm/syntax';
import type { FunctionIR } from '../ir/function-ir.ts';
import { OP, T_F32, T_F64, T_I32, T_I64 } from '../ir/node-ops.ts';
import {
  S_BREAK,
  S_END,
  S_IF,
  S_LOOP,
  S_NOP,
  S_RETURN,
  S_SET,
  S_STORE,
  SLOT_F32,
  SLOT_WORD,
  STATEMENT_OPS,
  type StatementOp,
} from '../ir/statement-ops.ts';
import { putBridgedDivision } from './bridged-division.ts';
import {
  AS_BLOCK,
  DISSOLVED,
  DO_WHILE,
  GUARD,
  type Layout,
  NEEDS_LABEL,
  PLAIN,
  REDUNDANT,
  REPEATED,
  WHILE,
} from './layout.ts';
import { carriesNaN } from './nan-bits.ts';
import { ARITH, P_ASSIGN, P_CALL, P_UNARY, type Printer, SIGNED, TRUTH, UNSIGNED, VALUE } from './printer.ts';

import { GROWING, WRITTEN_OUT } from './runtime-helpers.ts';
import { putIndirect, putSlot, putSlotAt } from './slots.ts';
import { NO_INSTRUCTION, putTailCall } from './tail-calls.ts';
import { hasZeroTest, putRareZero, putZeroTest } from './typed-array-access.ts';

/** Prints a statement of one line, without the line's end; nothing where it has no text. */
type Simple = (s: StatementPrinter, i: number) => void;

/** Prints the statements of a function. */
export class StatementPrinter {
  readonly p: Printer;
  readonly layout: Layout;
  readonly results: FuncType['results'];

  constructor(p: Printer, layout: Layout, results: FuncType['results']) {
    this.p = p;
    this.layout = layout;
    this.results = results;
  }

  /** Where to note, by statement, at which character its text begins; what is printed with the statement before has -1. */
  places: Int32Array | undefined;

  print(): void {
    const { p } = this;
    const { kind, x, y } = p.ir;
    const opened: number[] = [];
    for (let i = 0; i < p.ir.statementCount; i++) {
      const op = STATEMENT_OPS[kind[i]!]!;
      if (this.places !== undefined) this.places[i] = p.size;
      if (SIMPLE[kind[i]!] === notSimple) p.inScratch = -1;
      // The condition of a do-while is printed at its end, and evaluated before it.
      if (op !== 'end') p.ranges?.reach(i);
      switch (op) {
        case 'block':
        case 'loop':
        case 'try':
        case 'if':
        case 'switch':
          if (op === 'if' && this.shortIf(i)) i += 2;
          else if (op === 'loop' && this.layout.forms[x[i]!] === WHILE) {
            this.openWhile(i);
            // The `if` is the loop.
            opened.push(i, -1);
            i++;
          } else {
            opened.push(i);
            this.open(op, i);
          }
          break;
        case 'else':
          p.put('}else{');
          p.newline();
          break;
        case 'catch':
          p.put(`}catch(e){${p.names[y[i]!]}=e;`);
          this.growth();
          p.newline();
          break;
        case 'case':
          p.put(`case ${x[i]}:`);
          p.newline();
          break;
        case 'default':
          p.put('default:');
          p.newline();
          break;
        case 'end': {
          const start = opened.pop()!;
          if (start < 0) break;
          // Behind a `continue` that is left out nothing comes to the end, whatever it says: passes may have moved `return`s there.
          this.close(STATEMENT_OPS[kind[start]!]!, x[i]!, y[i] === 1 && this.layout.jumps[i - 1] !== REDUNDANT);
          break;
        }
        default:
          this.taken = 1;
          if (op === 'set' && this.leavesIfZero(i, opened)) {
            this.tested = i;
            break;
          }
          this.statement(i);
          i += this.taken - 1;
      }
    }
  }

  private statement(i: number): void {
    const { p } = this;
    const before = p.size;
    this.simple(i);
    if (p.size > before) p.newline();
  }

  /** Prints one simple statement. */
  simple(i: number): void {
    const { p } = this;
    p.mayGrow = false;
    p.ranges?.reach(i);
    p.mark(p.ir.offset[i]!);
    SIMPLE[p.ir.kind[i]!]!(this, i);
    p.inScratch = longInScratch(p, i);
    if (p.mayGrow && p.ir.kind[i] !== S_RETURN) this.growth();
  }

  /** Leaves room for what must be done where a memory may have grown. */
  private growth(): void {
    const { p } = this;
    if (p.outer === undefined) return;
    p.outer.growth(p.putLater());
  }

  /** `if (c) statement;` and the condition of a do-while, where the arm is one simple statement. @returns whether it was printed */
  private shortIf(i: number): boolean {
    const { p, layout } = this;
    const { kind, x, y } = p.ir;
    if (kind[i + 2] !== S_END || layout.ends[i] !== i + 2 || layout.labelled[x[i]!] === 1) return false;
    if (layout.forms[x[i]!] === GUARD) return false;
    const k = kind[i + 1]!;
    if (k === S_NOP || SIMPLE[k] === notSimple) return false;
    if (this.isRepetition(i)) return true;
    p.put('if(');
    if (this.tested >= 0) this.putTested();
    else p.expr(y[i]!, P_ASSIGN, TRUTH);
    p.put(')');
    const braces = !isSingle(p, i + 1);
    if (braces) p.put('{');
    const before = p.size;
    this.simple(i + 1);
    p.inScratch = -1;
    if (braces) p.put('}');
    else if (p.size === before) p.put(';');
    p.newline();
    return true;
  }

  /** Whether this `if` is the condition of the do-while that ends behind it. */
  private isRepetition(i: number): boolean {
    const { ir } = this.p;
    const label = ir.x[i + 1]!;
    const next = i + 3;
    if (ir.kind[next] !== S_END || ir.kind[i + 1] !== CONTINUE || ir.x[next] !== label) return false;
    if (this.layout.forms[label] !== DO_WHILE) return false;
    this.repetition = ir.y[i]!;
    return true;
  }

  /** The `set` that the next `if` prints as its condition; -1 for none. */
  private tested = -1;

  /** Whether a `set` loads what the `if` behind it leaves a loop for where it is 0, as at the end of a string: that is rare. */
  private leavesIfZero(i: number, opened: readonly number[]): boolean {
    const { p, layout } = this;
    const { ir } = p;
    if (!p.accumulates || ir.kind[i + 1] !== S_IF) return false;
    const n = ir.y[i]!;
    const variable = ir.x[i]!;
    if (!hasZeroTest(p, n) || ir.readsVariable(n, variable)) return false;
    const condition = ir.y[i + 1]!;
    if (layout.forms[ir.x[i + 1]!] === GUARD) return isGet(ir, condition, variable);
    if (ir.op[condition] !== OP.not || !isGet(ir, ir.a[condition]!, variable) || ir.kind[i + 2] !== S_BREAK)
      return false;
    return ir.kind[i + 3] === S_END && layout.labelled[ir.x[i + 1]!] === 0 && this.isOutOfLoop(ir.x[i + 2]!, opened);
  }

  /** Whether a label is that of the innermost loop, or of a construct around it. */
  private isOutOfLoop(label: number, opened: readonly number[]): boolean {
    const { ir } = this.p;
    for (let at = opened.length - 1, looks = 0; at >= 0 && looks < MAX_LOOKS; at--, looks++) {
      const start = opened[at]!;
      if (start < 0) continue;
      if (ir.kind[start] === S_LOOP) return true;
      if (ir.x[start] === label) return false;
    }
    return false;
  }

  /** Puts the condition of an `if` that a `set` is. */
  private putTested(): void {
    const { p } = this;
    const { ir } = p;
    p.mark(ir.offset[this.tested]!);
    putZeroTest(p, ir.y[this.tested]!, p.names[ir.x[this.tested]!]!);
    this.tested = -1;
  }

  /** How many statements the printer of a simple statement has printed. */
  taken = 1;

  /** The condition of the do-while that is about to end. */
  private repetition = -1;

  private label(label: number): void {
    if (this.layout.labelled[label] === 1) this.p.put(`L${label}:`);
  }

  private open(op: StatementOp, i: number): void {
    const { p } = this;
    const label = p.ir.x[i]!;
    const form = this.layout.forms[label];
    if (form === GUARD && this.tested >= 0) {
      p.put('if(');
      this.putTested();
      p.put(')break;');
      p.newline();
    } else if (form === GUARD) {
      const condition = p.ir.y[i]!;
      const isNot = p.ir.op[condition] === OP.not;
      p.put(isNot ? 'if(' : 'if(!');
      p.expr(isNot ? p.ir.a[condition]! : condition, isNot ? P_ASSIGN : P_UNARY, TRUTH);
      p.put(')break;');
      p.newline();
    } else if (op === 'if' || op === 'switch') {
      this.label(label);
      if (form === REPEATED) {
        p.outer?.enterLoop();
        p.put('for(;;){');
      }
      p.put(op === 'if' ? 'if(' : 'switch(');
      p.expr(p.ir.y[i]!, P_ASSIGN, op === 'if' ? TRUTH : SIGNED);
      p.put('){');
      p.newline();
    } else if (op === 'try') {
      this.label(label);
      p.put('try{');
      p.newline();
    } else if (form !== DISSOLVED) {
      this.label(label);
      if (op === 'loop' && form !== AS_BLOCK) p.outer?.enterLoop();
      p.put(op === 'block' || form === AS_BLOCK ? '{' : form === DO_WHILE ? 'do{' : 'for(;;){');
      p.newline();
    }
  }

  private openWhile(i: number): void {
    const { p } = this;
    this.label(p.ir.x[i]!);
    p.outer?.enterLoop();
    p.put('while(');
    p.ranges?.reach(i + 1);
    const condition = p.ir.y[i + 1]!;
    if (p.accumulates && hasZeroTest(p, condition)) putRareZero(p, condition);
    else p.expr(condition, P_ASSIGN, TRUTH);
    p.put('){');
    p.newline();
  }

  private close(op: StatementOp, label: number, reachable: boolean): void {
    const { p } = this;
    const form = this.layout.forms[label];
    if (form === GUARD) return;
    if (form === REPEATED || (op === 'loop' && form !== DISSOLVED && form !== AS_BLOCK)) p.outer?.leaveLoop();
    if (op === 'loop' && form === DO_WHILE) {
      p.put('}while(');
      p.expr(this.repetition, P_ASSIGN, TRUTH);
      p.put(');');
      p.newline();
      return;
    }
    if ((op === 'block' || op === 'loop') && form === DISSOLVED) return;
    if (op === 'switch' && form === REPEATED) {
      p.put('}break;');
    } else if (op === 'loop' && form === PLAIN && reachable) {
      p.put('break;');
      p.newline();
    }
    p.put('}');
    p.newline();
  }
}

/** So many constructs are looked at for a loop. */
const MAX_LOOKS = 16;

function isGet(ir: FunctionIR, n: number, variable: number): boolean {
  return ir.op[n] === OP.get && ir.a[n] === variable;
}

/** The variable whose BigInt a statement leaves in the scratch, as it takes one of its words; -1 for others. */
function longInScratch({ ir }: Printer, i: number): number {
  const k = ir.kind[i]!;
  if (k !== S_SET && k !== S_STORE) return -1;
  const n = k === S_SET ? ir.y[i]! : ir.w[i]!;
  const isHalf = ir.op[n] === LOW || ir.op[n] === HIGH;
  return isHalf && ir.op[ir.a[n]!] === GET ? ir.a[ir.a[n]!]! : -1;
}

/** Whether a simple statement prints as one JavaScript statement at most. */
function isSingle({ ir }: Printer, i: number): boolean {
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
const CONTINUE = STATEMENT_OPS.indexOf('continue');

const notSimple: Simple = () => {};

function putVariable(p: Printer, variable: number): void {
  p.put(p.names[variable]!);
}

function set({ p }: StatementPrinter, i: number): void {
  const variable = p.ir.x[i]!;
  const n = p.ir.y[i]!;
  putVariable(p, variable);
  p.put('=');
  const type = p.ir.varType[variable];
  const isFloat = type === T_F32 || type === T_F64;
  if (type === T_I64) p.expr(n, P_ASSIGN, UNSIGNED);
  else p.expr(n, P_ASSIGN, isFloat && p.exact[variable] === 0 ? ARITH : VALUE);
  p.put(';');
}

function effect({ p }: StatementPrinter, i: number): void {
  p.expr(p.ir.x[i]!, P_ASSIGN, ARITH);
  p.put(';');
}

const store: Simple = (s, i) => {
  s.taken = s.p.dialect.store(s.p, i);
};

function globalSet({ p }: StatementPrinter, i: number): void {
  const { ir } = p;
  const value = ir.z[i]!;
  // An element of an Int32Array takes any integer; a cell takes the value, and so does a variable that an interpreter keeps beside either.
  const mode = ir.type[value] === T_I32 && !p.accumulates ? p.any : VALUE;
  p.putGlobalSet(ir.x[i]!, ir.y[i]!, () => p.expr(value, P_ASSIGN, mode));
  p.put(';');
}

function fieldSet({ p }: StatementPrinter, i: number): void {
  const { ir } = p;
  p.expr(ir.y[i]!, P_CALL, VALUE);
  p.put(`.w${ir.x[i]}=`);
  p.expr(ir.z[i]!, P_ASSIGN, VALUE);
  p.put(';');
}

function elementSet({ p }: StatementPrinter, i: number): void {
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
  const [array, at, value] = [ir.y[i]!, ir.z[i]!, ir.w[i]!];
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

/** Reads result words beyond the first from the slots. */
function finishCall(p: Printer, types: readonly ValType[], results: number): void {
  let next = results;
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

function call({ p }: StatementPrinter, i: number): void {
  const { ir } = p;
  const callee = ir.x[i]!;
  const { results } = p.shape.typeOfFunc(callee);
  beginCall(p, ir.w[i]!, results.length);
  p.mark(ir.offset[i]!);
  p.putFunction(callee);
  p.mayGrow = true;
  p.put('(');
  p.args(ir.y[i]!, ir.z[i]!);
  p.put(');');
  finishCall(p, results, ir.w[i]!);
}

function callRef({ p }: StatementPrinter, i: number): void {
  const { ir } = p;
  const { results } = p.shape.funcType(ir.x[i]!);
  beginCall(p, ir.w[i]!, results.length);
  p.mark(ir.offset[i]!);
  p.expr(ir.v[i]!, P_CALL, SIGNED);
  p.mayGrow = true;
  p.put('.code(');
  p.args(ir.y[i]!, ir.z[i]!);
  p.put(');');
  finishCall(p, results, ir.w[i]!);
}

function callIndirect({ p }: StatementPrinter, i: number): void {
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
  p.put(');');
  finishCall(p, results, ir.w[i]!);
}

function helper({ p }: StatementPrinter, i: number): void {
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

function giveBack({ p, results }: StatementPrinter, i: number): void {
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
  p.put('return');
  if (results.length > 0) {
    p.put(' ');
    p.expr(first, P_ASSIGN, SIGNED);
  }
  p.put(';');
}

/** A part hands a value back. */
function slotSet({ p }: StatementPrinter, i: number): void {
  const { ir } = p;
  const n = ir.y[i]!;
  const type = ir.type[n]!;
  putSlotAt(p, type, ir.x[i]!);
  p.put('=');
  // An element of an Int32Array takes any integer.
  p.expr(n, P_ASSIGN, type === T_I32 ? p.any : VALUE);
  p.put(';');
}

/** The call of a part is no call of the program: in stack traces it is left out. */
function callPart({ p }: StatementPrinter, i: number): void {
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

function exit({ p }: StatementPrinter, i: number): void {
  p.put(`return ${p.ir.x[i]};`);
}

function trap({ p }: StatementPrinter, i: number): void {
  p.putHelperAt(p.ir.x[i]!);
  p.put('();');
}

function trapIf({ p }: StatementPrinter, i: number): void {
  p.put('if(');
  p.expr(p.ir.y[i]!, P_ASSIGN, TRUTH);
  p.put(')');
  p.mark(p.ir.offset[i]!);
  p.putHelperAt(p.ir.x[i]!);
  p.put('();');
}

function trapFit({ p }: StatementPrinter, i: number): void {
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
  return ({ p, layout }, i) => {
    const form = layout.jumps[i];
    if (form === REDUNDANT) return;
    p.put(form === NEEDS_LABEL ? `${word} L${p.ir.x[i]};` : `${word};`);
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

const SIMPLE: readonly Simple[] = STATEMENT_OPS.map((name) => BY_NAME[name]);
