import { BLOCKTYPE_EMPTY, blocktypeIsIndex, blocktypeResult, type FuncType, type ValType } from '@softwasm/syntax';
import {
  branch,
  branchVariables,
  carry,
  emitBranch,
  frameOf,
  loopVariables,
  prepareBranch,
} from '../build/branches.ts';
import type { Builder } from '../build/builder.ts';
import type { ControlFrame, FrameKind } from '../build/control-frame.ts';
import { pushLong, pushWordsOf } from '../build/longs.ts';
import { countWords, wordsOf } from '../build/module-shape.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import { OP, T_I64 } from '../ir/node-ops.ts';
import { S_BLOCK, S_CASE, S_DEFAULT, S_ELSE, S_END, S_IF, S_LOOP, S_SET, S_SWITCH } from '../ir/statement-ops.ts';
import { cond } from '../ir/words.ts';
import type { ControlName, Family } from './families.ts';

const EMPTY: FuncType = { kind: 'func', params: [], results: [] };

/** The statements of `if (c) v = x; else v = y;` after the `if`, its end not yet there. */
const CONDITIONAL = 3;

/** The type of a construct. */
export function blockType(b: Builder, blocktype: number): FuncType {
  if (blocktype === BLOCKTYPE_EMPTY) return EMPTY;
  if (blocktypeIsIndex(blocktype)) return b.shape.funcType(blocktype);
  return { kind: 'func', params: [], results: [blocktypeResult(blocktype)] };
}

/** Opens a construct. Its parameters stay on the stack, and everything pending is settled. */
export function open(b: Builder, kind: FrameKind, { params, results }: FuncType): ControlFrame {
  b.settleAll();
  const words = countWords(params);
  const frame: ControlFrame = {
    kind,
    label: b.ir.label(),
    branchTypes: kind === 'loop' ? params : results,
    results,
    values: b.types.length - params.length,
    words: b.stack.length - words,
    variables: undefined,
    long: -1,
    params: words === 0 ? [] : b.stack.slice(b.stack.length - words),
    paramTypes: params,
    targeted: false,
    start: b.ir.statementCount,
    thenReachable: false,
    attempt: undefined,
  };
  b.frames.push(frame);
  if (b.frames.length > b.ir.nesting) b.ir.nesting = b.frames.length;
  return frame;
}

/** Makes the result of a construct a BigInt where that was chosen; `at` is the slot of its type. */
function chooseLong(b: Builder, frame: ControlFrame, at: number): void {
  if (b.longChoice.instructions.has(at)) frame.long = b.join(T_I64);
}

/** Pushes the values that variables carry. */
export function pushVariables(b: Builder, types: readonly ValType[], variables: readonly number[]): void {
  let next = 0;
  for (let i = 0; i < types.length; i++) {
    const type = types[i]!;
    const count = wordsOf(type);
    if (count === 1) b.push(type, b.ir.get(variables[next]!));
    else {
      const words: number[] = [];
      for (let word = 0; word < count; word++) words.push(b.ir.get(variables[next + word]!));
      b.pushWords(type, words);
    }
    next += count;
  }
}

/** Leaves an arm whose end can be reached: its results go into the variables that carry them. */
export function finishArm(b: Builder, frame: ControlFrame): void {
  if (frame.results.length > 0) carry(b, frame, b.stack.slice(frame.words));
}

/** Pushes the results of a construct that is left. */
function pushResults(b: Builder, frame: ControlFrame): void {
  if (frame.long >= 0) pushWordsOf(b, frame.long);
  else if (frame.results.length > 0) pushVariables(b, frame.results, branchVariables(b, frame));
}

/**
 * `if (c) v = x; else v = y;` without other statements, where neither loads: a `cond` that stays pending.
 *
 * @returns its node, or -1
 */
function asConditional(b: Builder, frame: ControlFrame): number {
  const { ir } = b;
  const { start } = frame;
  if (frame.targeted || ir.statementCount !== start + 1 + CONDITIONAL) return -1;
  const first = start + 1;
  const middle = start + 2;
  const last = start + 3;
  if (ir.kind[first] !== S_SET || ir.kind[middle] !== S_ELSE || ir.kind[last] !== S_SET) return -1;
  const variable = frame.variables?.length === 1 ? frame.variables[0] : frame.long;
  if (ir.x[first] !== variable || ir.x[last] !== variable) return -1;
  const condition = ir.y[start]!;
  const x = ir.y[first]!;
  const y = ir.y[last]!;
  if (ir.loads(x) || ir.loads(y)) return -1;
  ir.statementCount = start;
  return cond(ir, condition, x, y);
}

function endOfBlock(b: Builder, frame: ControlFrame): void {
  if (frame.targeted && b.reachable) finishArm(b, frame);
  b.ir.statement(S_END, frame.label, b.reachable ? 1 : 0, 0, 0, 0);
  if (!frame.targeted) return;
  b.truncate(frame);
  pushResults(b, frame);
  b.reachable = true;
}

/** A loop is left by its end alone: results just stay where they are. */
function endOfLoop(b: Builder, frame: ControlFrame): void {
  b.ir.statement(S_END, frame.label, b.reachable ? 1 : 0, 0, 0, 0);
}

function endOfElse(b: Builder, frame: ControlFrame): void {
  if (b.reachable) finishArm(b, frame);
  const conditional = frame.thenReachable && b.reachable ? asConditional(b, frame) : -1;
  if (conditional < 0) b.ir.statement(S_END, frame.label, 0, 0, 0, 0);
  b.reachable = b.reachable || frame.thenReachable || frame.targeted;
  if (!b.reachable) return;
  b.truncate(frame);
  if (conditional < 0) pushResults(b, frame);
  else if (frame.long >= 0) pushLong(b, conditional);
  else b.push(frame.results[0]!, conditional);
}

function beginElse(b: Builder): void {
  const frame = b.frames[b.frames.length - 1]!;
  if (b.reachable) finishArm(b, frame);
  frame.thenReachable = b.reachable;
  frame.kind = 'else';
  b.ir.statement(S_ELSE, frame.label, 0, 0, 0, 0);
  b.reachable = true;
  b.truncate(frame);
  let next = 0;
  for (const type of frame.paramTypes) {
    const count = wordsOf(type);
    b.pushWords(type, frame.params.slice(next, next + count));
    next += count;
  }
}

function end(b: Builder): void {
  const frame = b.frames[b.frames.length - 1]!;
  switch (frame.kind) {
    case 'func':
      if (b.reachable && frame.results.length > 0) emitBranch(b, frame);
      if (b.repeats) {
        b.ir.kind[0] = S_LOOP;
        b.ir.statement(S_END, frame.label, b.reachable && frame.results.length === 0 ? 1 : 0, 0, 0, 0);
      }
      break;
    case 'block':
      endOfBlock(b, frame);
      break;
    case 'loop':
      endOfLoop(b, frame);
      break;
    case 'if':
      // Without `else`, results are the parameters: the arm that is not there hands them on.
      if (frame.results.length > 0) {
        beginElse(b);
        endOfElse(b, frame);
      } else {
        b.ir.statement(S_END, frame.label, 0, 0, 0, 0);
        b.truncate(frame);
        b.reachable = true;
      }
      break;
    case 'else':
      endOfElse(b, frame);
      break;
    case 'try':
      frame.attempt!.close();
      break;
  }
  b.frames.pop();
}

function brIf(b: Builder, at: number): void {
  const condition = b.pop();
  const frame = frameOf(b, b.code[at]!);
  conditionalBranch(b, frame, condition);
}

/** Branches where a condition holds; the stack stays as it is. */
export function conditionalBranch(b: Builder, frame: ControlFrame, condition: number): void {
  const { ir } = b;
  prepareBranch(b, frame);
  const label = ir.label();
  ir.statement(S_IF, label, condition, 0, 0, 0);
  emitBranch(b, frame);
  ir.statement(S_END, label, 0, 0, 0, 0);
}

function brTable(b: Builder, at: number): void {
  const { code, ir } = b;
  const index = b.pop();
  const count = code[at]!;
  const otherwise = code[at + 1 + count]!;
  const byLabel = new Map<number, number[]>();
  for (let i = 0; i < count; i++) {
    const label = code[at + 1 + i]!;
    if (label === otherwise) continue;
    const cases = byLabel.get(label);
    if (cases === undefined) byLabel.set(label, [i]);
    else cases.push(i);
  }
  if (byLabel.size === 0) {
    b.effect(index);
    branch(b, frameOf(b, otherwise));
    return;
  }
  prepareBranch(b, frameOf(b, otherwise));
  const label = ir.label();
  ir.hasSwitch = true;
  ir.statement(S_SWITCH, label, index, 0, 0, 0);
  for (const [target, cases] of byLabel) {
    for (const value of cases) ir.statement(S_CASE, value, 0, 0, 0, 0);
    emitBranch(b, frameOf(b, target));
  }
  ir.statement(S_DEFAULT, 0, 0, 0, 0, 0);
  emitBranch(b, frameOf(b, otherwise));
  ir.statement(S_END, label, 0, 0, 0, 0);
  b.reachable = false;
}

/** Control instructions but calls. */
export const CONTROL: Family<ControlName> = {
  unreachable: (b) => b.trap(HELPER.trap_unreachable),
  nop: () => {},
  block: (b, at) => {
    const frame = open(b, 'block', blockType(b, b.code[at]!));
    chooseLong(b, frame, at);
    b.ir.statement(S_BLOCK, frame.label, 0, 0, 0, 0);
  },
  loop: (b, at) => {
    const frame = open(b, 'loop', blockType(b, b.code[at]!));
    const { params } = frame;
    if (params.length > 0) {
      frame.variables = loopVariables(b, frame.paramTypes);
      for (let i = 0; i < params.length; i++) b.set(frame.variables[i]!, params[i]!);
      b.truncate(frame);
    }
    b.ir.statement(S_LOOP, frame.label, 0, 0, 0, 0);
    if (params.length > 0) pushVariables(b, frame.paramTypes, frame.variables!);
  },
  if: (b, at) => {
    const condition = b.pop();
    const frame = open(b, 'if', blockType(b, b.code[at]!));
    chooseLong(b, frame, at);
    // After what was settled.
    frame.start = b.ir.statementCount;
    b.ir.statement(S_IF, frame.label, condition, 0, 0, 0);
  },
  else: beginElse,
  end,
  br: (b, at) => branch(b, frameOf(b, b.code[at]!)),
  br_if: brIf,
  br_table: brTable,
  return: (b) => branch(b, b.frames[0]!),
  br_on_null: (b, at) => {
    const type = b.types[b.types.length - 1]!;
    const reference = b.atom(b.pop());
    const frame = frameOf(b, b.code[at]!);
    conditionalBranch(b, frame, b.ir.unary(OP.isnull, reference));
    b.push(type, reference);
  },
  br_on_non_null: (b, at) => {
    const type = b.types[b.types.length - 1]!;
    const reference = b.atom(b.pop());
    const frame = frameOf(b, b.code[at]!);
    b.push(type, reference);
    conditionalBranch(b, frame, b.ir.unary(OP.not, b.ir.unary(OP.isnull, reference)));
    b.pop();
  },
};
