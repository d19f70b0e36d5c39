import { SECTION_IDS, type SectionName } from '@softwasm/syntax';

/** Bytes, texts (as UTF-8) and nested lists of them. */
export type Piece = number | string | Uint8Array | readonly Piece[];

/** All pieces in one run of bytes. */
export function bytes(...pieces: readonly Piece[]): Uint8Array {
  const out: number[] = [];
  const add = (piece: Piece): void => {
    if (typeof piece === 'number') out.push(piece);
    else if (typeof piece === 'string') out.push(...new TextEncoder().encode(piece));
    else for (const inner of piece) add(inner);
  };
  add(pieces);
  return Uint8Array.from(out);
}

/** A u32 in LEB128. */
export function leb(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(Math.floor(value / 128))];
}

/** A length, then the bytes. */
export function sized(...pieces: readonly Piece[]): Piece {
  const content = bytes(...pieces);
  return [leb(content.length), content];
}

export function section(name: SectionName | 'custom', ...pieces: readonly Piece[]): Piece {
  return [SECTION_IDS[name], sized(...pieces)];
}

/** `\0asm`, version 1 and these sections: what precedes a section's content is 10 bytes for a small first section. */
export function binary(...sections: readonly Piece[]): Uint8Array {
  return bytes('\0asm', 1, 0, 0, 0, ...sections);
}

/** `[] -> []`. */
export const EMPTY_TYPE = section('type', 1, 0x60, 0, 0);

/** A module of one function of type 0 with these instructions, without locals; the caller supplies the `end`. */
export function oneFunction(...body: readonly Piece[]): Uint8Array {
  return binary(EMPTY_TYPE, section('function', 1, 0), section('code', 1, sized(0, ...body)));
}
