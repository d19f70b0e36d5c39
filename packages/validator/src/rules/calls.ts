import { concreteHeapType, FUNCREF, type FuncType, INVALID, refType, typeMismatch } from '@softwasm/syntax';
import type { TableEntry } from '../context.ts';
import type { ExpressionState } from '../expression-state.ts';
import { indexAt, type Rule } from './rule.ts';

type CallName =
  | 'call'
  | 'call_indirect'
  | 'call_ref'
  | 'return'
  | 'return_call'
  | 'return_call_indirect'
  | 'return_call_ref';

/** The callee's type; what of it is an operand, apart from the arguments, is popped. */
type Callee = (state: ExpressionState, at: number) => FuncType;

const direct: Callee = (state, at) => {
  const { context } = state;
  const funcidx = indexAt(state, at);
  context.bound(funcidx, context.funcs.length, INVALID.unknownFunction);
  return context.funcTypeOfId(context.funcs[funcidx] as number);
};

const indirect: Callee = (state, at) => {
  const { context, operands } = state;
  const tableidx = indexAt(state, at + 1);
  context.bound(tableidx, context.tables.length, INVALID.unknownTable);
  const { element, address } = context.tables[tableidx] as TableEntry;
  const type = context.funcType(indexAt(state, at));
  if (!context.matches(element, FUNCREF)) {
    context.fail(typeMismatch('instruction', 'table of function type', 'table', context.format(element)));
  }
  operands.pop(address);
  return type;
};

const byReference: Callee = (state, at) => {
  const { context, operands } = state;
  const typeidx = indexAt(state, at);
  const type = context.funcType(typeidx);
  operands.pop(refType(true, concreteHeapType(context.typeId(typeidx))));
  return type;
};

function call(callee: Callee): Rule {
  return (state, at) => {
    const { operands } = state;
    const { params, results } = callee(state, at);
    operands.popAll(params);
    operands.pushAll(results);
  };
}

function tailCall(callee: Callee): Rule {
  return (state, at) => {
    const { context, operands, results: expected } = state;
    const { params, results } = callee(state, at);
    if (results.length !== expected.length || results.some((type, i) => !context.matches(type, expected[i] ?? 0))) {
      context.fail(typeMismatch('current function', context.formatAll(expected), 'callee', context.formatAll(results)));
    }
    operands.popAll(params);
    operands.unreachable();
  };
}

/** Calls and returns (§3.4.8). */
export const CALL_RULES: Readonly<Record<CallName, Rule>> = {
  call: call(direct),
  call_indirect: call(indirect),
  call_ref: call(byReference),
  return: ({ operands, results }) => {
    operands.popAll(results);
    operands.unreachable();
  },
  return_call: tailCall(direct),
  return_call_indirect: tailCall(indirect),
  return_call_ref: tailCall(byReference),
};
