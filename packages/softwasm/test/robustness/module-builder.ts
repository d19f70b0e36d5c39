/* Binaries of any size: bytes are appended to one growing array, so that bodies of megabytes and modules of half a million functions take no time. */

export const I32 = 0x7f;
export const I64 = 0x7e;
export const V128 = 0x7b;

/** Operation codes that the tests write by hand. */
export const OP = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  tryTable: 0x1f,
  call: 0x10,
  drop: 0x1a,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  i32Const: 0x41,
  i32Eqz: 0x45,
  i32Add: 0x6a,
  i32Xor: 0x73,
} as const;

/** A block type without parameters and results. */
export const VOID = 0x40;

export class ByteSink {
  private bytes = new Uint8Array(1024);
  private length = 0;

  put(...bytes: number[]): this {
    for (const byte of bytes) {
      if (this.length === this.bytes.length) this.reserve(1);
      this.bytes[this.length++] = byte;
    }
    return this;
  }

  append(bytes: Uint8Array): this {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
    return this;
  }

  /** Unsigned LEB128. */
  u(value: number): this {
    let rest = value;
    while (rest >= 128) {
      this.put((rest % 128) | 0x80);
      rest = Math.floor(rest / 128);
    }
    return this.put(rest);
  }

  /** Unsigned LEB128 of a bigint. */
  u64(value: bigint): this {
    let rest = value;
    while (rest >= 128n) {
      this.put(Number(rest & 127n) | 0x80);
      rest >>= 7n;
    }
    return this.put(Number(rest));
  }

  name(text: string): this {
    const bytes = new TextEncoder().encode(text);
    return this.u(bytes.length).append(bytes);
  }

  get size(): number {
    return this.length;
  }

  done(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const grown = new Uint8Array(2 * (this.length + count));
    grown.set(this.bytes);
    this.bytes = grown;
  }
}

export type Fill = (sink: ByteSink) => void;

/** A vector: its length, and its items. */
export function vector(count: number, item: (sink: ByteSink, i: number) => void): Fill {
  return (sink) => {
    sink.u(count);
    for (let i = 0; i < count; i++) item(sink, i);
  };
}

/** Sections by id; in the order given. */
export function moduleOf(...sections: readonly (readonly [id: number, fill: Fill])[]): Uint8Array {
  const sink = new ByteSink().put(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  for (const [id, fill] of sections) {
    const content = new ByteSink();
    fill(content);
    sink.put(id).u(content.size).append(content.done());
  }
  return sink.done();
}

/** An entry of the code section. */
export function putBody(sink: ByteSink, fill: Fill): void {
  const content = new ByteSink();
  fill(content);
  sink.u(content.size).append(content.done());
}

/** A module of one function, exported as `f`. */
export function functionModule(params: readonly number[], results: readonly number[], body: Fill): Uint8Array {
  return moduleOf(
    [
      1,
      vector(1, (sink) =>
        sink
          .put(0x60)
          .u(params.length)
          .put(...params)
          .u(results.length)
          .put(...results),
      ),
    ],
    [3, vector(1, (sink) => sink.u(0))],
    [7, vector(1, (sink) => sink.name('f').put(0).u(0))],
    [10, vector(1, (sink) => putBody(sink, body))],
  );
}

export const SECTION = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
} as const;
