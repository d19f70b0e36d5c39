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
import type { ExpressionState } from '../expression-state.ts';
import { openBlock } from './blocks.ts';
import { indexAt, type PolymorphicOf, type Rule } from './rule.ts';

type ExceptionName = Extract<
  PolymorphicOf<'control'>,
  'unreachable' | 'try_table' | 'throw' | 'throw_ref' | 'try' | 'catch' | 'catch_all' | 'delegate' | 'rethrow'
>;

const EXN: ValType = refType(false, abstractHeapType('exn'));

/** What the exceptions of a tag carry. */
function tagParams(state: ExpressionState, at: number): readonly ValType[] {
  const { context } = state;
  const tagidx = indexAt(state, at);
  context.bound(tagidx, context.tags.length, INVALID.unknownTag);
  return (context.tags[tagidx] as FuncType).params;
}

/** A handler of `try_table`: three slots. Its label, outside of the block, takes what it catches. */
function checkCatch(state: ExpressionState, at: number): void {
  const { context, control } = state;
  const kind = CATCH_KINDS[indexAt(state, at)];
  const values = kind === 'catch' || kind === 'catch_ref' ? tagParams(state, at + 1) : [];
  const caught = kind === 'catch_ref' || kind === 'catch_all_ref' ? [...values, EXN] : values;
  const label = control.label(indexAt(state, at + 2));
  if (caught.length !== label.length || caught.some((type, i) => !context.matches(type, label[i] ?? 0))) {
    context.fail(typeMismatch('label', context.formatAll(label), 'catch handler', context.formatAll(caught)));
  }
}

/** The handlers of legacy `try` follow its body or one another, but for `catch_all`, which is the last. */
function expectTryOrCatch({ control }: ExpressionState): void {
  if (control.kind !== BLOCK_KINDS.catch) control.expect(BLOCK_KINDS.try);
}

/**
 * Exceptions (§3.4.8), and the legacy instructions of the proposal.
 *
 * @see https://github.com/WebAssembly/exception-handling/blob/main/proposals/exception-handling/legacy/Exceptions.md
 */
export const EXCEPTION_RULES: Readonly<Record<ExceptionName, Rule>> = {
  unreachable: ({ operands }) => operands.unreachable(),
  try_table: (state, at) => {
    const count = indexAt(state, at + 1);
    for (let i = 0; i < count; i++) checkCatch(state, at + 2 + 3 * i);
    openBlock(state, at, BLOCK_KINDS.block);
  },
  throw: (state, at) => {
    state.operands.popAll(tagParams(state, at));
    state.operands.unreachable();
  },
  throw_ref: ({ operands }) => {
    operands.pop(EXNREF);
    operands.unreachable();
  },
  try: (state, at) => openBlock(state, at, BLOCK_KINDS.try),
  catch: (state, at) => {
    expectTryOrCatch(state);
    state.control.reopen(BLOCK_KINDS.catch, tagParams(state, at));
  },
  catch_all: (state) => {
    expectTryOrCatch(state);
    state.control.reopen(BLOCK_KINDS.catch_all, []);
  },
  delegate: (state, at) => {
    const { operands, control } = state;
    control.expect(BLOCK_KINDS.try);
    operands.pushAll(control.close());
    // Counted from outside of the `try`; the function itself is a label, too.
    control.label(indexAt(state, at));
  },
  rethrow: (state, at) => {
    const { context, operands, control } = state;
    const kind = control.labelKind(indexAt(state, at));
    if (kind !== BLOCK_KINDS.catch && kind !== BLOCK_KINDS.catch_all) context.fail(INVALID.rethrowLabel);
    operands.unreachable();
  },
};
