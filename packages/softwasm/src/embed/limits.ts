import { describeValue } from './describe-value.ts';
import { EmbedError } from './embed-error.ts';
import { limitExpected } from './messages.ts';

/** What a module may take. Each is without a limit of its own where it is absent; the implementation's limits hold in any case. */
export interface Limits {
  /** Bytes of a module. */
  readonly moduleSize?: number;
  /** Pages of 64 KiB of all memories that an instance defines, together. Beyond, `memory.grow` gives -1. */
  readonly memoryPages?: number;
  /** Elements of all tables that an instance defines, together. Beyond, `table.grow` gives -1. */
  readonly tableElements?: number;
}

/** A limit as a number. @throws EmbedError where it is no limit */
export function limitOf(limits: Limits | undefined, name: keyof Limits): number {
  const limit = limits?.[name] ?? Number.POSITIVE_INFINITY;
  if (typeof limit !== 'number' || !(limit >= 0)) {
    throw new EmbedError('argument', limitExpected(name, describeValue(limit)));
  }
  return limit;
}
