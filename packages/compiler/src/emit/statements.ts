import type { FuncType } from '@softwasm/syntax';
import type { FunctionIR } from '../ir/function-ir.ts';
import { OP } from '../ir/node-ops.ts';
import {
  OPENING,
  S_BLOCK,
  S_BREAK,
  S_CASE,
  S_CATCH,
  S_CONTINUE,
  S_DEFAULT,
  S_ELSE,
  S_END,
  S_IF,
  S_LOOP,
  S_NOP,
  S_RETURN,
  S_SET,
  S_SWITCH,
  S_TRY,
} from '../ir/statement-ops.ts';
import { AS_BLOCK, DISSOLVED, DO_WHILE, GUARD, type Layout, PLAIN, REDUNDANT, REPEATED, WHILE } from './layout.ts';
import { P_ASSIGN, P_UNARY, type Printer, SIGNED, TRUTH } from './printer.ts';
import { isSingle, longInScratch, notSimple, SIMPLE, type StatementContext } from './simple-statements.ts';
import { hasZeroTest, putRareZero, putZeroTest } from './typed-array-access.ts';

/** Prints the statements of a function. */
export class StatementPrinter implements StatementContext {
  readonly p: Printer;
  readonly layout: Layout;
  readonly results: FuncType['results'];

  /** Where to note, by statement and one behind, at which character its text begins; what is printed with the statement before has -1. */
  private readonly places: Int32Array | undefined;

  constructor(p: Printer, layout: Layout, results: FuncType['results'], places?: Int32Array) {
    this.p = p;
    this.layout = layout;
    this.results = results;
    this.places = places?.fill(-1);
  }

  print(): void {
    const { p, places } = this;
    const { ir } = p;
    const { kind } = ir;
    for (let i = 0; i < ir.statementCount; i++) {
      const k = kind[i]!;
      if (places !== undefined) places[i] = p.size;
      if (SIMPLE[k] === notSimple) {
        p.inScratch = -1;
        // The condition of a do-while is printed at its end, and evaluated before it.
        if (k !== S_END) p.ranges?.reach(i);
        i += this.construct(k, i) - 1;
      } else if (k === S_SET && p.accumulates && kind[i + 1] === S_IF && this.leavesIfZero(i)) this.tested = i;
      else {
        this.taken = 1;
        this.statement(i);
        i += this.taken - 1;
      }
    }
    if (places !== undefined) places[ir.statementCount] = p.size;
  }

  /** The statements that opened what is open; -1 for an `if` that a loop is written as. */
  private readonly opened: number[] = [];

  /** Prints what opens, divides or closes a construct. @returns how many statements that was */
  private construct(k: number, i: number): number {
    const { p, opened } = this;
    const { x, y, kind } = p.ir;
    if (OPENING[k] === 1) {
      if (k === S_IF && this.shortIf(i)) return 3;
      opened.push(i);
      if (k === S_LOOP && this.layout.forms[x[i]!] === WHILE) {
        this.openWhile(i);
        // The `if` is the loop.
        opened.push(-1);
        return 2;
      }
      this.open(k, i);
    } else if (k === S_END) {
      const start = opened.pop()!;
      // Behind a `continue` that is left out nothing comes to the end, whatever it says: passes may have moved `return`s there.
      if (start >= 0) this.close(kind[start]!, x[i]!, y[i] === 1 && this.layout.jumps[i - 1] !== REDUNDANT);
    } else {
      if (k === S_ELSE) p.put('}else{');
      else if (k === S_CASE) p.put(`case ${x[i]}:`);
      else if (k === S_DEFAULT) p.put('default:');
      else if (k === S_CATCH) {
        p.put(`}catch(e){${p.names[y[i]!]}=e;`);
        this.growth();
      }
      p.newline();
    }
    return 1;
  }

  private statement(i: number): void {
    const { p } = this;
    this.simple(i);
    if (p.column > 0) p.newline();
  }

  /** Prints one simple statement. */
  simple(i: number): void {
    const { p } = this;
    p.mayGrow = false;
    p.ranges?.reach(i);
    p.mark(p.ir.offset[i]!);
    SIMPLE[p.ir.kind[i]!]!(this, i);
    if (p.ir.hasLongs) p.inScratch = longInScratch(p, i);
    if (p.mayGrow && p.ir.kind[i] !== S_RETURN) this.growth();
  }

  /** Notes where something must be done because a memory may have grown. */
  private growth(): void {
    const { p } = this;
    // A line that has ended already is gone back to.
    p.outer?.growth(p.column === 0 ? p.size - 1 : p.size);
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
    p.inLine = braces;
    this.simple(i + 1);
    p.inLine = false;
    p.inScratch = -1;
    if (braces) p.put('}');
    else if (p.size === before) p.put(';');
    if (p.column > 0) p.newline();
    return true;
  }

  /** Whether this `if` is the condition of the do-while that ends behind it. */
  private isRepetition(i: number): boolean {
    const { ir } = this.p;
    const label = ir.x[i + 1]!;
    const next = i + 3;
    if (ir.kind[next] !== S_END || ir.kind[i + 1] !== S_CONTINUE || ir.x[next] !== label) return false;
    if (this.layout.forms[label] !== DO_WHILE) return false;
    this.repetition = ir.y[i]!;
    return true;
  }

  /** The `set` that the next `if` prints as its condition; -1 for none. */
  private tested = -1;

  /** Whether a `set` loads what the `if` behind it leaves a loop for where it is 0, as at the end of a string: that is rare. */
  private leavesIfZero(i: number): boolean {
    const { p, layout } = this;
    const { ir } = p;
    p.ranges?.reach(i);
    const n = ir.y[i]!;
    const variable = ir.x[i]!;
    if (!hasZeroTest(p, n) || ir.readsVariable(n, variable)) return false;
    const condition = ir.y[i + 1]!;
    if (layout.forms[ir.x[i + 1]!] === GUARD) return isGet(ir, condition, variable);
    if (ir.op[condition] !== OP.not || !isGet(ir, ir.a[condition]!, variable) || ir.kind[i + 2] !== S_BREAK)
      return false;
    return ir.kind[i + 3] === S_END && layout.labelled[ir.x[i + 1]!] === 0 && this.isOutOfLoop(ir.x[i + 2]!);
  }

  /** Whether a label is that of the innermost loop, or of a construct around it. */
  private isOutOfLoop(label: number): boolean {
    const { opened } = this;
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

  taken = 1;

  /** The condition of the do-while that is about to end. */
  private repetition = -1;

  private label(label: number): void {
    if (this.layout.labelled[label] === 1) this.p.put(`L${label}:`);
  }

  private open(k: number, i: number): void {
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
    } else if (k === S_IF || k === S_SWITCH) {
      if (form === REPEATED) this.makeWord(i);
      this.label(label);
      if (form === REPEATED) {
        p.outer?.enterLoop();
        p.put('for(;;){');
      }
      p.put(k === S_IF ? 'if(' : 'switch(');
      p.expr(p.ir.y[i]!, P_ASSIGN, k === S_IF ? TRUTH : SIGNED);
      p.put('){');
      p.newline();
    } else if (k === S_TRY) {
      this.label(label);
      p.put('try{');
      p.newline();
    } else if (form !== DISSOLVED) {
      if (k === S_LOOP) this.makeWord(i + 1);
      this.label(label);
      if (k === S_LOOP && form !== AS_BLOCK) p.outer?.enterLoop();
      p.put(k === S_BLOCK || form === AS_BLOCK ? '{' : form === DO_WHILE ? 'do{' : 'for(;;){');
      p.newline();
    }
  }

  /**
   * `l0=l0|0;` before a loop that begins with a switch on `l0`: parameters and results of calls are values of any kind to a JIT compiler, and what may be one
   * of these or a constant stays one where control flow joins, to be looked at anew by each dispatch. @param at the first statement that is repeated
   */
  private makeWord(at: number): void {
    const { p } = this;
    const { ir } = p;
    if (p.options.tune !== 'jit') return;
    let i = at;
    while (ir.kind[i] === S_BLOCK || ir.kind[i] === S_NOP) i++;
    const state = ir.y[i]!;
    if (ir.kind[i] !== S_SWITCH || ir.op[state] !== OP.get) return;
    // A switch that is a loop itself, in another one, says so itself.
    if (i !== at && this.layout.forms[ir.x[i]!] === REPEATED) return;
    const name = p.names[ir.a[state]!]!;
    p.put(`${name}=${name}|0;`);
    p.newline();
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

  private close(k: number, label: number, reachable: boolean): void {
    const { p } = this;
    const form = this.layout.forms[label];
    if (form === GUARD) return;
    if (form === REPEATED || (k === S_LOOP && form !== DISSOLVED && form !== AS_BLOCK)) p.outer?.leaveLoop();
    if (k === S_LOOP && form === DO_WHILE) {
      p.put('}while(');
      p.expr(this.repetition, P_ASSIGN, TRUTH);
      p.put(');');
      p.newline();
      return;
    }
    if ((k === S_BLOCK || k === S_LOOP) && form === DISSOLVED) return;
    if (k === S_SWITCH && form === REPEATED) {
      p.put('}break;');
    } else if (k === S_LOOP && form === PLAIN && reachable) {
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
