import { INVALID, MALFORMED, typeMismatch, type ValType } from '@softwasm/syntax';
import type { Context } from './context.ts';
import type { Locals } from './locals.ts';
import type { Operands } from './operands.ts';

/** What opened a block: labels of loops lead to their start; some instructions want a block of a certain kind. */
export const BLOCK_KINDS = { block: 0, loop: 1, if: 2, else: 3, try: 4, catch: 5, catch_all: 6 } as const;

export type BlockKind = (typeof BLOCK_KINDS)[keyof typeof BLOCK_KINDS];

type ResultType = readonly ValType[];

/**
 * The control stack of the validation algorithm (§7.3), field by field in arrays that all functions of a module share.
 *
 * @see https://webassembly.github.io/spec/core/appendix/algorithm.html
 */
export class Control {
  depth = 0;
  private kinds = new Uint8Array(64);
  private starts: ResultType[] = [];
  private ends: ResultType[] = [];
  /** What `operands` had before the block, and how many locals had been set. */
  private floors = new Int32Array(64);
  private polymorphic = new Uint8Array(64);
  private trails = new Int32Array(64);
  private readonly context: Context;
  private readonly operands: Operands;
  private readonly locals: Locals;

  constructor(context: Context, operands: Operands, locals: Locals) {
    this.context = context;
    this.operands = operands;
    this.locals = locals;
  }

  reset(): void {
    this.depth = 0;
  }

  /** Opens a block whose parameters `start` have been popped. */
  open(kind: BlockKind, start: ResultType, end: ResultType): void {
    const { depth, operands } = this;
    if (depth === this.kinds.length) this.grow();
    this.kinds[depth] = kind;
    this.starts[depth] = start;
    this.ends[depth] = end;
    this.floors[depth] = operands.floor;
    this.polymorphic[depth] = operands.polymorphic ? 1 : 0;
    this.trails[depth] = this.locals.trailLength;
    this.depth = depth + 1;
    operands.floor = operands.height;
    operands.polymorphic = false;
    operands.pushAll(start);
  }

  /**
   * Closes the innermost block: its results are there, and nothing else. They are popped.
   *
   * @returns the results
   */
  close(): ResultType {
    const { operands, context } = this;
    const depth = this.depth - 1;
    const end = this.ends[depth] as ResultType;
    operands.popAll(end);
    if (operands.height !== operands.floor) {
      const left = context.formatAll([...operands.own(), ...end]);
      context.fail(typeMismatch('block', context.formatAll(end), 'stack', left));
    }
    operands.floor = this.floors[depth] as number;
    operands.polymorphic = this.polymorphic[depth] === 1;
    this.locals.unsetSince(this.trails[depth] as number);
    this.depth = depth;
    return end;
  }

  /** Closes the innermost block and opens another of the same type, with its own operands at the start. */
  reopen(kind: BlockKind, start?: ResultType): void {
    const parameters = start ?? (this.starts[this.depth - 1] as ResultType);
    const end = this.close();
    this.open(kind, parameters, end);
  }

  /** The kind of the innermost block. */
  get kind(): number {
    return this.kinds[this.depth - 1] as number;
  }

  /** @throws ValidationError where the innermost block is not of this kind: a structure that no decoder makes */
  expect(kind: BlockKind): void {
    if (this.kind !== kind) this.context.fail(MALFORMED.endExpected);
  }

  private frameOf(labelidx: number): number {
    if (labelidx >= this.depth) this.context.bound(labelidx, this.depth, INVALID.unknownLabel);
    return this.depth - 1 - labelidx;
  }

  /** The types of the operands that a branch to a label takes along. */
  label(labelidx: number): ResultType {
    const frame = this.frameOf(labelidx);
    return (this.kinds[frame] === BLOCK_KINDS.loop ? this.starts[frame] : this.ends[frame]) as ResultType;
  }

  /** The kind of the block of a label. */
  labelKind(labelidx: number): number {
    return this.kinds[this.frameOf(labelidx)] as number;
  }

  private grow(): void {
    const size = this.kinds.length * 2;
    const kinds = new Uint8Array(size);
    kinds.set(this.kinds);
    this.kinds = kinds;
    const floors = new Int32Array(size);
    floors.set(this.floors);
    this.floors = floors;
    const polymorphic = new Uint8Array(size);
    polymorphic.set(this.polymorphic);
    this.polymorphic = polymorphic;
    const trails = new Int32Array(size);
    trails.set(this.trails);
    this.trails = trails;
  }
}
