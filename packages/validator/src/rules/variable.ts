import { type GlobalType, INVALID } from '@softwasm/syntax';
import type { ExpressionValidator } from '../expression-validator.ts';
import { indexAt, type PolymorphicOf, type Rule } from './rule.ts';

function globalAt(validator: ExpressionValidator, at: number): GlobalType {
  const { context } = validator;
  const globalidx = indexAt(validator, at);
  context.bound(globalidx, context.globals.length, INVALID.unknownGlobal);
  return context.globals[globalidx] as GlobalType;
}

/** Variable instructions (§3.4.4, §3.4.5). */
export const VARIABLE_RULES: Readonly<Record<PolymorphicOf<'variable'>, Rule>> = {
  'local.get': (validator, at) => validator.operands.push(validator.locals.get(indexAt(validator, at))),
  'local.set': (validator, at) => {
    validator.operands.pop(validator.locals.set(indexAt(validator, at)));
  },
  'local.tee': (validator, at) => {
    const { operands } = validator;
    const type = validator.locals.set(indexAt(validator, at));
    operands.pop(type);
    operands.push(type);
  },
  'global.get': (validator, at) => validator.operands.push(globalAt(validator, at).type),
  'global.set': (validator, at) => {
    const { type, mutable } = globalAt(validator, at);
    if (!mutable) validator.context.fail(INVALID.immutableGlobal);
    validator.operands.pop(type);
  },
};
