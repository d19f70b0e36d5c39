import { duplicateExport, type ExternKind, type GlobalType, INVALID } from '@softwasm/syntax';
import type { Context } from './context.ts';

/** The index space of each kind of export, and what an index beyond it is called. */
const SPACES: Readonly<Record<ExternKind, readonly ['funcs' | 'tables' | 'memories' | 'globals' | 'tags', string]>> = {
  func: ['funcs', INVALID.unknownFunction],
  table: ['tables', INVALID.unknownTable],
  memory: ['memories', INVALID.unknownMemory],
  global: ['globals', INVALID.unknownGlobal],
  tag: ['tags', INVALID.unknownTag],
};

/**
 * Validates the exports (§3.5.11): they exist, and their names are distinct.
 *
 * @throws ValidationError
 */
export function validateExports(context: Context): void {
  const names = new Set<string>();
  for (const { name, kind, index, offset } of context.module.exports) {
    context.offset = offset;
    const [space, unknown] = SPACES[kind];
    context.bound(index, context[space].length, unknown);
    if (kind === 'global' && !context.features.has('mutable-globals')) {
      if ((context.globals[index] as GlobalType).mutable) context.fail(INVALID.mutableGlobalExport);
    }
    if (names.has(name)) context.fail(duplicateExport(name));
    names.add(name);
  }
}
