import type { FuncType } from '@softwasm/syntax';
import { wordsOf } from '../build/module-shape.ts';
import { V_PARAM } from '../ir/function-ir.ts';
import { S_RETURN_CALL, S_RETURN_CALL_INDIRECT } from '../ir/statement-ops.ts';
import { P_ASSIGN, P_CALL, type Printer, SIGNED } from './printer.ts';
import { putIndirect, putSlot } from './slots.ts';

/** In a position instead of a byte offset: no instruction is behind this code. */
export const NO_INSTRUCTION = -1;

/** The name of a function's body where the function itself is the trampoline around it. */
export function bodyName(name: string): string {
  return `${name}$t`;
}

/** Puts what makes a function of a body with tail calls; see docs/CALLING-CONVENTION.md. */
export function putTrampoline(p: Printer, name: string, { params }: FuncType): void {
  const { ir } = p;
  const names: string[] = [];
  for (let v = 0; v < ir.varCount && ir.varKind[v] === V_PARAM; v++) names.push(p.names[v]!);
  const body = bodyName(name);
  p.newline();
  p.mark(NO_INSTRUCTION);
  p.put(`function ${name}(${names.join()}){let r=${body}(${names.join()});while(r===`);
  p.putHelper('TAIL');
  p.put(')r=TAIL.next();return r;}');
  p.newline();
  p.put(`${name}.tail=()=>${body}(`);
  eachWord(params, (type, k, word, first) => {
    if (!first) p.put(',');
    putSlot(p, type, k, word);
  });
  p.put(');');
}

function eachWord(
  types: FuncType['params'],
  visit: (type: number, k: number, word: number, first: boolean) => void,
): void {
  types.forEach((type, k) => {
    for (let word = 0; word < wordsOf(type); word++) visit(type, k, word, k === 0 && word === 0);
  });
}

/**
 * Puts a tail call:
 *
 * ```
 * {const c=callee;if(c.tail===undefined)return c(args);slots=args;TAIL.next=c.tail;return TAIL;}
 * ```
 *
 * Code without tail calls of its own is called right away, unless the call must wait until a `try` is left.
 */
export function putTailCall(p: Printer, i: number): void {
  const { ir } = p;
  const args = ir.y[i]!;
  const later = ir.w[i] === 1;
  p.tailCalls = true;
  p.put('{const c=');
  p.mark(ir.offset[i]!);
  const { params } = putCallee(p, i);
  p.put(';if(c.tail===undefined)');
  if (later) {
    p.put('TAIL.next=');
    p.putHelper('tail_later');
    p.put('(c');
    if (ir.z[i]! > 0) p.put(',');
  } else p.put('return c(');
  p.args(args, ir.z[i]!);
  p.put(later ? ');else{' : ');');
  let next = args;
  eachWord(params, (type, k, word) => {
    putSlot(p, type, k, word);
    p.put('=');
    p.expr(ir.list[next++]!, P_ASSIGN, SIGNED);
    p.put(';');
  });
  p.put(later ? 'TAIL.next=c.tail;}return ' : 'TAIL.next=c.tail;return ');
  p.putHelper('TAIL');
  p.put(';}');
}

/** @returns the callee's type */
function putCallee(p: Printer, i: number): FuncType {
  const { ir, shape } = p;
  const kind = ir.kind[i];
  const callee = ir.x[i]!;
  if (kind === S_RETURN_CALL) {
    p.putFunction(callee);
    return shape.typeOfFunc(callee);
  }
  if (kind === S_RETURN_CALL_INDIRECT) {
    putIndirect(p, callee, ir.v[i]!, ir.list[ir.y[i]! + ir.z[i]!]!);
  } else {
    p.expr(ir.v[i]!, P_CALL, SIGNED);
    p.put('.code');
  }
  return shape.funcType(callee);
}
