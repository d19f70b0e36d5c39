import {
  BOT,
  BOT_HEAP,
  type HeapType,
  I32,
  isNullable,
  isRef,
  refType,
  typeMismatch,
  type ValType,
} from '@softwasm/syntax';
import type { Context } from './context.ts';

const BOT_REF: ValType = refType(false, BOT_HEAP);

/**
 * The operand stack of the validation algorithm (§7.3): canonical value types, those of all enclosing blocks in one array.
 *
 * @see https://webassembly.github.io/spec/core/appendix/algorithm.html
 */
export class Operands {
  types: Int32Array = new Int32Array(1024);
  /** How many operands there are. */
  height = 0;
  /** The height at which the innermost block began: what lies below belongs to the blocks around it. */
  floor = 0;
  /** Whether the rest of the innermost block is unreachable, so that there are operands of any type below its own. */
  polymorphic = false;
  private readonly context: Context;

  constructor(context: Context) {
    this.context = context;
  }

  reset(): void {
    this.height = 0;
    this.floor = 0;
    this.polymorphic = false;
  }

  push(type: ValType): void {
    if (this.height === this.types.length) this.grow();
    this.types[this.height++] = type;
  }

  pushAll(types: readonly ValType[]): void {
    for (let i = 0; i < types.length; i++) this.push(types[i] as ValType);
  }

  /** Makes room, and returns the new `types`. */
  grow(): Int32Array {
    const grown = new Int32Array(this.types.length * 2);
    grown.set(this.types);
    this.types = grown;
    return grown;
  }

  /** Pops an operand of this type and returns what it was. */
  pop(expected: ValType): ValType {
    const { height } = this;
    if (height === this.floor) return this.polymorphic ? BOT : this.mismatch([expected]);
    const actual = this.types[height - 1] as ValType;
    if (actual !== expected && !this.context.registry.matches(actual, expected)) return this.mismatch([expected]);
    this.height = height - 1;
    return actual;
  }

  /** Pops operands of these types, the last one from the top. */
  popAll(expected: readonly ValType[]): void {
    this.check(expected);
    const height = this.height - expected.length;
    this.height = height > this.floor ? height : this.floor;
  }

  /** Pops this many operands of one type. */
  popMany(count: number, expected: ValType): void {
    for (let i = 0; i < count; i++) {
      // Unreachable code has any number of them.
      if (this.polymorphic && this.height === this.floor) return;
      this.pop(expected);
    }
  }

  /** The topmost operands have these types; they stay. */
  check(expected: readonly ValType[]): void {
    const { types, floor } = this;
    let at = this.height;
    for (let i = expected.length - 1; i >= 0; i--) {
      if (at === floor) {
        if (!this.polymorphic) this.mismatch(expected);
        return;
      }
      const actual = types[--at] as ValType;
      const type = expected[i] as ValType;
      if (actual !== type && !this.context.registry.matches(actual, type)) this.mismatch(expected);
    }
  }

  /** Pops an operand of any type. */
  popAny(): ValType {
    if (this.height === this.floor) {
      if (this.polymorphic) return BOT;
      const { context } = this;
      return context.fail(typeMismatch('instruction', 'an operand', 'stack', '[]'));
    }
    return this.types[--this.height] as ValType;
  }

  /** Pops a reference of any type. */
  popRef(): ValType {
    const type = this.popAny();
    if (isRef(type)) return type;
    if (type === BOT) return BOT_REF;
    const { context } = this;
    return context.fail(typeMismatch('instruction', 'reference type', 'stack', context.format(type)));
  }

  /** Pops a reference to one heap type, and pushes one to another of the same nullability. */
  convert(from: HeapType, to: HeapType): void {
    const nullable = isNullable(this.peekRef());
    this.pop(refType(nullable, from));
    this.push(refType(nullable, to));
  }

  /** The reference on top. */
  peekRef(): ValType {
    const { height } = this;
    const type = this.popRef();
    this.height = height;
    return type;
  }

  popI32(): void {
    this.pop(I32);
  }

  /** What follows is unreachable. */
  unreachable(): void {
    this.height = this.floor;
    this.polymorphic = true;
  }

  /** @throws ValidationError: these types are not on top */
  private mismatch(expected: readonly ValType[]): never {
    const { context } = this;
    const from = Math.max(this.floor, this.height - expected.length);
    const actual = Array.from(this.types.subarray(from, this.height));
    return context.fail(typeMismatch('instruction', context.formatAll(expected), 'stack', context.formatAll(actual)));
  }

  /** The operands of the innermost block, for messages. */
  own(): readonly ValType[] {
    return Array.from(this.types.subarray(this.floor, this.height));
  }
}
