import type { HeapType } from '@softwasm/syntax';

/** A value of a script (arguments and expected results), bit by bit: 64-bit numbers are two signed words. */
export type ScriptValue =
  | { readonly kind: 'i32'; readonly bits: number }
  | { readonly kind: 'i64'; readonly low: number; readonly high: number }
  | { readonly kind: 'f32'; readonly bits: number }
  | { readonly kind: 'f64'; readonly low: number; readonly high: number }
  /** Four words, lowest lanes first. */
  | { readonly kind: 'v128'; readonly words: Int32Array }
  | { readonly kind: 'ref.null'; readonly heap: HeapType }
  /** A reference to the host's object number `value`, as `externref`. */
  | { readonly kind: 'ref.extern'; readonly value: number }
  /** The same as `anyref`. */
  | { readonly kind: 'ref.host'; readonly value: number };

/** Which NaNs are expected: only the canonical ones, or any quiet ones (§4.3.3). */
export type NanPattern = 'canonical' | 'arithmetic';

/** What a result may be. */
export type ResultPattern =
  | ScriptValue
  | { readonly kind: 'f32.nan' | 'f64.nan'; readonly nan: NanPattern }
  /** A vector of floats some lanes of which are NaNs of a kind: `nans` by lane; their words count for nothing. */
  | {
      readonly kind: 'v128.nan';
      readonly shape: 'f32x4' | 'f64x2';
      readonly words: Int32Array;
      readonly nans: readonly (NanPattern | undefined)[];
    }
  /** Any reference of a type; `any` stands for all that are not null. */
  | { readonly kind: 'ref'; readonly type: ReferencePattern }
  /** Any null. */
  | { readonly kind: 'ref.null.any' }
  /** One of these. */
  | { readonly kind: 'either'; readonly patterns: readonly ResultPattern[] };

/** What `(ref)`, `(ref.eq)`, `(ref.func)` and so on, without a value, ask for. */
export type ReferencePattern = 'any' | 'eq' | 'i31' | 'struct' | 'array' | 'func' | 'exn' | 'extern';
