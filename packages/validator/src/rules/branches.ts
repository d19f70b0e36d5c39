import { heapTypeOf, isNullable, isRef, typeMismatch, type ValType, withNullable } from '@softwasm/syntax';
import type { Context } from '../context.ts';
import type { ExpressionState } from '../expression-state.ts';
import { checkCast, descriptorOperand } from './casts.ts';
import { indexAt, type Rule } from './rule.ts';

type BranchName =
  | 'br'
  | 'br_if'
  | 'br_table'
  | 'br_on_null'
  | 'br_on_non_null'
  | 'br_on_cast'
  | 'br_on_cast_fail'
  | 'br_on_cast_desc_eq'
  | 'br_on_cast_desc_eq_fail';

/** `br_table`: the operands suit all labels. */
function table(state: ExpressionState, at: number): void {
  const { operands, control } = state;
  const count = indexAt(state, at);
  operands.popI32();
  const fallback = control.label(indexAt(state, at + 1 + count));
  operands.check(fallback);
  let checked = fallback;
  for (let i = 0; i < count; i++) {
    const types = control.label(indexAt(state, at + 1 + i));
    // Mostly they are those of the label before: a type that many blocks share.
    if (types === checked) continue;
    if (types.length !== fallback.length) labelMismatch(state, fallback, types);
    operands.check(types);
    checked = types;
  }
  operands.unreachable();
}

function labelMismatch({ context }: ExpressionState, expected: readonly ValType[], has: readonly ValType[]): never {
  return context.fail(typeMismatch('instruction', context.formatAll(expected), 'label', context.formatAll(has)));
}

/** The last type that a label takes, which has to be one that `type` matches; the others are returned. */
function splitLabel(context: Context, label: readonly ValType[], type: ValType): readonly ValType[] {
  const last = label[label.length - 1];
  if (last === undefined || !context.matches(type, last)) {
    context.fail(typeMismatch('instruction', context.format(type), 'label', context.formatAll(label)));
  }
  return label.slice(0, -1);
}

/** The reference left when one is known not to be of type `target`: not null where null would have been one. */
function difference(source: ValType, target: ValType): ValType {
  return isNullable(target) ? withNullable(source, false) : source;
}

/** `br_on_cast`, its opposite, and the like with a descriptor. */
function cast(state: ExpressionState, at: number, onFail: boolean, withDescriptor: boolean): void {
  const { context, operands, control } = state;
  const source = context.valType(state.code[at + 1] as ValType);
  const target = context.valType(state.code[at + 2] as ValType);
  checkCast(context, source, target);
  const rest = difference(source, target);
  const label = control.label(indexAt(state, at));
  const taken = splitLabel(context, label, onFail ? rest : target);
  if (withDescriptor) operands.pop(descriptorOperand(context, heapTypeOf(target)));
  operands.pop(source);
  operands.popAll(taken);
  operands.pushAll(taken);
  operands.push(onFail ? target : rest);
}

/** Branches (§3.4.8, §3.4.10). */
export const BRANCH_RULES: Readonly<Record<BranchName, Rule>> = {
  br: (state, at) => {
    const { operands, control } = state;
    operands.popAll(control.label(indexAt(state, at)));
    operands.unreachable();
  },
  br_if: (state, at) => {
    const { operands, control } = state;
    operands.popI32();
    const label = control.label(indexAt(state, at));
    if (label.length === 0) return;
    operands.popAll(label);
    operands.pushAll(label);
  },
  br_table: table,
  br_on_null: (state, at) => {
    const { operands, control } = state;
    const reference = operands.popRef();
    const label = control.label(indexAt(state, at));
    operands.popAll(label);
    operands.pushAll(label);
    operands.push(withNullable(reference, false));
  },
  br_on_non_null: (state, at) => {
    const { context, operands, control } = state;
    const label = control.label(indexAt(state, at));
    const last = label[label.length - 1];
    if (last === undefined || !isRef(last)) {
      return context.fail(typeMismatch('instruction', 'reference type', 'label', context.formatAll(label)));
    }
    const taken = label.slice(0, -1);
    operands.pop(withNullable(last, true));
    operands.popAll(taken);
    operands.pushAll(taken);
  },
  br_on_cast: (state, at) => cast(state, at, false, false),
  br_on_cast_fail: (state, at) => cast(state, at, true, false),
  br_on_cast_desc_eq: (state, at) => cast(state, at, false, true),
  br_on_cast_desc_eq_fail: (state, at) => cast(state, at, true, true),
};
