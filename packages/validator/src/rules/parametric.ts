import { BOT, INVALID, isNum, typeMismatch, V128, type ValType } from '@softwasm/syntax';
import { indexAt, type PolymorphicOf, type Rule } from './rule.ts';

/** Parametric instructions (§3.4.3). */
export const PARAMETRIC_RULES: Readonly<Record<PolymorphicOf<'parametric'>, Rule>> = {
  drop: ({ operands }) => {
    operands.popAny();
  },
  select: ({ context, operands }) => {
    operands.popI32();
    const second = operands.popAny();
    const first = operands.popAny();
    for (const type of [first, second]) {
      if (!isNum(type) && type !== V128 && type !== BOT) {
        context.fail(typeMismatch('instruction', 'numeric or vector type', 'stack', context.format(type)));
      }
    }
    if (first !== second && first !== BOT && second !== BOT) {
      const has = context.formatAll([first, second]);
      context.fail(typeMismatch('instruction', context.formatAll([first, first]), 'stack', has));
    }
    operands.push(first === BOT ? second : first);
  },
  'select t': (state, at) => {
    const { context, operands, code } = state;
    if (indexAt(state, at) !== 1) context.fail(INVALID.resultArity);
    const type = context.valType(code[at + 1] as ValType);
    operands.popI32();
    operands.pop(type);
    operands.pop(type);
    operands.push(type);
  },
};
