import { SECTION_IDS, type SectionName } from '@softwasm/syntax';

/** A section as it stands in the binary. */
export interface SectionEntry {
  readonly name: SectionName | 'custom';
  /** Byte offset of its contents. */
  readonly offset: number;
  /** Bytes of its contents. */
  readonly size: number;
}

const NAMES = new Map(Object.entries(SECTION_IDS).map(([name, id]) => [id, name as SectionName | 'custom']));

const HEADER_SIZE = 8;

/** The sections of a binary that has been decoded without error, in order. */
export function sectionsOf(bytes: Uint8Array): SectionEntry[] {
  const sections: SectionEntry[] = [];
  for (let at = HEADER_SIZE; at < bytes.length; ) {
    const name = NAMES.get(bytes[at++] as number) as SectionName | 'custom';
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] as number;
      size += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    sections.push({ name, offset: at, size });
    at += size;
  }
  return sections;
}
