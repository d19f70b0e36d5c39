// Loops over byte strings, as a C library has them: copy, length, compare, search, case, words.

const CAPACITY = 65536;
const text: usize = memory.data(CAPACITY + 1, 16);
const copy: usize = memory.data(CAPACITY + 1, 16);
const needle: usize = memory.data<u8>([0x6c, 0x61, 0x7a, 0x79, 0x20, 0x64, 0x6f, 0x67, 0]); // "lazy dog"
const sentence: usize = memory.data<u8>([
  0x54, 0x68, 0x65, 0x20, 0x71, 0x75, 0x69, 0x63, 0x6b, 0x20, 0x62, 0x72, 0x6f, 0x77, 0x6e, 0x20, 0x66, 0x6f, 0x78, 0x20, 0x6a, 0x75, 0x6d, 0x70,
  0x73, 0x20, 0x6f, 0x76, 0x65, 0x72, 0x20, 0x74, 0x68, 0x65, 0x20, 0x6c, 0x61, 0x7a, 0x79, 0x20, 0x64, 0x6f, 0x67, 0x2e, 0x0a, 0,
]); // "The quick brown fox jumps over the lazy dog.\n"

function strlen(s: usize): usize {
  let p = s;
  while (load<u8>(p) != 0) p++;
  return p - s;
}

/** Returns the end of what it has written. */
function strcpy(to: usize, from: usize): usize {
  for (; load<u8>(from) != 0; from++, to++) store<u8>(to, load<u8>(from));
  store<u8>(to, 0);
  return to;
}

function strcmp(a: usize, b: usize): i32 {
  while (load<u8>(a) == load<u8>(b) && load<u8>(a) != 0) {
    a++;
    b++;
  }
  return <i32>load<u8>(a) - <i32>load<u8>(b);
}

function startsWith(s: usize, prefix: usize): bool {
  for (; load<u8>(prefix) != 0; prefix++, s++) if (load<u8>(s) != load<u8>(prefix)) return false;
  return true;
}

function occurrences(s: usize, what: usize): i32 {
  let count = 0;
  const first = load<u8>(what);
  for (; load<u8>(s) != 0; s++) if (load<u8>(s) == first && startsWith(s, what)) count++;
  return count;
}

function upperCase(s: usize): void {
  for (; load<u8>(s) != 0; s++) {
    const c = load<u8>(s);
    if (c >= 0x61 && c <= 0x7a) store<u8>(s, c - 0x20);
  }
}

function isLetter(c: u8): bool {
  return (c | 0x20) - 0x61 < 26;
}

function words(s: usize): i32 {
  let count = 0;
  let inside = false;
  for (; load<u8>(s) != 0; s++) {
    const letter = isLetter(load<u8>(s));
    if (letter && !inside) count++;
    inside = letter;
  }
  return count;
}

/** Makes a text of `sentences` ≤ 1400 sentences, and does all of the above with it. */
export function run(sentences: i32): i32 {
  let end = text;
  for (let i = 0; i < sentences; i++) end = strcpy(end, sentence);
  strcpy(copy, text);
  let hash = strcmp(text, copy);
  hash = hash * 31 + occurrences(text, needle);
  upperCase(copy);
  hash = hash * 31 + strcmp(text, copy);
  hash = hash * 31 + words(text);
  return hash * 31 + <i32>strlen(copy);
}
