import type { SmallIntegers, Tune } from '@softwasm/compiler';
import { hostKeepsF64NaNBits } from '@softwasm/numerics';

/**
 * What kind of JavaScript engine generated code is made for. `auto` takes a host without `WebAssembly` for one that interprets JavaScript: whoever
 * switches off the one (Lockdown Mode, `--jitless`, hardened browsers) switches off the other, and small engines have neither.
 */
export type Tuning = Tune | 'auto';

/**
 * Whether the host has a `WebAssembly` of its own. Asked when this module is loaded, before the polyfill can have installed ours; that object itself is
 * never read.
 */
export const HOST_HAS_WEBASSEMBLY: boolean = 'WebAssembly' in globalThis;

/** What `auto` means on this host. */
export function tuneFor(tuning: Tuning, hostHasWebAssembly: boolean = HOST_HAS_WEBASSEMBLY): Tune {
  if (tuning !== 'auto') return tuning;
  return hostHasWebAssembly ? 'jit' : 'jitless';
}

/**
 * Whether the host's JIT compiler is taken to make machine words of BigInts. V8's does, where JavaScriptCore's allocates each; and V8 is the engine that keeps the
 * bits of NaNs.
 */
export const HOST_COMPILES_BIGINTS: boolean = /* @__PURE__ */ hostKeepsF64NaNBits();

/** What of Node's `process` says how V8 was built; others may have one, too. */
interface ProcessLike {
  readonly versions?: { readonly node?: string };
  readonly config?: { readonly variables?: { readonly v8_enable_pointer_compression?: number | boolean } };
}

/**
 * How many bits small integers have on a host. V8 compresses pointers wherever it has 64 bits, but in Node: Chromium and all that is made of it, workerd. Other
 * engines have 32 bits for every integer of a variable.
 */
export function smallIntegersOf(isV8: boolean, process: ProcessLike | undefined): SmallIntegers {
  if (!isV8) return 32;
  const compression = process?.config?.variables?.v8_enable_pointer_compression;
  // Deno has versions like Node's, and 32 bits; what bundlers give pages in the place of `process` has none.
  const isCompressed = compression ?? process?.versions?.node === undefined;
  return isCompressed ? 31 : 32;
}

/** How many bits small integers have here. */
export const HOST_SMALL_INTEGERS: SmallIntegers = /* @__PURE__ */ smallIntegersOf(
  /* @__PURE__ */ hostKeepsF64NaNBits(),
  (globalThis as { process?: ProcessLike }).process,
);
