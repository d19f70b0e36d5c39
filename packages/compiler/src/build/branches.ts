import type { ValType } from '@softwasm/syntax';
import { V_LOOP } from '../ir/function-ir.ts';
import { OP } from '../ir/node-ops.ts';
import { S_BREAK, S_CONTINUE, S_RETURN } from '../ir/statement-ops.ts';
import type { Builder } from './builder.ts';
import type { ControlFrame } from './control-frame.ts';
import { toLong } from './longs.ts';
import { countWords, wordsOf, wordTypeOf } from './module-shape.ts';

const GET = OP.get;

/** The frame of a label index. */
export function frameOf(b: Builder, label: number): ControlFrame {
  return b.frames[b.frames.length - 1 - label]!;
}

/** The variables that carry values to a frame's label. */
export function branchVariables(b: Builder, frame: ControlFrame): number[] {
  if (frame.variables === undefined) frame.variables = wordVariables(b, frame.branchTypes);
  return frame.variables;
}

function wordVariables(b: Builder, types: readonly ValType[]): number[] {
  const variables: number[] = [];
  for (const type of types) for (let word = wordsOf(type); word > 0; word--) variables.push(b.join(wordTypeOf(type)));
  return variables;
}

/** Variables for a loop's parameters. */
export function loopVariables(b: Builder, types: readonly ValType[]): number[] {
  const variables: number[] = [];
  for (const type of types) {
    for (let word = wordsOf(type); word > 0; word--) variables.push(b.ir.variable(wordTypeOf(type), V_LOOP, -1, 0));
  }
  return variables;
}

/** The words on top of the stack that a branch to this frame carries. */
function carried(b: Builder, frame: ControlFrame): number[] {
  return b.stack.slice(b.stack.length - countWords(frame.branchTypes));
}

/** Before a branch that may not be taken: what it carries is used twice, what stays pending has its traps now. */
export function prepareBranch(b: Builder, frame: ControlFrame): void {
  b.settleLoads();
  const words = countWords(frame.branchTypes);
  if (frame.long >= 0 && b.settleLong(b.stack.length - words)) return;
  for (let i = b.stack.length - words; i < b.stack.length; i++) b.stack[i] = b.atom(b.stack[i]!);
}

/** Sets variables to nodes as if at once. */
export function moveAll(b: Builder, variables: readonly number[], nodes: number[]): void {
  const { ir } = b;
  let written = 0;
  for (let i = 0; i < nodes.length; i++) {
    if ((ir.reads[nodes[i]!]! & written) !== 0) nodes[i] = b.settle(nodes[i]!);
    const variable = variables[i]!;
    written |= 1 << (variable & 31);
  }
  for (let i = 0; i < nodes.length; i++) {
    const n = nodes[i]!;
    if (ir.op[n] !== GET || ir.a[n] !== variables[i]) b.set(variables[i]!, n);
  }
}

/** Sets the variables that carry a frame's results to words. */
export function carry(b: Builder, frame: ControlFrame, words: number[]): void {
  if (frame.branchTypes.length === 0) return;
  if (frame.long < 0) moveAll(b, branchVariables(b, frame), words);
  else b.set(frame.long, toLong(b, words[0]!, words[1]!));
}

/** Carries what is on top of the stack to a label, and goes there. The stack stays as it is. */
export function emitBranch(b: Builder, frame: ControlFrame): void {
  if (frame.kind === 'func') {
    const nodes = carried(b, frame);
    b.ir.statement(S_RETURN, 0, b.ir.pushList(nodes), nodes.length, 0, 0);
    return;
  }
  carry(b, frame, carried(b, frame));
  if (frame.kind === 'loop') {
    b.ir.statement(S_CONTINUE, frame.label, 0, 0, 0, 0);
    return;
  }
  frame.targeted = true;
  b.ir.statement(S_BREAK, frame.label, 0, 0, 0, 0);
}

/** An unconditional branch. What follows cannot be reached. */
export function branch(b: Builder, frame: ControlFrame): void {
  const words = countWords(frame.branchTypes);
  if (words === 0) {
    b.settleLoads();
    emitBranch(b, frame);
    b.reachable = false;
    return;
  }
  // What is dropped has its traps before; what is carried has them in the moves.
  const kept = b.stack.splice(b.stack.length - words, words);
  if (b.settled > b.stack.length) b.settled = b.stack.length;
  b.settleLoads();
  b.stack.push(...kept);
  emitBranch(b, frame);
  b.reachable = false;
}
