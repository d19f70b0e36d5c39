import { BLOCK_KINDS, type BlockKind } from '../control.ts';
import type { ExpressionState } from '../expression-state.ts';
import type { Rule } from './rule.ts';

/** Opens a block whose parameters are on the stack. */
export function openBlock(state: ExpressionState, at: number, kind: BlockKind): void {
  const { params, results } = state.blockType(state.code[at] as number);
  state.operands.popAll(params);
  state.control.open(kind, params, results);
}

/** Structured control (§3.4.8). */
export const BLOCK_RULES: Readonly<Record<'block' | 'loop' | 'if' | 'else' | 'end', Rule>> = {
  block: (state, at) => openBlock(state, at, BLOCK_KINDS.block),
  loop: (state, at) => openBlock(state, at, BLOCK_KINDS.loop),
  if: (state, at) => {
    const { operands, control } = state;
    const { params, results } = state.blockType(state.code[at] as number);
    operands.popI32();
    operands.popAll(params);
    control.open(BLOCK_KINDS.if, params, results);
  },
  else: ({ control }) => {
    control.expect(BLOCK_KINDS.if);
    control.reopen(BLOCK_KINDS.else);
  },
  end: ({ control, operands }) => {
    // Without `else` the other branch is empty: what goes in has to come out.
    if (control.kind === BLOCK_KINDS.if) control.reopen(BLOCK_KINDS.else);
    operands.pushAll(control.close());
  },
};
