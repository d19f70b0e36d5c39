// SipHash-2-4: short messages at any address, 64-bit additions, rotations and exclusive ors in locals.

const message: usize = memory.data(128, 16);

function siphash(k0: u64, k1: u64, p: usize, length: usize): u64 {
  let v0 = k0 ^ 0x736f6d6570736575, v1 = k1 ^ 0x646f72616e646f6d, v2 = k0 ^ 0x6c7967656e657261, v3 = k1 ^ 0x7465646279746573;
  const last = p + (length & ~7);
  let tail = <u64>length << 56;
  for (let i: usize = 0; i < (length & 7); i++) tail |= <u64>load<u8>(last + i) << (i << 3);
  for (;; p += 8) {
    const word = p < last ? load<u64>(p, 0, 1) : tail;
    v3 ^= word;
    for (let r = 0; r < 2; r++) {
      v0 += v1;
      v2 += v3;
      v1 = rotl<u64>(v1, 13) ^ v0;
      v3 = rotl<u64>(v3, 16) ^ v2;
      v0 = rotl<u64>(v0, 32);
      v2 += v1;
      v0 += v3;
      v1 = rotl<u64>(v1, 17) ^ v2;
      v3 = rotl<u64>(v3, 21) ^ v0;
      v2 = rotl<u64>(v2, 32);
    }
    v0 ^= word;
    if (p >= last) break;
  }
  v2 ^= 0xff;
  for (let r = 0; r < 4; r++) {
    v0 += v1;
    v2 += v3;
    v1 = rotl<u64>(v1, 13) ^ v0;
    v3 = rotl<u64>(v3, 16) ^ v2;
    v0 = rotl<u64>(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = rotl<u64>(v1, 17) ^ v2;
    v3 = rotl<u64>(v3, 21) ^ v0;
    v2 = rotl<u64>(v2, 32);
  }
  return v0 ^ v1 ^ v2 ^ v3;
}

/** Hashes `count` messages of 0 to 63 bytes, as a hash table of strings would, each with the hash before as a part of its key. */
export function run(count: i32): i32 {
  for (let i = 0; i < 128; i++) store<u8>(message + i, <u8>i);
  let h: u64 = 0;
  for (let i = 0; i < count; i++) h = siphash(0x0706050403020100 ^ h, 0x0f0e0d0c0b0a0908, message + (i & 31), i & 63);
  return <i32>(h >> 32) ^ <i32>h;
}
