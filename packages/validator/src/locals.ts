import { INVALID, isDefaultable, type ValType } from '@softwasm/syntax';
import type { Context } from './context.ts';

/**
 * The locals of a function. One of a type without a default value cannot be read before it is set (§3.4.4); what a block sets is forgotten where it
 * ends, so the locals set are kept on a trail.
 */
export class Locals {
  private types = new Int32Array(256);
  private count = 0;
  /** 1 for locals that have no value yet. */
  private unset = new Uint8Array(256);
  private trail: number[] = [];
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
    for (let i = 0; i < types.length; i++) this.add(1, types[i] as ValType, 0);
  }

  /** Adds a run of declared locals. */
  declare(count: number, type: ValType): void {
    this.add(count, type, isDefaultable(type) ? 0 : 1);
  }

  private add(count: number, type: ValType, unset: number): void {
    const end = this.count + count;
    if (end > this.types.length) this.grow(end);
    this.types.fill(type, this.count, end);
    this.unset.fill(unset, this.count, end);
    this.count = end;
  }

  private grow(least: number): void {
    const size = Math.max(least, this.types.length * 2);
    const types = new Int32Array(size);
    types.set(this.types);
    this.types = types;
    const unset = new Uint8Array(size);
    unset.set(this.unset);
    this.unset = unset;
  }

  /** The type of a local that is read. */
  get(localidx: number): ValType {
    if (localidx >= this.count) this.context.bound(localidx, this.count, INVALID.unknownLocal);
    if (this.unset[localidx] === 1) this.context.fail(INVALID.uninitializedLocal);
    return this.types[localidx] as ValType;
  }

  /** The type of a local that is written. */
  set(localidx: number): ValType {
    if (localidx >= this.count) this.context.bound(localidx, this.count, INVALID.unknownLocal);
    if (this.unset[localidx] === 1) {
      this.unset[localidx] = 0;
      this.trail.push(localidx);
    }
    return this.types[localidx] as ValType;
  }

  /** How many locals have been set that had no value: what {@link unsetSince} goes back to. */
  get trailLength(): number {
    return this.trail.length;
  }

  unsetSince(trailLength: number): void {
    while (this.trail.length > trailLength) this.unset[this.trail.pop() as number] = 1;
  }
}
