import type { InstructionName } from '@softwasm/syntax';
import { OPERATION } from '../operations.generated.ts';
import { isNull, nonZero, not, popCondition } from './conditions.ts';
import type { ControlFrame } from './control-frame.ts';
import type { Condition } from './jumps.ts';
import { REFERENCE, WORD } from './shapes.ts';
import type { Translations, Translator } from './translator.ts';

/** Leaves an arm for the end of its construct. */
export function leaveArm(t: Translator, frame: ControlFrame): void {
  if (!t.reachable) return;
  t.finishArm(frame);
  t.code.push(OPERATION.br);
  t.pushTarget(frame);
}

function beginIf(t: Translator, at: number): void {
  const { params, results } = t.blockType(t.body[at]!);
  const { inverse, operands } = popCondition(t);
  const frame = t.open('if', params, results);
  frame.elseAt = t.jumpForward(inverse, operands);
}

function beginElse(t: Translator): void {
  const frame = t.frameOf(0);
  leaveArm(t, frame);
  t.bind(frame.elseAt);
  frame.kind = 'else';
  t.reachable = true;
  t.resetTo(frame, frame.params);
}

function end(t: Translator): void {
  const frame = t.frameOf(0);
  t.finishArm(frame);
  if (frame.kind === 'if') {
    t.bind(frame.elseAt);
    frame.targeted = true;
  } else if (frame.kind === 'try_table' || frame.kind === 'try') t.closeRegion(frame.region!);
  t.close(frame);
  if (frame.kind === 'function' && t.reachable) t.emitReturn();
}

function branchTable(t: Translator, at: number): void {
  const { body, code } = t;
  const count = body[at]!;
  const index = t.pop();
  t.settleTop(t.labelTypes(t.frameOf(body[at + 1 + count]!)).length);
  t.emit('br_table', index, count);
  /** By label whose values must move: where the jumps to the moves stand. */
  const moving = new Map<number, number[]>();
  for (let i = 0; i <= count; i++) {
    const label = body[at + 1 + i]!;
    const frame = t.frameOf(label);
    if (t.isInPlace(frame)) {
      t.pushTarget(frame);
      continue;
    }
    const jumps = moving.get(label);
    if (jumps === undefined) moving.set(label, [code.length]);
    else jumps.push(code.length);
    code.push(-1);
  }
  for (const [label, jumps] of moving) {
    for (const jump of jumps) t.bind(jump);
    const frame = t.frameOf(label);
    t.moveDown(frame);
    code.push(OPERATION.br);
    t.pushTarget(frame);
  }
  t.reachable = false;
}

/** A branch with a reference, which is the topmost operand, where a test of it holds. */
export function branchOnReference(t: Translator, label: number, condition: Condition): void {
  t.branchIf(t.frameOf(label), condition);
}

function branchOnNull(t: Translator, at: number): void {
  t.settleTop(1);
  const register = t.pop();
  const frame = t.frameOf(t.body[at]!);
  t.branchIf(frame, isNull(register));
  t.push(REFERENCE);
}

function branchOnNonNull(t: Translator, at: number): void {
  t.settleTop(1);
  const register = t.argumentsPlace(1);
  branchOnReference(t, t.body[at]!, not(isNull(register)));
  t.drop();
}

/** Pops the value of a test that a handler made. */
export function testCondition(t: Translator, whenFalse = false): Condition {
  const condition = nonZero(t.pop());
  return whenFalse ? not(condition) : condition;
}

export const CONTROL: Translations<
  | `${'unreachable' | 'nop' | 'block' | 'loop' | 'if' | 'else' | 'end' | 'return'}`
  | Extract<InstructionName, `br${string}`>
> = {
  unreachable: (t) => {
    t.emit('unreachable');
    t.reachable = false;
  },
  nop: () => {},
  block: (t, at) => {
    const { params, results } = t.blockType(t.body[at]!);
    t.open('block', params, results);
  },
  loop: (t, at) => {
    const { params, results } = t.blockType(t.body[at]!);
    t.open('loop', params, results);
  },
  if: beginIf,
  else: beginElse,
  end,
  br: (t, at) => t.branch(t.frameOf(t.body[at]!)),
  br_if: (t, at) => {
    const condition = popCondition(t);
    t.branchIf(t.frameOf(t.body[at]!), condition);
  },
  br_table: branchTable,
  return: (t) => t.emitReturn(),
  br_on_null: branchOnNull,
  br_on_non_null: branchOnNonNull,
  br_on_cast: (t, at) => branchOnCast(t, at, false),
  br_on_cast_fail: (t, at) => branchOnCast(t, at, true),
  br_on_cast_desc_eq: (t, at) => branchOnDescriptor(t, at, false),
  br_on_cast_desc_eq_fail: (t, at) => branchOnDescriptor(t, at, true),
};

/** The slots of a `cast` immediate: label, source type, target type. */
function branchOnCast(t: Translator, at: number, fails: boolean): void {
  t.settleTop(1);
  t.handlerResult(WORD, 'ref.test', t.argumentsPlace(1), t.body[at + 2]!);
  branchOnReference(t, t.body[at]!, testCondition(t, fails));
}

function branchOnDescriptor(t: Translator, at: number, fails: boolean): void {
  t.settleTop(2);
  const descriptor = t.pop();
  t.handlerResult(WORD, 'ref.test_desc', t.argumentsPlace(1), descriptor, t.body[at + 2]!);
  branchOnReference(t, t.body[at]!, testCondition(t, fails));
}
