/**
 * A proposal, by its name in the WebAssembly proposals list; `mvp` is WebAssembly 1.0. A binary or text construct belongs to exactly one
 * feature, and is rejected where that feature is off.
 */
export type Feature =
  | 'mvp'
  | 'mutable-globals'
  | 'sign-extension'
  | 'saturating-float-to-int'
  | 'multi-value'
  | 'bulk-memory'
  | 'reference-types'
  | 'simd'
  | 'extended-const'
  | 'tail-call'
  | 'function-references'
  | 'gc'
  | 'exceptions'
  | 'multi-memory'
  | 'memory64'
  | 'relaxed-simd'
  | 'legacy-exceptions'
  | 'threads'
  | 'custom-page-sizes'
  | 'wide-arithmetic'
  | 'custom-descriptors';

/** The features that a module may use. */
export type FeatureSet = ReadonlySet<Feature>;

const WASM_1: readonly Feature[] = ['mvp', 'mutable-globals'];

const WASM_2: readonly Feature[] = [
  ...WASM_1,
  'sign-extension',
  'saturating-float-to-int',
  'multi-value',
  'bulk-memory',
  'reference-types',
  'simd',
];

const WASM_3: readonly Feature[] = [
  ...WASM_2,
  'extended-const',
  'tail-call',
  'function-references',
  'gc',
  'exceptions',
  'multi-memory',
  'memory64',
  'relaxed-simd',
];

/** Proposals that are not part of WebAssembly 3.0: each is off until it is asked for. */
export const PROPOSALS: readonly Feature[] = [
  'legacy-exceptions',
  'threads',
  'custom-page-sizes',
  'wide-arithmetic',
  'custom-descriptors',
];

/** The features of an edition of the specification. */
export const WASM_EDITIONS: Readonly<Record<'1.0' | '2.0' | '3.0', FeatureSet>> = {
  '1.0': new Set(WASM_1),
  '2.0': new Set(WASM_2),
  '3.0': new Set(WASM_3),
};

/** What is on where nothing else is said: WebAssembly 3.0. */
export const DEFAULT_FEATURES: FeatureSet = WASM_EDITIONS['3.0'];

/** Every feature there is. */
export const ALL_FEATURES: FeatureSet = new Set([...WASM_3, ...PROPOSALS]);

/** `base` with `on` added and `off` taken away. */
export function withFeatures(base: FeatureSet, on: Iterable<Feature>, off: Iterable<Feature> = []): FeatureSet {
  const set = new Set(base);
  for (const feature of on) set.add(feature);
  for (const feature of off) set.delete(feature);
  return set;
}

/** WebAssembly 3.0, and what all browsers allow beyond it. */
export const BROWSER_FEATURES: FeatureSet = /* @__PURE__ */ withFeatures(DEFAULT_FEATURES, [
  'legacy-exceptions',
  'threads',
]);
