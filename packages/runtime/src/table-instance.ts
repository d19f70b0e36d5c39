import { LIMITS, overLimit, ResourceError, type TableType, Trap } from '@softwasm/syntax';
import type { Code } from './abi.ts';
import { FunctionInstance } from './function-instance.ts';
import type { ResourceBudget } from './resource-budget.ts';
import type { ElementInstance } from './segment-instances.ts';
import { reserveStack } from './stack-reserve.ts';
import type { Store } from './store.ts';
import { uninitializedElement } from './traps.ts';

/** What a table holds: the elements that were written, and the value of those behind them. */
export interface TableContents {
  readonly length: number;
  readonly elements: readonly unknown[];
  readonly rest: unknown;
}

/**
 * A table instance (§4.2.7).
 *
 * Elements that were never written are not stored: a table declared with ten million of them costs nothing until one is touched. For indirect calls it
 * keeps, per function type, an array of the code to call; see {@link codesOf}.
 *
 * Indices and counts are numbers, not negative and not `NaN`; larger than any table is fine (addresses of 64 bits convert inexactly, but never into bounds).
 *
 * @see https://webassembly.github.io/spec/core/exec/runtime.html#table-instances
 */
export class TableInstance {
  readonly kind = 'table';
  readonly store: Store;
  /** Its element type has canonical ids. The limits are the declared ones: `size` is the current minimum. */
  readonly type: TableType;
  /** At most this many elements, by its type or by the implementation. */
  readonly limit: number;

  private length: number;
  /** The elements below `elements.length`; those from there to `length` are all `rest`. */
  private readonly elements: unknown[] = [];
  private rest: unknown;
  private readonly budget: ResourceBudget | undefined;
  private readonly codes = new Map<number, Array<Code | null>>();

  /**
   * @param type with canonical ids
   * @param init the value of all elements
   * @param budget what it may take, which has enough for its beginning; absent: as much as it can get
   * @throws ResourceError when it would be larger than the implementation allows
   */
  constructor(store: Store, type: TableType, init: unknown, budget?: ResourceBudget) {
    const { min, max } = type.limits;
    if (min > LIMITS.tableElements) throw new ResourceError(overLimit('table elements', min, LIMITS.tableElements));
    this.store = store;
    this.type = type;
    this.limit = max === undefined || max > LIMITS.tableElements ? LIMITS.tableElements : Number(max);
    this.length = Number(min);
    this.rest = init;
    this.budget = budget;
    if (budget !== undefined) budget.tableElements -= this.length;
  }

  /** Elements. */
  get size(): number {
    return this.length;
  }

  /** @throws Trap when `index` is out of bounds */
  get(index: number): unknown {
    if (index < this.elements.length) return this.elements[index];
    if (index < this.length) return this.rest;
    throw new Trap('table-out-of-bounds');
  }

  /** @throws Trap when `index` is out of bounds */
  set(index: number, value: unknown): void {
    if (index >= this.length) throw new Trap('table-out-of-bounds');
    if (index < this.elements.length && this.codes.size === 0) {
      // One store is done or not, wherever the stack ends.
      this.elements[index] = value;
      return;
    }
    reserveStack();
    this.storeElement(index, value);
  }

  /**
   * `table.grow`: adds `count` elements.
   *
   * @returns the size before, or -1 when it cannot grow that much
   */
  grow(count: number, value: unknown): number {
    const old = this.length;
    if (!(count <= this.limit - old)) return -1;
    if (count === 0) return old;
    const { budget } = this;
    if (budget !== undefined && count > budget.tableElements) return -1;
    if (value !== this.rest) {
      reserveStack();
      this.materialise(old);
      this.rest = value;
    }
    this.length = old + count;
    if (budget !== undefined) budget.tableElements -= count;
    return old;
  }

  /** `table.fill`. @throws Trap when the range is out of bounds; nothing is written then */
  fill(index: number, value: unknown, count: number): void {
    if (index + count > this.length) throw new Trap('table-out-of-bounds');
    reserveStack();
    const end = index + count;
    // What is not stored yet and would be filled with what it holds anyway stays as it is.
    const stop = value === this.rest ? Math.min(end, this.elements.length) : end;
    for (let i = index; i < stop; i++) this.storeElement(i, value);
  }

  /** `table.copy` from another table or this one; ranges may overlap. @throws Trap when a range is out of bounds; nothing is written then */
  copy(to: number, source: TableInstance, from: number, count: number): void {
    if (from + count > source.length || to + count > this.length) throw new Trap('table-out-of-bounds');
    reserveStack();
    if (to <= from) for (let i = 0; i < count; i++) this.storeElement(to + i, source.get(from + i));
    else for (let i = count - 1; i >= 0; i--) this.storeElement(to + i, source.get(from + i));
  }

  /** `table.init` from a segment. @throws Trap when a range is out of bounds; nothing is written then */
  init(to: number, segment: ElementInstance, from: number, count: number): void {
    const { elements } = segment;
    if (from + count > elements.length || to + count > this.length) throw new Trap('table-out-of-bounds');
    reserveStack();
    for (let i = 0; i < count; i++) this.storeElement(to + i, elements.get(from + i));
  }

  /**
   * The code that `call_indirect` with this type may call, by element index: `null` where the element is null or of another type; missing where it is
   * out of bounds or not stored yet. The array is made at the first request, keeps its identity, and follows the table. Where there is no code in it,
   * {@link indirectCode} finds it or traps.
   *
   * @param type canonical type id
   */
  codesOf(type: number): ReadonlyArray<Code | null> {
    let codes = this.codes.get(type);
    if (codes === undefined) {
      codes = [];
      this.codes.set(type, codes);
      for (let i = 0; i < this.elements.length; i++) this.storeCode(codes, type, i, this.elements[i]);
    }
    return codes;
  }

  /**
   * What `call_indirect` does where {@link codesOf} has no code (§4.6.12).
   *
   * @returns the code of an element that is not stored yet
   * @throws Trap undefined element, uninitialized element, or indirect call type mismatch
   */
  indirectCode(index: number, type: number): Code {
    if (index >= this.length) throw new Trap('undefined-element');
    const element = this.get(index);
    if (element instanceof FunctionInstance) {
      if (this.store.types.isSubtype(element.type, type)) return element.code;
      throw new Trap('indirect-call-mismatch');
    }
    throw uninitializedElement(index);
  }

  /** What is in the table, for {@link restore}. */
  save(): TableContents {
    return { length: this.length, elements: this.elements.slice(), rest: this.rest };
  }

  /** Puts back what {@link save} gave, the size included. */
  restore({ length, elements, rest }: TableContents): void {
    this.length = length;
    this.rest = rest;
    this.elements.length = 0;
    for (const codes of this.codes.values()) (codes as unknown[]).length = 0;
    for (let i = 0; i < elements.length; i++) {
      this.elements.push(elements[i]);
      for (const [type, codes] of this.codes) this.storeCode(codes, type, i, elements[i]);
    }
  }

  private storeElement(index: number, value: unknown): void {
    if (index >= this.elements.length) this.materialise(index);
    this.elements[index] = value;
    for (const [type, codes] of this.codes) this.storeCode(codes, type, index, value);
  }

  /** Stores the elements below `end`, in order, so that engines keep their arrays dense. */
  private materialise(end: number): void {
    const { elements, rest } = this;
    const begin = elements.length;
    for (let i = begin; i < end; i++) elements.push(rest);
    for (const [type, codes] of this.codes) {
      for (let i = begin; i < end; i++) this.storeCode(codes, type, i, rest);
    }
  }

  private storeCode(codes: Array<Code | null>, type: number, index: number, element: unknown): void {
    if (element instanceof FunctionInstance && this.store.types.isSubtype(element.type, type)) {
      codes[index] = element.code;
      element.noteCodePlace(codes, index);
    } else {
      codes[index] = null;
    }
  }
}
