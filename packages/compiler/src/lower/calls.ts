import type { FuncType, ValType } from '@softwasm/syntax';
import type { Builder } from '../build/builder.ts';
import { wordsOf, wordTypeOf } from '../build/module-shape.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import { OP } from '../ir/node-ops.ts';
import { S_CALL, S_CALL_INDIRECT, S_CALL_REF } from '../ir/statement-ops.ts';
import { pushVariables } from './control.ts';
import type { CallName, Family } from './families.ts';
import { popIndex } from './tables.ts';

const NONE: readonly number[] = [];

function variablesOf(b: Builder, types: readonly ValType[]): readonly number[] {
  if (types.length === 0) return NONE;
  const variables: number[] = [];
  for (let i = 0; i < types.length; i++) {
    const type = types[i]!;
    for (let word = wordsOf(type); word > 0; word--) variables.push(b.temp(wordTypeOf(type)));
  }
  return variables;
}

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
  const results = variablesOf(b, type.results);
  ir.statement(kind, callee, list, count, ir.pushResults(results), v);
  if (results.length > 0) pushVariables(b, type.results, results);
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
