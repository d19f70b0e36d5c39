import { createLongWebAssembly } from './create-long-webassembly.ts';
import type { LongWebAssemblyNamespace } from './long-api.ts';

/**
 * The `WebAssembly` namespace, in software, with `Long`s: use it in the place of the host's own.
 *
 * @see https://webassembly.github.io/spec/js-api/index.html
 */
export const WebAssembly: LongWebAssemblyNamespace = /* @__PURE__ */ createLongWebAssembly();
