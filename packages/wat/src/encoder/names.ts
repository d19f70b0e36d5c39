import { type IndirectNameMap, NAME_SUBSECTIONS, type NameMap, type NameSection } from '@softwasm/syntax';
import { ByteWriter } from './byte-writer.ts';

/**
 * The contents of a custom section `name`. Subsections without names are left out.
 *
 * @see https://webassembly.github.io/spec/core/appendix/custom.html#name-section
 */
export function encodeNameSection(names: NameSection): Uint8Array {
  const out = new ByteWriter();
  const scratch = new ByteWriter();
  NAME_SUBSECTIONS.forEach((key, id) => {
    scratch.reset();
    if (key === 'module') {
      if (names.module === undefined) return;
      scratch.name(names.module);
    } else {
      if (names[key].size === 0) return;
      if (key === 'locals' || key === 'labels' || key === 'fields') encodeIndirectMap(scratch, names[key]);
      else encodeNameMap(scratch, names[key]);
    }
    out.byte(id);
    out.sized(scratch.view());
  });
  return out.toBytes();
}

/** Entries in increasing order of their indices, as the format wants them. */
function sorted<T>(map: ReadonlyMap<number, T>): readonly (readonly [number, T])[] {
  return [...map].sort(([a], [b]) => a - b);
}

function encodeNameMap(writer: ByteWriter, map: NameMap): void {
  writer.u32(map.size);
  for (const [index, name] of sorted(map)) {
    writer.u32(index);
    writer.name(name);
  }
}

function encodeIndirectMap(writer: ByteWriter, map: IndirectNameMap): void {
  writer.u32(map.size);
  for (const [index, names] of sorted(map)) {
    writer.u32(index);
    encodeNameMap(writer, names);
  }
}
