/* Binaries written down by hand: the tests of the API need neither text format nor compiler. */

export const I32 = 0x7f;
export const I64 = 0x7e;
export const F32 = 0x7d;
export const F64 = 0x7c;
export const V128 = 0x7b;
export const FUNCREF = 0x70;
export const EXTERNREF = 0x6f;

type Bytes = readonly number[];

export const KIND = { func: 0, table: 1, memory: 2, global: 3, tag: 4 };

/** Unsigned LEB128. */
export function u32(value: number): number[] {
  const bytes: number[] = [];
  do {
    const rest = Math.floor(value / 128);
    bytes.push((value % 128) | (rest > 0 ? 0x80 : 0));
    value = rest;
  } while (value > 0);
  return bytes;
}

export function vec(items: readonly Bytes[]): number[] {
  return [...u32(items.length), ...items.flat()];
}

export function str(text: string): number[] {
  const bytes = [...new TextEncoder().encode(text)];
  return [...u32(bytes.length), ...bytes];
}

export function funcType(params: Bytes, results: Bytes): number[] {
  return [0x60, ...u32(params.length), ...params, ...u32(results.length), ...results];
}

export function importOf(module: string, name: string, kind: keyof typeof KIND, ...description: number[]): number[] {
  return [...str(module), ...str(name), KIND[kind], ...description];
}

export function exportOf(name: string, kind: keyof typeof KIND, index: number): number[] {
  return [...str(name), KIND[kind], ...u32(index)];
}

export interface Parts {
  types?: readonly Bytes[];
  imports?: readonly Bytes[];
  /** Type indices; every body is `unreachable`, for the engine of the tests has code of its own. */
  funcs?: Bytes;
  tables?: readonly Bytes[];
  memories?: readonly Bytes[];
  tags?: readonly Bytes[];
  globals?: readonly Bytes[];
  exports?: readonly Bytes[];
  start?: number;
  datas?: readonly Bytes[];
  customs?: readonly { readonly name: string; readonly bytes: Bytes }[];
}

export function wasm(parts: Parts): Uint8Array {
  const bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const section = (id: number, content: Bytes | undefined): void => {
    if (content !== undefined) bytes.push(id, ...u32(content.length), ...content);
  };
  const vector = (items: readonly Bytes[] | undefined): number[] | undefined => items && vec(items);
  section(1, vector(parts.types));
  section(2, vector(parts.imports));
  section(3, parts.funcs && [...u32(parts.funcs.length), ...parts.funcs]);
  section(4, vector(parts.tables));
  section(5, vector(parts.memories));
  section(13, vector(parts.tags));
  section(6, vector(parts.globals));
  section(7, vector(parts.exports));
  section(8, parts.start === undefined ? undefined : u32(parts.start));
  section(10, parts.funcs && vec(parts.funcs.map(() => [3, 0, 0, 0x0b])));
  section(11, vector(parts.datas));
  for (const { name, bytes: content } of parts.customs ?? []) section(0, [...str(name), ...content]);
  return Uint8Array.from(bytes);
}
