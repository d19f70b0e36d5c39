import { INVALID, isDefaultable, LIMITS, overLimit, unknownIndex, type ValType } from '@softwasm/syntax';
import type { Context } from './context.ts';

/**
 * The locals of a function. One of a type without a default value cannot be read before it is set (§3.4.4); what a block sets is forgotten where it
 * ends, so the locals set are kept on a trail.
 */
export class Locals {
  /** The type of each local that may be read, 0 for the others, and for indices of no local. */
  readable: Int32Array = new Int32Array(256);
  private types = new Int32Array(256);
  private count = 0;
  /** How many entries of `readable` may be other than 0. */
  private used = 0;
  private readonly trail: number[] = [];
  private readonly context: Context;

  constructor(context: Context) {
    this.context = context;
  }

  reset(): void {
    this.count = 0;
    this.trail.length = 0;
  }

  /** Adds parameters, which have a value. */
  addParams(types: readonly ValType[]): void {
    const first = this.count;
    this.reserve(first + types.length);
    for (let i = 0; i < types.length; i++) {
      this.types[first + i] = types[i] as ValType;
      this.readable[first + i] = types[i] as ValType;
    }
  }

  /** Adds a run of declared locals. */
  declare(count: number, type: ValType): void {
    const first = this.count;
    this.reserve(first + count);
    this.types.fill(type, first, first + count);
    this.readable.fill(isDefaultable(type) ? type : 0, first, first + count);
  }

  /** Ends the declarations: what the function before has left behind is cleared. The limit counts parameters, too. */
  seal(): void {
    if (this.count > LIMITS.functionLocals) this.context.fail(overLimit('locals', this.count, LIMITS.functionLocals));
    if (this.used > this.count) this.readable.fill(0, this.count, this.used);
    this.used = this.count;
  }

  private reserve(count: number): void {
    this.count = count;
    if (count <= this.types.length) return;
    const size = Math.max(count, this.types.length * 2);
    const types = new Int32Array(size);
    types.set(this.types);
    this.types = types;
    const readable = new Int32Array(size);
    readable.set(this.readable);
    this.readable = readable;
  }

  /** The type of a local that is read. */
  get(localidx: number): ValType {
    this.context.bound(localidx, this.count, INVALID.unknownLocal);
    const type = this.readable[localidx] as ValType;
    return type === 0 ? this.context.fail(unknownIndex(INVALID.uninitializedLocal, localidx)) : type;
  }

  /** The type of a local that is written. */
  set(localidx: number): ValType {
    this.context.bound(localidx, this.count, INVALID.unknownLocal);
    const type = this.types[localidx] as ValType;
    if (this.readable[localidx] === 0) {
      this.readable[localidx] = type;
      this.trail.push(localidx);
    }
    return type;
  }

  /** How many locals have been set that had no value: what {@link unsetSince} goes back to. */
  get trailLength(): number {
    return this.trail.length;
  }

  unsetSince(trailLength: number): void {
    while (this.trail.length > trailLength) this.readable[this.trail.pop() as number] = 0;
  }
}
