import { DEFAULT_FEATURES, type FeatureSet, withFeatures } from '@softwasm/syntax';

/** WebAssembly 3.0, and what all browsers allow beyond it. */
export const API_FEATURES: FeatureSet = /* @__PURE__ */ withFeatures(DEFAULT_FEATURES, [
  'legacy-exceptions',
  'threads',
]);
