import { type Global, type Import, LIMITS, type Memory, type Table, type Tag } from '@softwasm/syntax';
import type { ExprDecoder } from '../expr.ts';
import type { Reader } from '../reader.ts';
import type { TypeDecoder } from '../types.ts';

/** Introduces a table with an initial value. */
const CODE_TABLE_WITH_INIT = 0x40;

/** §5.5.5. */
export function decodeImportSection(reader: Reader, types: TypeDecoder): readonly Import[] {
  const count = reader.count('imports', LIMITS.imports);
  const imports: Import[] = [];
  for (let i = 0; i < count; i++) {
    const offset = reader.pos;
    imports.push({ module: reader.name(), name: reader.name(), type: types.externType(), offset });
  }
  return imports;
}

/** §5.5.6: type indices. */
export function decodeFunctionSection(reader: Reader): Uint32Array {
  const count = reader.count('functions', LIMITS.functions);
  const typeIndices = new Uint32Array(count);
  for (let i = 0; i < count; i++) typeIndices[i] = reader.u32();
  return typeIndices;
}

/** §5.5.7. */
export function decodeTableSection(
  reader: Reader,
  types: TypeDecoder,
  exprs: ExprDecoder,
  withInit: boolean,
): readonly Table[] {
  const count = reader.count('tables', LIMITS.tables);
  const tables: Table[] = [];
  for (let i = 0; i < count; i++) {
    const offset = reader.pos;
    if (withInit && reader.peek() === CODE_TABLE_WITH_INIT) {
      reader.pos++;
      reader.zero();
      tables.push({ type: types.tableType(), init: exprs.constantExpression(), offset });
    } else {
      tables.push({ type: types.tableType(), offset });
    }
  }
  return tables;
}

/** §5.5.8. */
export function decodeMemorySection(reader: Reader, types: TypeDecoder): readonly Memory[] {
  const count = reader.count('memories', LIMITS.memories);
  const memories: Memory[] = [];
  for (let i = 0; i < count; i++) {
    const offset = reader.pos;
    memories.push({ type: types.memoryType(), offset });
  }
  return memories;
}

/** §5.5.16. */
export function decodeTagSection(reader: Reader, types: TypeDecoder): readonly Tag[] {
  const count = reader.count('tags', LIMITS.tags);
  const tags: Tag[] = [];
  for (let i = 0; i < count; i++) {
    const offset = reader.pos;
    tags.push({ type: types.tagType(), offset });
  }
  return tags;
}

/** §5.5.9. */
export function decodeGlobalSection(reader: Reader, types: TypeDecoder, exprs: ExprDecoder): readonly Global[] {
  const count = reader.count('globals', LIMITS.globals);
  const globals: Global[] = [];
  for (let i = 0; i < count; i++) {
    const offset = reader.pos;
    globals.push({ type: types.globalType(), init: exprs.constantExpression(), offset });
  }
  return globals;
}
