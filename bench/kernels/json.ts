// A JSON parser that builds a tree of nodes in an arena, and a walk over it. Recursive descent, bytes and branches.

const TEXT_CAPACITY = 1 << 17;
const ARENA_CAPACITY = 1 << 20;
const text: usize = memory.data(TEXT_CAPACITY, 16);
const arena: usize = memory.data(ARENA_CAPACITY, 16);

enum Kind { Null, False, True, Number, String, Array, Object }

/** A value: its kind, then what it has. Children and members are linked lists. */
@unmanaged
class Node {
  kind: Kind;
  next: Node | null;
  child: Node | null;
  /** Of strings and members' names: where the bytes begin, and how many. */
  start: usize;
  length: i32;
  key: usize;
  keyLength: i32;
  number: f64;
}

let top: usize = 0;
let at: usize = 0;

function allocate(kind: Kind): Node {
  const node = changetype<Node>(top);
  top += offsetof<Node>();
  node.kind = kind;
  node.next = null;
  node.child = null;
  return node;
}

function skipSpace(): void {
  while (true) {
    const c = load<u8>(at);
    if (c != 0x20 && c != 0x0a && c != 0x0d && c != 0x09) return;
    at++;
  }
}

function parseNumber(): Node {
  const node = allocate(Kind.Number);
  let negative = false;
  if (load<u8>(at) == 0x2d) {
    negative = true;
    at++;
  }
  let value = 0.0;
  while (load<u8>(at) - 0x30 < 10) value = value * 10.0 + <f64>(load<u8>(at++) - 0x30);
  if (load<u8>(at) == 0x2e) {
    at++;
    let scale = 0.1;
    while (load<u8>(at) - 0x30 < 10) {
      value += <f64>(load<u8>(at++) - 0x30) * scale;
      scale *= 0.1;
    }
  }
  node.number = negative ? -value : value;
  return node;
}

/** Passes over a string, whose bytes then stand between the returned address and `at` - 1. */
function scanString(): usize {
  const start = ++at;
  while (true) {
    const c = load<u8>(at++);
    if (c == 0x22) return start;
    if (c == 0x5c) at++;
  }
}

function parseArray(): Node {
  const node = allocate(Kind.Array);
  let last: Node | null = null;
  at++;
  skipSpace();
  while (load<u8>(at) != 0x5d) {
    const value = parseValue();
    if (last) last.next = value;
    else node.child = value;
    last = value;
    skipSpace();
    if (load<u8>(at) == 0x2c) at++;
  }
  at++;
  return node;
}

function parseObject(): Node {
  const node = allocate(Kind.Object);
  let last: Node | null = null;
  at++;
  skipSpace();
  while (load<u8>(at) != 0x7d) {
    skipSpace();
    const key = scanString();
    const keyLength = <i32>(at - 1 - key);
    skipSpace();
    at++;
    const value = parseValue();
    value.key = key;
    value.keyLength = keyLength;
    if (last) last.next = value;
    else node.child = value;
    last = value;
    skipSpace();
    if (load<u8>(at) == 0x2c) at++;
  }
  at++;
  return node;
}

function parseValue(): Node {
  skipSpace();
  switch (load<u8>(at)) {
    case 0x7b: return parseObject();
    case 0x5b: return parseArray();
    case 0x22: {
      const node = allocate(Kind.String);
      node.start = scanString();
      node.length = <i32>(at - 1 - node.start);
      return node;
    }
    case 0x74: {
      at += 4;
      return allocate(Kind.True);
    }
    case 0x66: {
      at += 5;
      return allocate(Kind.False);
    }
    case 0x6e: {
      at += 4;
      return allocate(Kind.Null);
    }
    default: return parseNumber();
  }
}

/** Of a value: what it is, what it has, and its children in turn. */
function digest(node: Node): i32 {
  let hash: i32 = node.kind;
  if (node.kind == Kind.Number) hash = hash * 31 + <i32>(node.number * 100.0);
  if (node.kind == Kind.String) for (let i = 0; i < node.length; i++) hash = hash * 31 + load<u8>(node.start + i);
  let child = node.child;
  while (child !== null) {
    const value = child;
    if (node.kind == Kind.Object) hash = hash * 31 + load<u8>(value.key) + value.keyLength;
    hash = hash * 31 + digest(value);
    child = value.next;
  }
  return hash;
}

function writeText(s: string): void {
  for (let i = 0; i < s.length; i++) store<u8>(at++, <u8>s.charCodeAt(i));
}

function writeNumber(n: i32): void {
  if (n >= 10) writeNumber(n / 10);
  store<u8>(at++, 0x30 + (n % 10));
}

/** Writes an array of `records` ≤ 1000 records as JSON, parses it, and hashes the tree. */
export function run(records: i32): i32 {
  at = text;
  store<u8>(at++, 0x5b);
  for (let i = 0; i < records; i++) {
    if (i > 0) writeText(',\n');
    writeText('{ "id": ');
    writeNumber(i * 7919);
    writeText(', "name": "record \\"');
    writeNumber(i);
    writeText('\\"", "price": -');
    writeNumber(i % 100);
    writeText('.25, "tags": ["a", "bc", null, true, false], "at": { "x": ');
    writeNumber(i * i);
    writeText(', "y": [1, [2, [3]]] } }');
  }
  store<u8>(at++, 0x5d);
  at = text;
  top = arena;
  return digest(parseValue());
}
