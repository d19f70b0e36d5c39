import type { MemoryInstance } from '@softwasm/runtime';
import { Handles } from './handles.ts';

/** Memories, and the runtime's behind them. */
export const MEMORIES: Handles<MemoryInstance> = /* @__PURE__ */ new Handles<MemoryInstance>('memory');
