import { SECTION_IDS } from '@softwasm/syntax';

/** A body that stands for any: no locals, `unreachable`, `end`; with its size in front. */
const STAND_IN = [3, 0, 0x00, 0x0b];

const HEADER_SIZE = 8;

/** Reads an unsigned LEB128 number. @returns the number, and where it ends */
function readU32(bytes: Uint8Array, at: number): [value: number, end: number] {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++]!;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

function writeU32(out: number[], value: number): void {
  for (; value > 0x7f; value = Math.floor(value / 0x80)) out.push((value % 0x80) | 0x80);
  out.push(value);
}

/** A code section of as many functions, none of which does anything. */
function emptyCode(count: number): Uint8Array {
  const head: number[] = [];
  writeU32(head, count);
  const contents = new Uint8Array(head.length + STAND_IN.length * count);
  contents.set(head);
  for (let i = 0; i < count; i++) contents.set(STAND_IN, head.length + STAND_IN.length * i);
  return contents;
}

/**
 * A binary without its function bodies: what is left of a module whose code was compiled ahead of time. Everything that it says of itself stays.
 *
 * @param bytes of a valid module
 */
export function stripBodies(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [bytes.subarray(0, HEADER_SIZE)];
  for (let at = HEADER_SIZE; at < bytes.length; ) {
    const id = bytes[at]!;
    const [size, contents] = readU32(bytes, at + 1);
    const end = contents + size;
    if (id !== SECTION_IDS.code) parts.push(bytes.subarray(at, end));
    else {
      const code = emptyCode(readU32(bytes, contents)[0]);
      const header = [id];
      writeU32(header, code.length);
      parts.push(Uint8Array.from(header), code);
    }
    at = end;
  }
  return join(parts);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
