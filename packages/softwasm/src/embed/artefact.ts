import { crc32 } from './crc32.ts';
import { EmbedError } from './embed-error.ts';
import { type ARTEFACT_ERRORS, artefactError, artefactFormat } from './messages.ts';

/*
 * The format of serialized modules. All numbers are unsigned, of 32 bits, the low byte first:
 *
 *   magic       8 bytes
 *   format      a number
 *   checksum    the CRC-32 of everything behind it
 *   three parts, each its length in bytes and then its bytes:
 *     key       in ASCII: which code this is (`code-key.ts`)
 *     binary    the module as it was compiled
 *     code      its units (`stored-units.ts`); empty where its engine generates none
 */

/** Begins with what no text begins with, and ends with what transfers of text change. */
const MAGIC: readonly number[] = [0x00, 0x73, 0x77, 0x61, 0x73, 0x6d, 0x0d, 0x0a];

/** Counts up with every change of the format. */
const FORMAT = 1;

const HEADER = 16;

/** What a serialized module consists of. */
export interface Artefact {
  readonly key: Uint8Array;
  readonly binary: Uint8Array;
  readonly code: Uint8Array;
}

/** What cannot be read. */
export function artefactFailure(error: keyof typeof ARTEFACT_ERRORS): EmbedError {
  return new EmbedError('artefact', artefactError(error));
}

export function writeArtefact({ key, binary, code }: Artefact): Uint8Array {
  const parts = [key, binary, code];
  const bytes = new Uint8Array(HEADER + parts.reduce((size, part) => size + 4 + part.length, 0));
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint32(8, FORMAT, true);
  let at = HEADER;
  for (const part of parts) {
    view.setUint32(at, part.length, true);
    bytes.set(part, at + 4);
    at += 4 + part.length;
  }
  view.setUint32(12, crc32(bytes.subarray(HEADER)), true);
  return bytes;
}

/**
 * Takes a serialized module apart. Nothing in it is looked into.
 *
 * @returns views of `bytes`
 * @throws EmbedError where these are no such bytes, of another format, damaged, or malformed
 */
export function readArtefact(bytes: Uint8Array): Artefact {
  if (bytes.length < MAGIC.length || MAGIC.some((byte, i) => bytes[i] !== byte)) throw artefactFailure('magic');
  if (bytes.length < HEADER) throw artefactFailure('truncated');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const format = view.getUint32(8, true);
  if (format !== FORMAT) throw new EmbedError('artefact', artefactFormat(format, FORMAT));
  let at = HEADER;
  const part = (): Uint8Array => {
    const start = at + 4;
    const end = start <= bytes.length ? start + view.getUint32(at, true) : start;
    if (end > bytes.length) throw artefactFailure('truncated');
    at = end;
    return bytes.subarray(start, end);
  };
  const artefact = { key: part(), binary: part(), code: part() };
  if (at !== bytes.length) throw artefactFailure('truncated');
  if (view.getUint32(12, true) !== crc32(bytes.subarray(HEADER))) throw artefactFailure('checksum');
  return artefact;
}
