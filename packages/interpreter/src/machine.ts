import { FunctionInstance } from '@softwasm/runtime';
import { Trap, type TrapFrame } from '@softwasm/syntax';
import { type Context, contextOf, type InterpretedFunction } from './context.ts';
import { doublesOf, type FloatRegisters, singlesOf } from './float-registers.ts';
import { Signature } from './signature.ts';
import { offsetOf } from './translation.ts';
import type { Sampling } from './upper-tier.ts';
import { warmUp } from './warm.ts';

/** Words of all frames together. */
export const STACK_WORDS: number = 1 << 21;

/** Frames. */
export const MAX_DEPTH = 50_000;

/** So many operations are executed before the count of steps is looked at again: an integer of 31 bits. */
const STEPS_AT_ONCE = 0x3fff_ffff;

/**
 * The whole state of execution, explicit: frames, registers, and for each frame the operation that is next. Nothing of it lives on the host's stack but the
 * boundaries to functions of the host and of other engines.
 *
 * @see https://webassembly.github.io/spec/core/exec/runtime.html#stack
 */
export class Machine {
  /** Registers: numbers and vectors as bits, little-endian. A frame's begin at its base. */
  readonly words: Int32Array = new Int32Array(STACK_WORDS);
  /** The same, as floats: a double has two registers. */
  readonly singles: FloatRegisters = singlesOf(this.words.buffer);
  readonly doubles: FloatRegisters = doublesOf(this.words.buffer);
  /** References in registers of the same numbers. */
  readonly references: unknown[] = [null];

  /** Frames 1 to `depth`; the arrays below are indexed by them. Frame 0 is nobody's. */
  depth = 0;
  readonly functions: InterpretedFunction[] = [];
  readonly bases: Int32Array = new Int32Array(MAX_DEPTH + 1);
  /** An index into the function's code: what is next when the frame goes on. */
  readonly returns: Int32Array = new Int32Array(MAX_DEPTH + 1);

  /** How deep the machine was at each entry of the loop that has not returned, from the outside in. */
  readonly floors: number[] = [];

  /** How many operations may still be executed. */
  steps: number = Number.POSITIVE_INFINITY;

  /** How many operations are still executed until it is looked which function does so; where nothing has an upper tier, nobody looks. */
  untilSample: number = Number.POSITIVE_INFINITY;
  private sampling: Sampling | undefined = undefined;
  private sampled = 0;

  /** Some of the instances have an upper tier. */
  sampleEvery(sampling: Sampling): void {
    this.sampling = sampling;
    this.beginSample(sampling);
  }

  private beginSample({ steps }: Sampling): void {
    // Not always the same number: loops have periods.
    this.sampled = Math.max(1, Math.round(steps * (0.75 + Math.random() / 2)));
    this.untilSample = this.sampled;
  }

  /** Counts the operations since the last sample for the function that is at it, which may be warm then. */
  sample(): void {
    const { sampling, sampled, depth } = this;
    if (sampling === undefined) return;
    this.beginSample(sampling);
    this.steps = this.untilSample;
    const current = this.functions[depth]!;
    if (current.context.upper === undefined || current.translation === undefined) return;
    current.patience -= sampled;
    if (current.patience <= 0) this.functions[depth] = warmUp(current);
  }

  /** Takes some of the steps, to count them down; 0 where none are left. */
  takeSteps(): number {
    const taken = Math.max(0, Math.min(this.steps, STEPS_AT_ONCE));
    this.steps -= taken;
    return taken;
  }

  /** Gives back what is left of steps that were taken. */
  returnSteps(count: number): void {
    this.steps += Math.max(count, 0);
  }

  /** Where a new frame begins: behind the registers of the innermost one. */
  get top(): number {
    const { depth } = this;
    return depth === 0 ? 0 : this.bases[depth]! + this.functions[depth]!.frameWords;
  }

  /** @throws Trap where there is no room for so many registers from `base` on */
  reserve(base: number, count: number): void {
    if (base + count > STACK_WORDS) throw new Trap('stack-exhausted');
  }

  /** Makes a frame that is about to begin. @throws Trap where there is no room */
  push(callee: InterpretedFunction, base: number): void {
    if (this.depth === MAX_DEPTH) throw new Trap('stack-exhausted');
    this.reserve(base, callee.frameWords);
    const depth = ++this.depth;
    this.functions[depth] = callee;
    this.bases[depth] = base;
    this.returns[depth] = 0;
  }

  /** The frames above `floor`, innermost first, from `top` on. */
  frames(floor = 0, top: number = this.depth): TrapFrame[] {
    const frames: TrapFrame[] = [];
    for (let depth = top; depth > floor; depth--) {
      const { context, index, translation } = this.functions[depth]!;
      const at = this.returns[depth]!;
      // Something else executes it, and knows of its frame.
      if (at < 0) continue;
      // Frames further out are in the midst of a call: what is next lies behind it.
      const offset = translation && offsetOf(translation, at - (depth === this.depth ? 0 : 1));
      const name = context.upper?.name(index);
      frames.push({
        func: index,
        ...(name === undefined ? {} : { name }),
        ...(offset === undefined ? {} : { offset }),
      });
    }
    return frames;
  }

  // For the loop

  /** A function as the machine calls it, where an interpreter executes it. */
  interpretedBy({ instance, index }: FunctionInstance, context: Context): InterpretedFunction | undefined {
    if (instance === undefined) return undefined;
    const owner = instance === context.instance ? context : contextOf(instance);
    return owner?.functions[index];
  }

  /** An imported function. */
  imported({ instance }: Context, index: number): FunctionInstance {
    return instance.func(index);
  }

  /** Calls a function that is not interpreted: arguments and results stand from `base` on. */
  callOut(callee: FunctionInstance, base: number): void {
    Signature.of(callee.funcType).call(this, base, callee.code);
  }

  /** The function that `call_ref` calls. @throws Trap where it is null */
  callee(reference: unknown): FunctionInstance {
    if (reference === null) throw new Trap('null-function');
    return reference as FunctionInstance;
  }

  /** The function that `call_indirect` calls. @throws Trap where there is none, or it is of another type */
  indirect({ instance }: Context, tableidx: number, typeidx: number, index: number): FunctionInstance {
    const table = instance.tables[tableidx]!;
    const type = instance.types[typeidx]!;
    if (index < table.size) {
      const element = table.get(index);
      if (element instanceof FunctionInstance && element.type === type) return element;
    }
    // Subtypes, and what traps.
    table.indirectCode(index, type);
    return table.get(index) as FunctionInstance;
  }
}
