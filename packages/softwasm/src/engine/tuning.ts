import type { Tune } from '@softwasm/compiler';
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
