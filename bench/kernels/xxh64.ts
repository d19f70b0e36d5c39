// XXH64 (seed 0): 64-bit multiplications and rotations.

const P1: u64 = 0x9e3779b185ebca87;
const P2: u64 = 0xc2b2ae3d27d4eb4f;
const P3: u64 = 0x165667b19e3779f9;
const P4: u64 = 0x85ebca77c2b2ae63;
const P5: u64 = 0x27d4eb2f165667c5;

const LENGTH = 4096;
const message: usize = memory.data(LENGTH, 16);

function round(acc: u64, lane: u64): u64 {
  return rotl<u64>(acc + lane * P2, 31) * P1;
}

function merge(acc: u64, value: u64): u64 {
  return (acc ^ round(0, value)) * P1 + P4;
}

function xxh64(p: usize, length: usize): u64 {
  const end = p + length;
  let h: u64;
  if (length >= 32) {
    let v1 = P1 + P2, v2 = P2, v3: u64 = 0, v4: u64 = 0 - P1;
    do {
      v1 = round(v1, load<u64>(p));
      v2 = round(v2, load<u64>(p, 8));
      v3 = round(v3, load<u64>(p, 16));
      v4 = round(v4, load<u64>(p, 24));
      p += 32;
    } while (p + 32 <= end);
    h = rotl<u64>(v1, 1) + rotl<u64>(v2, 7) + rotl<u64>(v3, 12) + rotl<u64>(v4, 18);
    h = merge(merge(merge(merge(h, v1), v2), v3), v4);
  } else {
    h = P5;
  }
  h += <u64>length;
  for (; p + 8 <= end; p += 8) h = rotl<u64>(h ^ round(0, load<u64>(p)), 27) * P1 + P4;
  if (p + 4 <= end) {
    h = rotl<u64>(h ^ (<u64>load<u32>(p) * P1), 23) * P2 + P3;
    p += 4;
  }
  for (; p < end; p++) h = rotl<u64>(h ^ (<u64>load<u8>(p) * P5), 11) * P1;
  h = (h ^ (h >> 33)) * P2;
  h = (h ^ (h >> 29)) * P3;
  return h ^ (h >> 32);
}

/** Hashes the first 4,096, 4,095, … bytes of a message, `rounds` times, each time with the last hash in front. The low half of the last one. */
export function run(rounds: i32): i32 {
  for (let i = 0; i < LENGTH; i++) store<u8>(message + i, <u8>(i * 7));
  let hash: u64 = 0;
  for (let i = 0; i < rounds; i++) {
    hash = xxh64(message, LENGTH - (i & 63));
    store<u64>(message, hash);
  }
  return <i32>hash;
}
