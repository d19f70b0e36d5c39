import {
  abstractHeapType,
  CATCH_KINDS,
  EXNREF,
  type FuncType,
  INVALID,
  refType,
  typeMismatch,
  type ValType,
} from '@softwasm/syntax';
import { BLOCK_KINDS } from '../control.ts';
import type { ExpressionValidator } from '../expression-validator.ts';
import { openBlock } from './blocks.ts';
import { indexAt, type PolymorphicOf, type Rule } from './rule.ts';

type ExceptionName = Extract<
  PolymorphicOf<'control'>,
  'unreachable' | 'try_table' | 'throw' | 'throw_ref' | 'try' | 'catch' | 'catch_all' | 'delegate' | 'rethrow'
>;

const EXN: ValType = refType(false, abstractHeapType('exn'));

/** What the exceptions of a tag carry. */
function tagParams(validator: ExpressionValidator, at: number): readonly ValType[] {
  const { context } = validator;
  const tagidx = indexAt(validator, at);
  context.bound(tagidx, context.tags.length, INVALID.unknownTag);
  return (context.tags[tagidx] as FuncType).params;
}

/** A handler of `try_table`: three slots. Its label, outside of the block, takes what it catches. */
function checkCatch(validator: ExpressionValidator, at: number): void {
  const { context, control } = validator;
  const kind = CATCH_KINDS[indexAt(validator, at)];
  const values = kind === 'catch' || kind === 'catch_ref' ? tagParams(validator, at + 1) : [];
  const caught = kind === 'catch_ref' || kind === 'catch_all_ref' ? [...values, EXN] : values;
  const label = control.label(indexAt(validator, at + 2));
  if (caught.length !== label.length || caught.some((type, i) => !context.matches(type, label[i] ?? 0))) {
    context.fail(typeMismatch('label', context.formatAll(label), 'catch handler', context.formatAll(caught)));
  }
}

/** The handlers of legacy `try` follow its body or one another, but for `catch_all`, which is the last. */
function expectTryOrCatch({ control }: ExpressionValidator): void {
  if (control.kind !== BLOCK_KINDS.catch) control.expect(BLOCK_KINDS.try);
}

/**
 * Exceptions (§3.4.8), and the legacy instructions of the proposal.
 *
 * @see https://github.com/WebAssembly/exception-handling/blob/main/proposals/exception-handling/legacy/Exceptions.md
 */
export const EXCEPTION_RULES: Readonly<Record<ExceptionName, Rule>> = {
  unreachable: ({ operands }) => operands.unreachable(),
  try_table: (validator, at) => {
    const count = indexAt(validator, at + 1);
    for (let i = 0; i < count; i++) checkCatch(validator, at + 2 + 3 * i);
    openBlock(validator, at, BLOCK_KINDS.block);
  },
  throw: (validator, at) => {
    validator.operands.popAll(tagParams(validator, at));
    validator.operands.unreachable();
  },
  throw_ref: ({ operands }) => {
    operands.pop(EXNREF);
    operands.unreachable();
  },
  try: (validator, at) => openBlock(validator, at, BLOCK_KINDS.try),
  catch: (validator, at) => {
    expectTryOrCatch(validator);
    validator.control.reopen(BLOCK_KINDS.catch, tagParams(validator, at));
  },
  catch_all: (validator) => {
    expectTryOrCatch(validator);
    validator.control.reopen(BLOCK_KINDS.catch_all, []);
  },
  delegate: (validator, at) => {
    const { operands, control } = validator;
    control.expect(BLOCK_KINDS.try);
    operands.pushAll(control.close());
    // Counted from outside of the `try`; the function itself is a label, too.
    control.label(indexAt(validator, at));
  },
  rethrow: (validator, at) => {
    const { context, operands, control } = validator;
    const kind = control.labelKind(indexAt(validator, at));
    if (kind !== BLOCK_KINDS.catch && kind !== BLOCK_KINDS.catch_all) context.fail(INVALID.rethrowLabel);
    operands.unreachable();
  },
};
