import {
  DecodeError,
  type IndirectNameMap,
  MALFORMED,
  type Module,
  NAME_SUBSECTIONS,
  type NameMap,
  type NameSection,
  NO_NAMES,
} from '@softwasm/syntax';
import { Reader } from './reader.ts';

/** Subsections that name by one index, and by two. The first, the module's name, is neither. */
type MapKey = Exclude<(typeof NAME_SUBSECTIONS)[number], 'module'>;
const INDIRECT: ReadonlySet<string> = new Set(['locals', 'labels', 'fields']);

/**
 * The names in a module's name section. As the specification wants it, a malformed section is ignored, so that the result is without names then; in
 * `strict` mode it is an error.
 *
 * @throws DecodeError in strict mode, with the offset in the module
 * @see https://webassembly.github.io/spec/core/appendix/custom.html#name-section
 */
export function decodeNameSection(module: Module, options: { readonly strict?: boolean } = {}): NameSection {
  const section = module.customs.find(({ name }) => name === 'name');
  if (section === undefined) return NO_NAMES;
  try {
    return decodeNames(section.bytes);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    if (options.strict === true) throw new DecodeError(error.reason, section.offset + error.offset);
    return NO_NAMES;
  }
}

function decodeNames(bytes: Uint8Array): NameSection {
  const reader = new Reader(bytes);
  const names: { -readonly [K in keyof NameSection]: NameSection[K] } = { ...NO_NAMES };
  let last = -1;
  while (!reader.atEnd) {
    const start = reader.pos;
    const id = reader.byte();
    if (id <= last) throw reader.error(MALFORMED.afterLastSection, start);
    last = id;
    const size = reader.length('bytes of a subsection');
    const end = reader.pos + size;
    const key = NAME_SUBSECTIONS[id];
    if (key === undefined) reader.skip(size);
    else if (key === 'module') names.module = reader.name();
    else Object.assign(names, { [key satisfies MapKey]: INDIRECT.has(key) ? indirectMap(reader) : nameMap(reader) });
    if (reader.pos !== end) throw reader.error(MALFORMED.sectionSize, Math.min(reader.pos, end));
  }
  return names;
}

/** Entries by index, each at most once and in increasing order. */
function entries<T>(reader: Reader, entry: () => T): ReadonlyMap<number, T> {
  const count = reader.length('names');
  const map = new Map<number, T>();
  let last = -1;
  for (let i = 0; i < count; i++) {
    const start = reader.pos;
    const index = reader.u32();
    if (index <= last) throw reader.error(MALFORMED.nameOrder, start);
    last = index;
    map.set(index, entry());
  }
  return map;
}

function nameMap(reader: Reader): NameMap {
  return entries(reader, () => reader.name());
}

function indirectMap(reader: Reader): IndirectNameMap {
  return entries(reader, () => nameMap(reader));
}
