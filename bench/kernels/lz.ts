// A byte-oriented LZ77 in the manner of LZ4: a hash table of positions finds matches, tokens are copied back on decompression.

const CAPACITY = 1 << 16;
const HASH_BITS = 12;
const MIN_MATCH = 4;

const input: usize = memory.data(CAPACITY + 16, 16);
const packed: usize = memory.data(CAPACITY + CAPACITY / 2, 16);
const output: usize = memory.data(CAPACITY + 16, 16);
const table = new StaticArray<i32>(1 << HASH_BITS);

function writeLength(at: usize, length: i32): usize {
  while (length >= 255) {
    store<u8>(at++, 255);
    length -= 255;
  }
  store<u8>(at, length);
  return at + 1;
}

function compress(length: i32): i32 {
  for (let i = 0; i < table.length; i++) table[i] = -1;
  let out = packed;
  let literals = 0;
  let at = 0;
  while (at + MIN_MATCH <= length) {
    const word = load<u32>(input + at, 0, 1);
    const slot = (word * 2654435761) >> (32 - HASH_BITS);
    const candidate = unchecked(table[slot]);
    unchecked((table[slot] = at));
    if (candidate < 0 || load<u32>(input + candidate, 0, 1) != word) {
      at++;
      continue;
    }
    let match = MIN_MATCH;
    while (at + match < length && load<u8>(input + candidate + match) == load<u8>(input + at + match)) match++;
    out = writeLength(out, at - literals);
    for (; literals < at; literals++) store<u8>(out++, load<u8>(input + literals));
    store<u16>(out, at - candidate, 0, 1);
    out = writeLength(out + 2, match - MIN_MATCH);
    at += match;
    literals = at;
  }
  out = writeLength(out, length - literals);
  for (; literals < length; literals++) store<u8>(out++, load<u8>(input + literals));
  return <i32>(out - packed);
}

let cursor: usize = 0;

function readLength(): i32 {
  let length = 0;
  let byte: i32;
  do {
    byte = load<u8>(cursor++);
    length += byte;
  } while (byte == 255);
  return length;
}

function decompress(size: i32): i32 {
  const end = packed + size;
  let out = output;
  cursor = packed;
  while (true) {
    for (let n = readLength(); n > 0; n--) store<u8>(out++, load<u8>(cursor++));
    if (cursor >= end) return <i32>(out - output);
    const distance = <usize>load<u16>(cursor, 0, 1);
    cursor += 2;
    for (let n = readLength() + MIN_MATCH; n > 0; n--, out++) store<u8>(out, load<u8>(out - distance));
  }
}

/** Compresses `length` < 65,536 bytes of something like a text, and decompresses them. The compressed size, or -1 if the bytes differ. */
export function run(length: i32): i32 {
  let seed: u32 = 42;
  for (let i = 0; i < length; ) {
    seed = seed * 1103515245 + 12345;
    const word = (seed >> 16) & 63;
    for (let k: u32 = 0; k < 3 + (word & 7) && i < length; k++, i++) store<u8>(input + i, 97 + ((word * 7 + k * k) % 26));
    if (i < length) store<u8>(input + i++, 32);
  }
  const size = compress(length);
  if (decompress(size) != length || memory.compare(input, output, length) != 0) return -1;
  return size;
}
