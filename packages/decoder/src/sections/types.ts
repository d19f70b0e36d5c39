import {
  type CompositeType,
  type FeatureSet,
  type FieldType,
  LIMITS,
  MALFORMED,
  overLimit,
  type RecType,
  type SubType,
  type ValType,
} from '@softwasm/syntax';
import type { Reader } from '../reader.ts';
import type { TypeDecoder } from '../types.ts';

const CODE_REC = 0x4e;
const CODE_SUB = 0x50;
const CODE_SUB_FINAL = 0x4f;
const CODE_DESCRIPTOR = 0x4d;
const CODE_DESCRIBES = 0x4c;
const CODE_FUNC = 0x60;
const CODE_STRUCT = 0x5f;
const CODE_ARRAY = 0x5e;

/** §5.5.4: rec groups, and all their members in one row. */
export interface TypeSection {
  readonly recTypes: readonly RecType[];
  readonly types: readonly SubType[];
}

export function decodeTypeSection(reader: Reader, types: TypeDecoder, features: FeatureSet): TypeSection {
  const count = reader.count('recursive types', LIMITS.recTypes);
  const recTypes: RecType[] = [];
  const subtypes: SubType[] = [];
  for (let i = 0; i < count; i++) {
    const offset = reader.pos;
    const explicit = features.has('gc') && reader.peek() === CODE_REC;
    const members: SubType[] = [];
    if (explicit) {
      reader.pos++;
      const size = reader.count('members of a recursive type', LIMITS.subtypesInRecType);
      for (let j = 0; j < size; j++) members.push(decodeSubType(reader, types, features));
    } else {
      members.push(decodeSubType(reader, types, features));
    }
    recTypes.push({ subtypes: members, explicit, offset });
    for (const member of members) subtypes.push(member);
    if (subtypes.length > LIMITS.types) throw reader.error(overLimit('types', subtypes.length, LIMITS.types), offset);
  }
  return { recTypes, types: subtypes };
}

/** §5.3.10. */
function decodeSubType(reader: Reader, types: TypeDecoder, features: FeatureSet): SubType {
  const code = reader.peek();
  let final = true;
  const supertypes: number[] = [];
  if (features.has('gc') && (code === CODE_SUB || code === CODE_SUB_FINAL)) {
    reader.pos++;
    final = code === CODE_SUB_FINAL;
    const count = reader.length('supertypes');
    for (let i = 0; i < count; i++) supertypes.push(reader.u32());
  }
  if (!features.has('custom-descriptors')) {
    return { final, supertypes, composite: decodeCompositeType(reader, types, features) };
  }
  const describes = decodeClause(reader, CODE_DESCRIBES);
  const descriptor = decodeClause(reader, CODE_DESCRIPTOR);
  return {
    final,
    supertypes,
    composite: decodeCompositeType(reader, types, features),
    ...(descriptor === undefined ? {} : { descriptor }),
    ...(describes === undefined ? {} : { describes }),
  };
}

/** A type index after a code, where that code stands here. */
function decodeClause(reader: Reader, code: number): number | undefined {
  if (reader.peek() !== code) return undefined;
  reader.pos++;
  return reader.u32();
}

/** §5.3.9. */
function decodeCompositeType(reader: Reader, types: TypeDecoder, features: FeatureSet): CompositeType {
  const code = reader.byte();
  if (code === CODE_FUNC) {
    const params = decodeResultType(reader, types, 'parameters', LIMITS.functionParams);
    return { kind: 'func', params, results: decodeResultType(reader, types, 'results', LIMITS.functionResults) };
  }
  if (code === CODE_STRUCT && features.has('gc')) {
    const count = reader.count('fields', LIMITS.structFields);
    const fields: FieldType[] = [];
    for (let i = 0; i < count; i++) fields.push(types.fieldType());
    return { kind: 'struct', fields };
  }
  if (code === CODE_ARRAY && features.has('gc')) return { kind: 'array', field: types.fieldType() };
  if (code >= 0x80) throw reader.error(MALFORMED.leb128TooLong);
  throw reader.error(MALFORMED.definitionType, reader.pos - 1);
}

/** §5.3.7. */
function decodeResultType(reader: Reader, types: TypeDecoder, what: string, limit: number): readonly ValType[] {
  const count = reader.count(what, limit);
  const list: ValType[] = [];
  for (let i = 0; i < count; i++) list.push(types.valType());
  return list;
}
