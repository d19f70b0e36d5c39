import {
  CATEGORIES,
  FIXED_SLOTS,
  type FuncBody,
  HEADER_SLOTS,
  I64,
  INSTRUCTION_ID,
  instructionSlots,
  V128,
  type ValType,
} from '@softwasm/syntax';
import type { FunctionIR } from '../ir/function-ir.ts';
import { V_JOIN, V_LOCAL, V_PARAM, V_TEMP } from '../ir/function-ir.ts';
import { dropLoads } from '../ir/loads.ts';
import { LOADS, OP, READS_STATE, T_F64, T_I64 } from '../ir/node-ops.ts';
import { S_EFFECT, S_HELPER, S_NOP, S_SET, S_TRAP, S_TRAP_IF } from '../ir/statement-ops.ts';
import type { CompileOptions } from '../options.ts';
import type { Attempt, ControlFrame } from './control-frame.ts';
import { type LaneUse, laneUse } from './lane-use.ts';
import { chooseLongs, type LongChoice, NO_LONGS } from './long-choice.ts';
import { LongLocals, longOf } from './long-locals.ts';
import { mentions } from './mentions.ts';
import { countWords, type ModuleShape, wordsOf, wordTypeOf } from './module-shape.ts';
import { rotatesAgain } from './rotations.ts';
import { skipUnreachable } from './unreachable.ts';

/** Translates one instruction; `at` is the slot of its first immediate. */
export type Lowering = (b: Builder, at: number) => void;

/** A deeper expression becomes a temporary: bounds the recursion of whatever reads trees, JavaScript engines included. */
const MAX_DEPTH = 60;

/** Which word of a local the BigInt is: one behind its words. */
const LONG_WORD = 2;

const { low: LOW, high: HIGH, 'long.of_words': OF_WORDS } = OP;
const I64_MUL = INSTRUCTION_ID['i64.mul'];

/** So many words at most are pending on the operand stack. */
const MAX_PENDING = 64;

/**
 * Reads a function body and builds its IR. Operands on the simulated stack are *pending*: trees of nodes not evaluated yet. Before something happens
 * that a pending tree would notice (a store, a call, a branch, a set of a local it reads), the tree is *settled* into a temporary, so that evaluation and
 * traps keep their order.
 */
export class Builder {
  readonly ir: FunctionIR;
  readonly shape: ModuleShape;
  readonly options: CompileOptions;
  code: Int32Array = new Int32Array(0);

  /** Word nodes of the operands. */
  readonly stack: number[] = [];
  /** Types of the operands, one for each value. */
  readonly types: ValType[] = [];
  /** Words below are stable. */
  settled = 0;
  readonly frames: ControlFrame[] = [];
  /** Whether the next instruction can be reached. */
  reachable = true;

  /** Whether chains of 64-bit operations may be BigInts, and whether a rotation begins one. */
  hasLongs = false;
  longRotations = false;
  /** Whether they may be in the next body. */
  mayHaveLongs = true;
  readonly longLocals: LongLocals;
  /** What is computed as BigInts without a JIT, and the variables of locals that are. */
  longChoice: LongChoice = NO_LONGS;
  readonly longVars: Map<number, number> = new Map();
  /** In straight-line code: the global that was set last, to a BigInt, and the variable that has that; -1 for none. Two imported ones may be the same. */
  longGlobal = -1;
  longOfGlobal = -1;

  readonly localTypes: ValType[] = [];
  /** The first variable of each local; its other words follow. */
  readonly localVars: number[] = [];
  /** How the body uses lanes of vectors, once somebody asked. */
  private paramCount = 0;
  private foundLanes: LaneUse | undefined;

  /** The constructs in whose bodies instructions stand now, from the outside in. */
  readonly attempts: Attempt[] = [];

  /** The variable that says where a delegated exception goes; -1 where there is none. */
  delegation = -1;

  /** Function index of the function that is built. */
  self = -1;
  /** Whether it begins anew somewhere: a tail call of itself. */
  repeats = false;

  /** High word of the pair popped last. */
  hi = 0;

  constructor(ir: FunctionIR, shape: ModuleShape, options: CompileOptions) {
    this.ir = ir;
    this.shape = shape;
    this.options = options;
    this.longLocals = new LongLocals(ir);
  }

  /**
   * Builds the body of a function of this type.
   *
   * @param stop in the body's code: what stands from there on is not built, whoever wants to know what the state is there
   */
  build(
    params: readonly ValType[],
    results: readonly ValType[],
    body: FuncBody,
    lowerings: readonly Lowering[],
    stop: number = body.expr.code.length,
  ): void {
    this.ir.reset();
    this.code = body.expr.code;
    this.stack.length = 0;
    this.types.length = 0;
    this.settled = 0;
    this.frames.length = 0;
    this.reachable = true;
    this.localTypes.length = 0;
    this.localVars.length = 0;
    this.foundLanes = undefined;
    this.paramCount = params.length;
    this.delegation = -1;
    this.attempts.length = 0;
    this.longLocals.reset();
    this.findLongs();
    for (const type of params) this.local(type, V_PARAM);
    for (const { count, type } of body.locals) for (let i = 0; i < count; i++) this.local(type, V_LOCAL);
    this.chooseLongs();
    this.frames.push({
      kind: 'func',
      label: this.ir.label(),
      branchTypes: results,
      results,
      values: 0,
      words: 0,
      variables: undefined,
      long: -1,
      params: [],
      paramTypes: [],
      targeted: false,
      start: 0,
      thenReachable: false,
      attempt: undefined,
    });
    // Becomes a loop should the function begin anew.
    this.ir.statement(S_NOP, this.frames[0]!.label, 0, 0, 0, 0);
    this.repeats = false;
    this.convertParams();
    this.run(lowerings, stop);
  }

  private local(type: ValType, kind: number): void {
    const index = this.localTypes.length;
    this.localTypes.push(type);
    this.localVars.push(this.ir.varCount);
    const lanes = type === V128 && kind === V_LOCAL ? this.lanes.locals.get(index) : undefined;
    const words = lanes === T_F64 ? 2 : wordsOf(type);
    for (let word = 0; word < words; word++) this.ir.variable(lanes ?? wordTypeOf(type), kind, index, word);
  }

  /** How the body uses lanes of vectors. */
  get lanes(): LaneUse {
    this.foundLanes ??= laneUse(this.code, this.paramCount, this.options.tune === 'jitless');
    return this.foundLanes;
  }

  /** Whether nothing can see locals before straight-line code ends: no handler of exceptions. */
  get isStraight(): boolean {
    return this.attempts.length === 0;
  }

  private findLongs(): void {
    const { tune, bigInt, passes } = this.options;
    this.hasLongs = tune === 'jit' && bigInt && passes.longs && this.mayHaveLongs;
    this.longRotations = this.hasLongs && rotatesAgain(this.code);
    // Nothing else begins a chain.
    if (!this.longRotations && !mentions(this.code, I64_MUL)) this.hasLongs = false;
  }

  private chooseLongs(): void {
    const { ir } = this;
    const { tune, bigInt, passes, smallIntegers } = this.options;
    const mayChoose = tune === 'jitless' && bigInt && passes.longs;
    this.longChoice = mayChoose
      ? chooseLongs(this.code, this.localTypes, this.paramCount, smallIntegers, this.shape.globals)
      : NO_LONGS;
    ir.signedLongs = this.longChoice.signed;
    this.longVars.clear();
    this.longGlobal = -1;
    for (const local of this.longChoice.locals) {
      this.longVars.set(local, ir.variable(T_I64, V_LOCAL, local, LONG_WORD));
      ir.hasLongs = true;
    }
  }

  /** Parameters come as words. */
  private convertParams(): void {
    const { ir } = this;
    for (const [local, variable] of this.longVars) {
      if (local >= this.paramCount) continue;
      const first = this.localVars[local]!;
      this.set(variable, ir.binary(OF_WORDS, ir.get(first), ir.get(first + 1)));
    }
  }

  private run(lowerings: readonly Lowering[], stop: number): void {
    const { code, ir } = this;
    let pc = 0;
    while (pc < stop) {
      if (!this.reachable) pc = skipUnreachable(code, pc);
      ir.position = code[pc + 1]!;
      const id = code[pc]!;
      if (this.hasLongs) this.longLocals.reach(this, id);
      if (this.longGlobal >= 0 && CATEGORIES[id] === 'control') this.longGlobal = -1;
      lowerings[id]!(this, pc + HEADER_SLOTS);
      const slots = FIXED_SLOTS[id]!;
      pc += slots > 0 ? slots : instructionSlots(code, pc);
    }
  }

  // The operand stack

  /** Pushes a value of one word. */
  push(type: ValType, n: number): void {
    this.types.push(type);
    const { stack } = this;
    stack.push(this.ir.depth[n]! > MAX_DEPTH ? this.settle(n) : n);
    if (stack.length - this.settled > MAX_PENDING) this.settleBelow(stack.length - MAX_PENDING / 2);
  }

  /** Pushes an `i64`. */
  pushPair(lo: number, hi: number): void {
    this.types.push(I64);
    this.pushWord(lo);
    this.pushWord(hi);
  }

  /** Pushes a value of any type, words in order. */
  pushWords(type: ValType, words: readonly number[]): void {
    this.types.push(type);
    for (let i = 0; i < words.length; i++) this.pushWord(words[i]!);
  }

  private pushWord(n: number): void {
    const { stack } = this;
    stack.push(this.ir.depth[n]! > MAX_DEPTH ? this.settle(n) : n);
    if (stack.length - this.settled > MAX_PENDING) this.settleBelow(stack.length - MAX_PENDING / 2);
  }

  /** Pops a value of one word. */
  pop(): number {
    this.types.pop();
    const { stack } = this;
    const n = stack.pop()!;
    if (this.settled > stack.length) this.settled = stack.length;
    return n;
  }

  /** Pops an `i64`. @returns its low word; the high one is `hi` */
  popPair(): number {
    this.types.pop();
    const { stack } = this;
    this.hi = stack.pop()!;
    const n = stack.pop()!;
    if (this.settled > stack.length) this.settled = stack.length;
    return n;
  }

  /** Pops a value of any type. @returns its words in order */
  popWords(): number[] {
    return this.takeWords(wordsOf(this.types.pop()!));
  }

  private takeWords(count: number): number[] {
    const { stack } = this;
    const words = stack.slice(stack.length - count);
    stack.length -= count;
    if (this.settled > stack.length) this.settled = stack.length;
    return words;
  }

  /** Pops `count` values. @returns all their words in order */
  popValues(types: readonly ValType[]): number[] {
    if (types.length === 0) return [];
    this.types.length -= types.length;
    return this.takeWords(countWords(types));
  }

  /** Cuts the stack back to the height that a frame began with. */
  truncate(frame: ControlFrame): void {
    this.stack.length = frame.words;
    this.types.length = frame.values;
    if (this.settled > this.stack.length) this.settled = this.stack.length;
  }

  // Temporaries

  /** A new temporary of the type of a node. */
  temp(type: number): number {
    return this.ir.variable(type, V_TEMP, -1, 0);
  }

  join(type: number): number {
    return this.ir.variable(type, V_JOIN, -1, 0);
  }

  set(variable: number, n: number): void {
    this.ir.statement(S_SET, variable, n, 0, 0, 0);
  }

  /** Evaluates a node now, into a temporary where it is not stable. */
  settle(n: number): number {
    const { ir } = this;
    if (ir.isStable(n)) return n;
    const variable = this.temp(ir.type[n]!);
    this.set(variable, n);
    return ir.get(variable);
  }

  /** A node that may be used several times at once. */
  atom(n: number): number {
    return this.ir.isAtom(n) ? n : this.settle(n);
  }

  /** A node that need not be evaluated: it has no trap. */
  lazy(n: number): number {
    return this.ir.loads(n) ? this.settle(n) : n;
  }

  // Settling what is pending

  private settleBelow(end: number): void {
    for (let i = this.settled; i < end; i++) this.settleAt(i);
    if (this.settled < end) this.settled = end;
  }

  /** Evaluates an operand's word now; both, where they are those of a BigInt: as such. */
  private settleAt(i: number): void {
    const { stack } = this;
    if (this.settleLong(i) || this.settleLong(i - 1)) return;
    stack[i] = this.settle(stack[i]!);
  }

  /** Puts a BigInt of which these are the words into a variable that is not set again. @returns whether they are */
  settleLong(i: number): boolean {
    const { ir, stack } = this;
    if (this.options.smallIntegers === 32 || !ir.hasLongs || i < 0 || i + 1 >= stack.length) return false;
    const variable = longOf(ir, stack[i]!, stack[i + 1]!);
    if (variable < 0) return false;
    if (ir.isStable(ir.get(variable))) return true;
    const kept = this.temp(T_I64);
    this.set(kept, ir.get(variable));
    stack[i] = ir.unary(LOW, ir.get(kept));
    stack[i + 1] = ir.unary(HIGH, ir.get(kept));
    return true;
  }

  /** Before control goes elsewhere: nothing stays pending. */
  settleAll(): void {
    this.settleBelow(this.stack.length);
  }

  /** Before something that may trap, or leaves: pending loads have their traps first. */
  settleLoads(): void {
    this.settleFlags(LOADS);
  }

  /** Before a call: whatever it could change is read. */
  settleState(): void {
    this.settleFlags(LOADS | READS_STATE);
  }

  private settleFlags(flags: number): void {
    const { stack, ir } = this;
    for (let i = this.settled; i < stack.length; i++) {
      const n = stack[i]!;
      if ((ir.flags[n]! & flags) !== 0) this.settleAt(i);
    }
  }

  /** Before a variable is set: whoever reads it does so now. */
  settleReaders(variable: number): void {
    const { stack, ir } = this;
    const bit = 1 << (variable & 31);
    for (let i = this.settled; i < stack.length; i++) {
      const n = stack[i]!;
      if ((ir.reads[n]! & bit) !== 0 && ir.readsVariable(n, variable)) this.settleAt(i);
    }
  }

  // Statements

  /** Evaluates for the trap alone. */
  effect(n: number): void {
    if (this.ir.loads(n)) this.ir.statement(S_EFFECT, n, 0, 0, 0, 0);
  }

  /** Drops a popped word. Its loads have their traps all the same, by themselves or by the other half of what they load. */
  discard(n: number): void {
    if (this.ir.loads(n) && !dropLoads(this.ir, n)) this.effect(n);
  }

  /** Traps if a condition holds. */
  trapIf(helper: number, condition: number): void {
    const { ir } = this;
    if (ir.isI32(condition, 0)) return;
    this.settleLoads();
    ir.statement(S_TRAP_IF, helper, condition, 0, 0, 0);
  }

  /** Traps. What follows cannot be reached. */
  trap(helper: number): void {
    this.settleLoads();
    this.ir.statement(S_TRAP, helper, 0, 0, 0, 0);
    this.reachable = false;
  }

  /** Calls a helper. @returns nodes of its results: the return value and, for a pair, `HI[0]` */
  helper(helper: number, args: readonly number[], results: readonly number[]): number[] {
    const { ir } = this;
    const variables = results.map((type) => this.temp(type));
    const list = ir.pushList(args);
    ir.statement(S_HELPER, helper, list, args.length, ir.pushList(variables), variables.length);
    return variables.map((variable) => ir.get(variable));
  }
}
