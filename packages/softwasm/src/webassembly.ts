import type { WebAssemblyNamespace } from './api.ts';
import { createWebAssembly } from './create-webassembly.ts';

/**
 * The `WebAssembly` namespace, in software: use it in the place of the host's own.
 *
 * @see https://webassembly.github.io/spec/js-api/index.html
 */
export const WebAssembly: WebAssemblyNamespace = /* @__PURE__ */ createWebAssembly();
