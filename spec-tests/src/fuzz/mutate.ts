import type { Random } from './random.ts';

type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array;

/** Numbers that decoders trip over: ends of LEB128 encodings, large counts, section ids, opcode prefixes. */
const NASTY: readonly (readonly number[])[] = [
  [0x00],
  [0x7f],
  [0x80],
  [0xff],
  [0x80, 0x80, 0x80, 0x80, 0x10],
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0x7f],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
  [0x0b, 0x0b],
  [0xfb],
  [0xfc],
  [0xfd],
  [0xfe],
];

const flipBit: Mutation = (bytes, random) => {
  const flipped = bytes.slice();
  const at = random.below(bytes.length);
  flipped[at] = (flipped[at] as number) ^ (1 << random.below(8));
  return flipped;
};

const truncate: Mutation = (bytes, random) => bytes.slice(0, random.below(bytes.length));

const overwrite: Mutation = (bytes, random) => {
  const changed = bytes.slice();
  const piece = random.pick(NASTY);
  const at = random.below(bytes.length);
  changed.set(piece.slice(0, bytes.length - at), at);
  return changed;
};

const insert: Mutation = (bytes, random) => {
  const at = random.below(bytes.length);
  return Uint8Array.of(...bytes.subarray(0, at), ...random.pick(NASTY), ...bytes.subarray(at));
};

const remove: Mutation = (bytes, random) => {
  const at = random.below(bytes.length);
  return Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(at + 1 + random.below(8)));
};

/** A stretch of the module put elsewhere: sections out of order, bodies with immediates of others. */
const splice: Mutation = (bytes, random) => {
  const changed = bytes.slice();
  const from = random.below(bytes.length);
  const to = random.below(bytes.length);
  const length = Math.min(1 + random.below(32), bytes.length - Math.max(from, to));
  changed.set(bytes.subarray(from, from + length), to);
  return changed;
};

/** Random bytes behind a good header. */
const noise: Mutation = (_bytes, random) =>
  Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...random.bytes(random.below(64)));

const MUTATIONS: readonly Mutation[] = [flipBit, flipBit, truncate, overwrite, insert, remove, splice, noise];

/** A module with one to four things wrong, perhaps. */
export function mutate(module: Uint8Array, random: Random): Uint8Array {
  let bytes = module;
  for (let rounds = 1 + random.below(4); rounds > 0 && bytes.length > 0; rounds--)
    bytes = random.pick(MUTATIONS)(bytes, random);
  return bytes;
}
