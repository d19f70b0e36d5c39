import type { Code } from '@softwasm/runtime';
import type { ValType } from '@softwasm/syntax';

/** A function that a module may import without anybody handing it in. */
export interface Builtin {
  readonly params: readonly ValType[];
  readonly results: readonly ValType[];
  /** In the calling convention. It throws traps only. */
  readonly code: Code;
}
