import type { RuntimeHelper } from '@softwasm/compiler';
import {
  atomicCompareExchange,
  atomicCompareExchange64,
  atomicLoad,
  atomicLoad64,
  atomicNotify,
  atomicOperation,
  atomicOperation64,
  atomicStore,
  atomicStore64,
  atomicWait32,
  atomicWait64,
} from '@softwasm/runtime';

/** What generated code calls for atomic instructions on shared memories. */
export const ATOMIC_HELPERS: Readonly<Record<Extract<RuntimeHelper, `atomic_${string}`>, unknown>> = {
  atomic_load: atomicLoad,
  atomic_load64: atomicLoad64,
  atomic_store: atomicStore,
  atomic_store64: atomicStore64,
  atomic_add: atomicOperation('add'),
  atomic_add64: atomicOperation64('add'),
  atomic_sub: atomicOperation('sub'),
  atomic_sub64: atomicOperation64('sub'),
  atomic_and: atomicOperation('and'),
  atomic_and64: atomicOperation64('and'),
  atomic_or: atomicOperation('or'),
  atomic_or64: atomicOperation64('or'),
  atomic_xor: atomicOperation('xor'),
  atomic_xor64: atomicOperation64('xor'),
  atomic_xchg: atomicOperation('xchg'),
  atomic_xchg64: atomicOperation64('xchg'),
  atomic_cmpxchg: atomicCompareExchange,
  atomic_cmpxchg64: atomicCompareExchange64,
  atomic_wait32: atomicWait32,
  atomic_wait64: atomicWait64,
  atomic_notify: atomicNotify,
};
