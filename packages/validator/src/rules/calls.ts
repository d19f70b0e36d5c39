import { concreteHeapType, FUNCREF, type FuncType, INVALID, refType, typeMismatch } from '@softwasm/syntax';
import type { TableEntry } from '../context.ts';
import type { ExpressionValidator } from '../expression-validator.ts';
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
type Callee = (validator: ExpressionValidator, at: number) => FuncType;

const direct: Callee = (validator, at) => {
  const { context } = validator;
  const funcidx = indexAt(validator, at);
  context.bound(funcidx, context.funcs.length, INVALID.unknownFunction);
  return context.funcTypeOfId(context.funcs[funcidx] as number);
};

const indirect: Callee = (validator, at) => {
  const { context, operands } = validator;
  const tableidx = indexAt(validator, at + 1);
  context.bound(tableidx, context.tables.length, INVALID.unknownTable);
  const { element, address } = context.tables[tableidx] as TableEntry;
  const type = context.funcType(indexAt(validator, at));
  if (!context.matches(element, FUNCREF)) {
    context.fail(typeMismatch('instruction', 'table of function type', 'table', context.format(element)));
  }
  operands.pop(address);
  return type;
};

const byReference: Callee = (validator, at) => {
  const { context, operands } = validator;
  const typeidx = indexAt(validator, at);
  const type = context.funcType(typeidx);
  operands.pop(refType(true, concreteHeapType(context.typeId(typeidx))));
  return type;
};

function call(callee: Callee): Rule {
  return (validator, at) => {
    const { operands } = validator;
    const { params, results } = callee(validator, at);
    operands.popAll(params);
    operands.pushAll(results);
  };
}

function tailCall(callee: Callee): Rule {
  return (validator, at) => {
    const { context, operands, results: expected } = validator;
    const { params, results } = callee(validator, at);
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
