/** The host's WebAssembly as oracle: one hand-assembled module per instruction. */
import { type NativeExports, nativeWebAssembly } from '../../../test-support/webassembly.ts';

export type NumericType = 'i32' | 'i64' | 'f32' | 'f64';

/** An operand or result: the bits as int32, or as signed 64-bit BigInt. */
export type Bits = number | bigint;

const TYPE_CODES = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c } as const;
/** Floats pass as the integers of their bits, which JavaScript numbers could change. */
const CARRIER = { i32: 'i32', i64: 'i64', f32: 'i32', f64: 'i64' } as const;
const FROM_BITS = { i32: [], i64: [], f32: [0xbe], f64: [0xbf] } as const;
const TO_BITS = { i32: [], i64: [], f32: [0xbc], f64: [0xbd] } as const;

export function leb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  return [...bytes, rest];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...leb(content.length), ...content];
}

/** Instantiates a module of one function `f` and a memory `m` of one page. */
export function instantiate(
  params: readonly number[],
  results: readonly number[],
  code: readonly number[],
): NativeExports {
  const body = [0, ...code, 0x0b];
  const bytes = new Uint8Array([
    0,
    0x61,
    0x73,
    0x6d,
    1,
    0,
    0,
    0,
    ...section(1, [1, 0x60, params.length, ...params, results.length, ...results]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [2, 1, 0x66, 0, 0, 1, 0x6d, 2, 0]),
    ...section(10, [1, ...leb(body.length), ...body]),
  ]);
  const { Instance, Module } = nativeWebAssembly();
  return new Instance(new Module(bytes)).exports;
}

/** A numeric instruction of the host, on bits. It throws where the instruction traps. */
export function nativeOperation(
  params: readonly NumericType[],
  result: NumericType,
  opcode: readonly number[],
): (...operands: Bits[]) => Bits {
  const operands = params.flatMap((type, index) => [0x20, index, ...FROM_BITS[type]]);
  const { f } = instantiate(
    params.map((type) => TYPE_CODES[CARRIER[type]]),
    [TYPE_CODES[CARRIER[result]]],
    [...operands, ...opcode, ...TO_BITS[result]],
  );
  return f as (...operands: Bits[]) => Bits;
}
