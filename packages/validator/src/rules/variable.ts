import { type GlobalType, INVALID } from '@softwasm/syntax';
import type { ExpressionState } from '../expression-state.ts';
import { indexAt, type PolymorphicOf, type Rule } from './rule.ts';

function globalAt(state: ExpressionState, at: number): GlobalType {
  const { context } = state;
  const globalidx = indexAt(state, at);
  context.bound(globalidx, context.globals.length, INVALID.unknownGlobal);
  return context.globals[globalidx] as GlobalType;
}

/** Variable instructions (§3.4.4, §3.4.5). */
export const VARIABLE_RULES: Readonly<Record<PolymorphicOf<'variable'>, Rule>> = {
  'local.get': (state, at) => state.operands.push(state.locals.get(indexAt(state, at))),
  'local.set': (state, at) => {
    state.operands.pop(state.locals.set(indexAt(state, at)));
  },
  'local.tee': (state, at) => {
    const { operands } = state;
    const type = state.locals.set(indexAt(state, at));
    operands.pop(type);
    operands.push(type);
  },
  'global.get': (state, at) => state.operands.push(globalAt(state, at).type),
  'global.set': (state, at) => {
    const { type, mutable } = globalAt(state, at);
    if (!mutable) state.context.fail(INVALID.immutableGlobal);
    state.operands.pop(type);
  },
};
