import { CATCH_KINDS, EXNREF, type FuncType, type ValType, withNullable } from '@softwasm/syntax';
import { branchVariables, emitBranch, frameOf } from '../build/branches.ts';
import type { Builder } from '../build/builder.ts';
import type { Attempt, ControlFrame } from '../build/control-frame.ts';
import { wordsOf, wordTypeOf } from '../build/module-shape.ts';
import { popNonNull } from '../build/operands.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import { V_LOCAL } from '../ir/function-ir.ts';
import { OP, T_F32, T_F64, T_I32, T_REF } from '../ir/node-ops.ts';
import { payload, tagged } from '../ir/references.ts';
import { ENTITIES, S_BLOCK, S_BREAK, S_CATCH, S_END, S_IF, S_TRY } from '../ir/statement-ops.ts';
import { both, compare } from '../ir/words.ts';
import { blockType, finishArm, open, pushVariables } from './control.ts';
import type { ExceptionName, Family } from './families.ts';

const TAG = ENTITIES.indexOf('tag');
const INSTANCE = ENTITIES.indexOf('instance');

/*
 * Both kinds of `try` become JavaScript's:
 *
 * ```
 * T: try { body } catch (e) { thrown = e; exception = caught_by(thrown); if (exception.tag === …) { handler; break T } … rethrow(thrown) }
 * ```
 *
 * `caught_by` throws again what no handler may catch: traps, also those that are errors of the JavaScript engine.
 */

/** The values that an exception with a tag carries. */
function payloadTypes(b: Builder, tag: number): FuncType['params'] {
  return b.shape.tagType(tag).params;
}

/** Throws. What follows cannot be reached. */
function emitThrow(b: Builder, helper: number, args: readonly number[]): void {
  b.settleLoads();
  b.helper(helper, args, []);
  b.reachable = false;
}

/** Words as a payload has them: NaNs boxed, for an array of doubles would lose their bits. */
function boxed(b: Builder, words: readonly number[]): number[] {
  const { ir } = b;
  return words.map((word) => {
    const type = ir.type[word]!;
    if (type !== T_F32 && type !== T_F64) return word;
    return ir.call(type === T_F32 ? HELPER.box_f32 : HELPER.box_f64, T_REF, [word]);
  });
}

function throwTag(b: Builder, at: number): void {
  const tag = b.code[at]!;
  const words = b.popValues(payloadTypes(b, tag));
  emitThrow(b, HELPER.throw_exception, [b.ir.entity(TAG, tag), ...boxed(b, words)]);
}

function openTry(b: Builder, blocktype: number, close: (frame: ControlFrame) => void): ControlFrame {
  const frame = open(b, 'try', blockType(b, blocktype));
  frame.start = b.ir.statement(S_TRY, frame.label, 0, 0, 0, 0);
  const attempt: Attempt = {
    at: b.frames.length - 1,
    inBody: true,
    thrown: -1,
    exception: -1,
    clause: -1,
    lowestTarget: b.attempts.length,
    delegatedTo: false,
    close: () => close(frame),
  };
  frame.attempt = attempt;
  b.attempts.push(attempt);
  return frame;
}

/** What is delegated further out comes by the construct around this one, too. */
function leaveBody(b: Builder, attempt: Attempt): void {
  attempt.inBody = false;
  b.attempts.pop();
  const around = b.attempts[b.attempts.length - 1];
  if (around !== undefined && attempt.lowestTarget < around.lowestTarget) around.lowestTarget = attempt.lowestTarget;
}

/** Ends the body, whose results go where the construct's end expects them. */
function beginCatch(b: Builder, frame: ControlFrame, attempt: Attempt): void {
  const { ir } = b;
  if (b.reachable) finishArm(b, frame);
  frame.thenReachable = b.reachable;
  leaveBody(b, attempt);
  attempt.thrown = b.temp(T_REF);
  ir.statement(S_CATCH, frame.label, attempt.thrown, 0, 0, 0);
  b.truncate(frame);
}

/** Throws again what is delegated further out; what was delegated to this construct has arrived. */
function letPass(b: Builder, frame: ControlFrame, attempt: Attempt): void {
  // Its own place among the attempts is free again.
  if (attempt.lowestTarget >= b.attempts.length && !attempt.delegatedTo) return;
  const { ir } = b;
  const target = delegationVariable(b);
  const delegated = compare(ir, OP.ne, ir.get(target), ir.i32(0));
  const elsewhere = compare(ir, OP.ne, ir.get(target), ir.i32(delegationTo(frame)));
  const label = ir.label();
  ir.statement(S_IF, label, both(ir, delegated, elsewhere), 0, 0, 0);
  rethrow(b, attempt);
  ir.statement(S_END, label, 0, 0, 0, 0);
  b.set(target, ir.i32(0));
}

/** Makes the exception that handlers look at of what was thrown. */
function beginHandlers(b: Builder, frame: ControlFrame, attempt: Attempt): void {
  letPass(b, frame, attempt);
  const args = [b.ir.entity(INSTANCE, 0), b.ir.get(attempt.thrown)];
  attempt.exception = b.helper(HELPER.caught_by, args, [T_REF])[0]!;
}

function rethrow(b: Builder, { thrown }: Attempt): void {
  b.helper(HELPER.rethrow, [b.ir.get(thrown)], []);
}

/** Closes a construct whose arms all left their results in its variables. */
function endTry(b: Builder, frame: ControlFrame): void {
  b.ir.statement(S_END, frame.label, 0, 0, 0, 0);
  b.truncate(frame);
  b.reachable = frame.thenReachable || frame.targeted;
  if (b.reachable) pushVariables(b, frame.results, frame.results.length === 0 ? [] : branchVariables(b, frame));
}

/** Pushes the payload of the exception that a handler is for. */
function pushPayload(b: Builder, exception: number, types: readonly ValType[]): void {
  let next = 0;
  for (const type of types) {
    const words: number[] = [];
    for (let i = wordsOf(type); i > 0; i--) words.push(payload(b.ir, exception, next++, wordTypeOf(type)));
    b.pushWords(type, words);
  }
}

// `try_table`

/** One handler of a `try_table`. @returns whether it catches everything */
function tableHandler(b: Builder, { exception }: Attempt, kind: number, tag: number, label: number): boolean {
  const { ir } = b;
  const name = CATCH_KINDS[kind]!;
  const all = name === 'catch_all' || name === 'catch_all_ref';
  const condition = ir.label();
  if (!all) ir.statement(S_IF, condition, tagged(ir, exception, tag), 0, 0, 0);
  const values = b.types.length;
  const words = b.stack.length;
  if (!all) pushPayload(b, exception, payloadTypes(b, tag));
  if (name === 'catch_ref' || name === 'catch_all_ref') b.push(withNullable(EXNREF, false), exception);
  // Labels of handlers do not count the construct itself.
  const target = frameOf(b, label + 1);
  emitBranch(b, target);
  b.types.length = values;
  b.stack.length = words;
  b.settled = Math.min(b.settled, words);
  if (!all) ir.statement(S_END, condition, 0, 0, 0, 0);
  return all;
}

/** The slots of `catches`: n, then kind, tag and label of each. */
function tryTable(b: Builder, at: number): void {
  const { code } = b;
  const count = code[at + 1]!;
  openTry(b, code[at]!, (frame) => {
    const attempt = frame.attempt!;
    beginCatch(b, frame, attempt);
    beginHandlers(b, frame, attempt);
    let all = false;
    for (let i = 0; i < count && !all; i++) {
      const clause = at + 2 + 3 * i;
      all = tableHandler(b, attempt, code[clause]!, code[clause + 1]!, code[clause + 2]!);
    }
    if (!all) rethrow(b, attempt);
    endTry(b, frame);
  });
}

// `try`, `catch`, `catch_all`, `delegate`, `rethrow`

/** Ends the body or the handler before. */
function endArm(b: Builder, frame: ControlFrame, attempt: Attempt): void {
  if (attempt.inBody) {
    beginCatch(b, frame, attempt);
    beginHandlers(b, frame, attempt);
    return;
  }
  if (b.reachable) {
    finishArm(b, frame);
    frame.targeted = true;
    b.ir.statement(S_BREAK, frame.label, 0, 0, 0, 0);
  }
  if (attempt.clause >= 0) b.ir.statement(S_END, attempt.clause, 0, 0, 0, 0);
  attempt.clause = -1;
  b.truncate(frame);
}

function legacyTry(b: Builder, at: number): void {
  openTry(b, b.code[at]!, (frame) => {
    const attempt = frame.attempt!;
    if (attempt.inBody && attempt.delegatedTo) {
      beginCatch(b, frame, attempt);
      letPass(b, frame, attempt);
      rethrow(b, attempt);
    } else if (attempt.inBody) {
      // No handlers: it only is a block.
      b.ir.kind[frame.start] = S_BLOCK;
      if (b.reachable) finishArm(b, frame);
      frame.thenReachable = b.reachable;
      leaveBody(b, attempt);
    } else {
      const all = attempt.clause < 0;
      endArm(b, frame, attempt);
      if (!all) rethrow(b, attempt);
    }
    endTry(b, frame);
  });
}

function legacyCatch(b: Builder, at: number): void {
  const { ir } = b;
  const frame = b.frames[b.frames.length - 1]!;
  const attempt = frame.attempt!;
  const tag = b.code[at]!;
  endArm(b, frame, attempt);
  attempt.clause = ir.label();
  ir.statement(S_IF, attempt.clause, tagged(ir, attempt.exception, tag), 0, 0, 0);
  pushPayload(b, attempt.exception, payloadTypes(b, tag));
  b.reachable = true;
}

function legacyCatchAll(b: Builder): void {
  const frame = b.frames[b.frames.length - 1]!;
  endArm(b, frame, frame.attempt!);
  b.reachable = true;
}

/** The variable that says to which construct an exception is delegated; 0 for none. */
function delegationVariable(b: Builder): number {
  if (b.delegation < 0) b.delegation = b.ir.variable(T_I32, V_LOCAL, b.localTypes.length, 0);
  return b.delegation;
}

function delegationTo(frame: ControlFrame): number {
  return frame.label + 1;
}

/** The place of the innermost attempt that is, or is around, the frame at a place; -1 for none. */
function attemptAround({ attempts }: Builder, frame: number): number {
  let low = 0;
  let high = attempts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (attempts[middle]!.at <= frame) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * `delegate`: what the body throws is thrown where a construct further out is. The constructs between let it pass, which a variable tells them; at the
 * function's level all do.
 */
function delegate(b: Builder, at: number): void {
  const frame = b.frames[b.frames.length - 1]!;
  const attempt = frame.attempt!;
  beginCatch(b, frame, attempt);
  letPass(b, frame, attempt);
  const target = attemptAround(b, b.frames.length - 2 - b.code[at]!);
  if (target < b.attempts.length - 1) {
    const { [target]: there, [b.attempts.length - 1]: innermost } = b.attempts;
    innermost!.lowestTarget = Math.min(innermost!.lowestTarget, target);
    if (there !== undefined) there.delegatedTo = true;
    b.set(delegationVariable(b), b.ir.i32(delegationTo(b.frames[there?.at ?? 0]!)));
  }
  rethrow(b, attempt);
  endTry(b, frame);
  b.frames.pop();
}

/** Exceptions. */
export const EXCEPTIONS: Family<ExceptionName> = {
  throw: throwTag,
  throw_ref: (b) => emitThrow(b, HELPER.throw_ref, [popNonNull(b, HELPER.trap_null_exception)]),
  try_table: tryTable,
  try: legacyTry,
  catch: legacyCatch,
  catch_all: legacyCatchAll,
  delegate,
  rethrow: (b, at) => emitThrow(b, HELPER.rethrow, [b.ir.get(frameOf(b, b.code[at]!).attempt!.thrown)]),
};
