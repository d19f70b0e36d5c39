// BLAKE2b with a digest of 64 bytes (RFC 7693): 64-bit additions and rotations on a state in memory.

const IV: StaticArray<u64> = [
  0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
  0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
];

const SIGMA: StaticArray<u8> = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
  11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
  7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
  9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
  2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
  12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
  13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
  6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
  10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
];

const LENGTH = 4096;
const message: usize = memory.data(LENGTH, 16);
const v: usize = memory.data(128, 16);
const h = new StaticArray<u64>(8);

@inline
function mix(a: usize, b: usize, c: usize, d: usize, x: u64, y: u64): void {
  let va = load<u64>(v + (a << 3)), vb = load<u64>(v + (b << 3)), vc = load<u64>(v + (c << 3)), vd = load<u64>(v + (d << 3));
  va += vb + x;
  vd = rotr<u64>(vd ^ va, 32);
  vc += vd;
  vb = rotr<u64>(vb ^ vc, 24);
  va += vb + y;
  vd = rotr<u64>(vd ^ va, 16);
  vc += vd;
  vb = rotr<u64>(vb ^ vc, 63);
  store<u64>(v + (a << 3), va);
  store<u64>(v + (b << 3), vb);
  store<u64>(v + (c << 3), vc);
  store<u64>(v + (d << 3), vd);
}

@inline
function word(block: usize, round: i32, i: i32): u64 {
  return load<u64>(block + (<usize>unchecked(SIGMA[(round << 4) + i]) << 3));
}

function compress(block: usize, counter: u64, last: bool): void {
  for (let i = 0; i < 8; i++) {
    store<u64>(v + (i << 3), h[i]);
    store<u64>(v + (i << 3), IV[i], 64);
  }
  store<u64>(v, load<u64>(v, 96) ^ counter, 96);
  if (last) store<u64>(v, ~load<u64>(v, 112), 112);
  for (let r = 0; r < 12; r++) {
    mix(0, 4, 8, 12, word(block, r, 0), word(block, r, 1));
    mix(1, 5, 9, 13, word(block, r, 2), word(block, r, 3));
    mix(2, 6, 10, 14, word(block, r, 4), word(block, r, 5));
    mix(3, 7, 11, 15, word(block, r, 6), word(block, r, 7));
    mix(0, 5, 10, 15, word(block, r, 8), word(block, r, 9));
    mix(1, 6, 11, 12, word(block, r, 10), word(block, r, 11));
    mix(2, 7, 8, 13, word(block, r, 12), word(block, r, 13));
    mix(3, 4, 9, 14, word(block, r, 14), word(block, r, 15));
  }
  for (let i = 0; i < 8; i++) h[i] ^= load<u64>(v + (i << 3)) ^ load<u64>(v + (i << 3), 64);
}

/** Hashes the message, and leaves the result in `h`. */
function hash(): void {
  for (let i = 0; i < 8; i++) h[i] = IV[i];
  h[0] ^= 0x01010040;
  for (let at = 0; at < LENGTH; at += 128) compress(message + at, at + 128, at + 128 == LENGTH);
}

/** Hashes 4,096 bytes `rounds` times, each time with the last hash's first word in front. That word's low half is the answer. */
export function run(rounds: i32): i32 {
  for (let i = 0; i < LENGTH; i++) store<u8>(message + i, <u8>(i * 7));
  for (let i = 0; i < rounds; i++) {
    hash();
    store<u64>(message, h[0]);
  }
  return <i32>h[0];
}
