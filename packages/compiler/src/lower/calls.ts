import type { FuncType } from '@softwasm/syntax';
import type { Builder } from '../build/builder.ts';
import { wordsOf, wordTypeOf } from '../build/module-shape.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import { OP } from '../ir/node-ops.ts';
import { S_CALL, S_CALL_INDIRECT, S_CALL_REF } from '../ir/statement-ops.ts';
import type { CallName, Family } from './families.ts';
import { popIndex } from './tables.ts';

/** Emits a call whose arguments are popped, and pushes its results. `extra` is one more node of the list, behind the arguments. */
function emitCall(b: Builder, kind: number, callee: number, type: FuncType, v: number, extra = -1): void {
  const { ir } = b;
  const args = b.popValues(type.params);
  b.settleState();
  const count = args.length;
  // JavaScript looks the callee up before it evaluates arguments.
  if (kind !== S_CALL) for (let i = 0; i < count; i++) args[i] = b.lazy(args[i]!);
  if (extra >= 0) args.push(extra);
  const list = ir.pushList(args);
  const results: number[] = [];
  for (const result of type.results) {
    for (let word = wordsOf(result); word > 0; word--) results.push(b.temp(wordTypeOf(result)));
  }
  ir.statement(kind, callee, list, count, ir.pushResults(results), v);
  let next = 0;
  for (const result of type.results) {
    const words: number[] = [];
    for (let word = wordsOf(result); word > 0; word--) words.push(ir.get(results[next++]!));
    b.pushWords(result, words);
  }
}

export const CALLS: Family<CallName> = {
  call: (b, at) => {
    const funcidx = b.code[at]!;
    emitCall(b, S_CALL, funcidx, b.shape.typeOfFunc(funcidx), 0);
  },
  call_indirect: (b, at) => {
    const typeidx = b.code[at]!;
    const tableidx = b.code[at + 1]!;
    // Arguments are evaluated before the index, and both before the traps of the call itself.
    const index = popIndex(b, tableidx);
    emitCall(b, S_CALL_INDIRECT, typeidx, b.shape.funcType(typeidx), tableidx, b.atom(index));
  },
  call_ref: (b, at) => {
    const { ir } = b;
    const typeidx = b.code[at]!;
    const callee = b.atom(b.pop());
    const type = b.shape.funcType(typeidx);
    b.trapIf(HELPER.trap_null_function, ir.unary(OP.isnull, callee));
    emitCall(b, S_CALL_REF, typeidx, type, callee);
  },
};
