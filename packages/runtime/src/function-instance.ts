import type { FuncType, Module } from '@softwasm/syntax';
import type { Code } from './abi.ts';
import type { Store } from './store.ts';

/** Compact the list of places when it grows to this length; see `places` below. */
const FIRST_COMPACTION = 32;

/** What a function knows of the `ModuleInstance` that defines it. */
export interface FunctionOwner {
  readonly module: Module;
}

/** Where a function came from: a module instance or the host. */
export interface FunctionOrigin {
  /** The instance whose module defines it, and its index in that module's function index space. */
  readonly instance?: FunctionOwner;
  readonly index?: number;
  /** For host functions: whatever their maker wants to find again, e.g. the JavaScript function. */
  readonly host?: unknown;
}

/**
 * A function instance (§4.2.6). It is also the function reference: one function has one of these.
 *
 * @see https://webassembly.github.io/spec/core/exec/runtime.html#function-instances
 */
export class FunctionInstance {
  readonly kind = 'func';
  readonly store: Store;
  /** Canonical type id. */
  readonly type: number;
  /** Callable in the calling convention; possibly a stub, see {@link replaceCode}. */
  code: Code;
  readonly instance: FunctionOwner | undefined;
  /** Function index in its module; -1 for host functions. */
  readonly index: number;
  readonly host: unknown;

  /**
   * Tables' code arrays that hold `code`, so that a stub can be replaced there, and at which index. Kept only while somebody may replace the code; may
   * name places that hold something else by now. Properties from the beginning: engines take objects that get one later for others.
   */
  private places: Array<Code | null>[] | undefined = undefined;
  private placeIndices: number[] | undefined = undefined;
  private compactAt = FIRST_COMPACTION;
  private final: boolean;

  /** @param final whether `code` will never be replaced */
  constructor(store: Store, type: number, code: Code, origin: FunctionOrigin, final = false) {
    this.store = store;
    this.type = type;
    this.code = code;
    this.instance = origin.instance;
    this.index = origin.index ?? -1;
    this.host = origin.host;
    this.final = final;
  }

  get funcType(): FuncType {
    return this.store.types.get(this.type).composite as FuncType;
  }

  /**
   * Puts generated code in the place of a stub, here and in tables. Whoever kept the stub elsewhere may go on calling it.
   *
   * @param final whether it is never replaced again
   */
  replaceCode(code: Code, final = true): void {
    const old = this.code;
    const { places, placeIndices } = this;
    this.code = code;
    if (places !== undefined && placeIndices !== undefined) {
      for (let i = 0; i < places.length; i++) {
        const codes = places[i] as Array<Code | null>;
        const index = placeIndices[i] as number;
        if (codes[index] === old) codes[index] = code;
      }
    }
    if (!final) return;
    this.final = true;
    this.places = undefined;
    this.placeIndices = undefined;
  }

  /** Called by tables: `codes[index]` now holds this function's code. */
  noteCodePlace(codes: Array<Code | null>, index: number): void {
    if (this.final) return;
    this.places ??= [];
    this.placeIndices ??= [];
    this.places.push(codes);
    this.placeIndices.push(index);
    if (this.places.length >= this.compactAt) this.compact(this.places, this.placeIndices);
  }

  /** A guest may move a function around for ever: drops places it has left, and doubles, at amortised constant cost. */
  private compact(places: Array<Code | null>[], placeIndices: number[]): void {
    const seen = new Map<Array<Code | null>, Set<number>>();
    let kept = 0;
    for (let i = 0; i < places.length; i++) {
      const codes = places[i] as Array<Code | null>;
      const index = placeIndices[i] as number;
      if (codes[index] !== this.code) continue;
      let indices = seen.get(codes);
      if (indices === undefined) seen.set(codes, (indices = new Set()));
      if (indices.has(index)) continue;
      indices.add(index);
      places[kept] = codes;
      placeIndices[kept] = index;
      kept++;
    }
    places.length = kept;
    placeIndices.length = kept;
    this.compactAt = Math.max(FIRST_COMPACTION, 2 * kept);
  }
}
