import { type Export, type ExternKind, LIMITS, MALFORMED, type Start } from '@softwasm/syntax';
import type { Reader } from '../reader.ts';

/** What can be exported, by code. */
const EXTERN_KINDS: readonly ExternKind[] = ['func', 'table', 'memory', 'global', 'tag'];

/** §5.5.10. */
export function decodeExportSection(reader: Reader, withTags: boolean): readonly Export[] {
  const count = reader.count('exports', LIMITS.exports);
  const exports: Export[] = [];
  for (let i = 0; i < count; i++) {
    const offset = reader.pos;
    const name = reader.name();
    const kind = EXTERN_KINDS[reader.byte()];
    if (kind === undefined || (kind === 'tag' && !withTags)) {
      throw reader.error(MALFORMED.exportKind, reader.pos - 1);
    }
    exports.push({ name, kind, index: reader.u32(), offset });
  }
  return exports;
}

/** §5.5.11. */
export function decodeStartSection(reader: Reader): Start {
  const offset = reader.pos;
  return { func: reader.u32(), offset };
}
