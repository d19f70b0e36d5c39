import type { FuncType } from '@softwasm/syntax';
import type { FunctionIR } from '../ir/function-ir.ts';
import { OP } from '../ir/node-ops.ts';
import {
  S_BREAK,
  S_CONTINUE,
  S_END,
  S_IF,
  S_LOOP,
  S_NOP,
  S_RETURN,
  STATEMENT_OPS,
  type StatementOp,
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
    if (ir.kind[next] !== S_END || ir.kind[i + 1] !== S_CONTINUE || ir.x[next] !== label) return false;
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
