import { BLOCKTYPE_EMPTY, blocktypeOfResult, CATCH_KINDS, INSTRUCTION_ID } from '@softwasm/syntax';
import { KEYWORD as K } from '../../lexer/keywords.ts';
import { LEFT } from '../../lexer/token.ts';
import type { ModuleContext } from '../module-context.ts';
import { readTypeUse, resolveTypeUse } from '../type-use.ts';
import type { LabelScope } from './labels.ts';
import type { PendingInstructions } from './pending.ts';

/** Above every type index there can be, and still a non-negative slot: an index that is too large stays unknown. */
const LARGEST_SLOT = 0x7fffffff;

/** Takes a block type (§6.5.2); its slot. */
export function parseBlockType(module: ModuleContext): number {
  const { clause } = module.cursor;
  if (clause !== K.result && clause !== K.type && clause !== K.param) return BLOCKTYPE_EMPTY;
  const use = readTypeUse(module, undefined);
  if (use.typeidx < 0 && use.params.length === 0) {
    const [result] = use.results;
    if (result === undefined) return BLOCKTYPE_EMPTY;
    if (use.results.length === 1) return blocktypeOfResult(result);
  }
  return Math.min(resolveTypeUse(module, use), LARGEST_SLOT);
}

/** Keywords of the handlers of `try_table`, in the order of `CATCH_KINDS`. */
const CATCH_KEYWORDS: readonly number[] = [
  INSTRUCTION_ID.catch,
  K.catch_ref,
  INSTRUCTION_ID.catch_all,
  K.catch_all_ref,
];

/** Takes the handlers of a `try_table`, whose labels are those around it. */
export function parseHandlers(module: ModuleContext, labels: LabelScope, pending: PendingInstructions): void {
  const { cursor } = module;
  const countSlot = pending.length;
  pending.push(0);
  let count = 0;
  while (cursor.kind === LEFT) {
    const kind = CATCH_KEYWORDS.indexOf(cursor.clause);
    if (kind < 0) break;
    cursor.takeClause(cursor.clause);
    pending.push(kind);
    pending.push(CATCH_KINDS[kind]?.startsWith('catch_all') ? 0 : module.tagIds.use(cursor));
    pending.push(labels.use(cursor));
    cursor.close();
    count++;
  }
  pending.set(countSlot, count);
}
