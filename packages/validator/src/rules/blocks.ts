import { BLOCK_KINDS, type BlockKind } from '../control.ts';
import type { ExpressionValidator } from '../expression-validator.ts';
import type { Rule } from './rule.ts';

/** Opens a block whose parameters are on the stack. */
export function openBlock(validator: ExpressionValidator, at: number, kind: BlockKind): void {
  const { params, results } = validator.blockType(validator.code[at] as number);
  validator.operands.popAll(params);
  validator.control.open(kind, params, results);
}

/** Structured control (§3.4.8). */
export const BLOCK_RULES: Readonly<Record<'block' | 'loop' | 'if' | 'else' | 'end', Rule>> = {
  block: (validator, at) => openBlock(validator, at, BLOCK_KINDS.block),
  loop: (validator, at) => openBlock(validator, at, BLOCK_KINDS.loop),
  if: (validator, at) => {
    const { operands, control } = validator;
    const { params, results } = validator.blockType(validator.code[at] as number);
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
