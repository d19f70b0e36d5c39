import type { FunctionInstance } from './function-instance.ts';
import type { GlobalInstance } from './global-instance.ts';
import type { MemoryInstance } from './memory-instance.ts';
import type { TableInstance } from './table-instance.ts';
import type { TagInstance } from './tag-instance.ts';

/** An external address (§4.2.11): what is imported and exported. `kind` tells which. */
export type ExternInstance = FunctionInstance | TableInstance | MemoryInstance | GlobalInstance | TagInstance;
