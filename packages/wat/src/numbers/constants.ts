import { MALFORMED_TEXT } from '@softwasm/syntax';
import type { Cursor } from '../cursor.ts';
import { KEYWORD as K } from '../lexer/keywords.ts';
import { FLOAT, INT, NAT } from '../lexer/token.ts';
import { BINARY32, BINARY64, parseFloatBits } from './floats.ts';
import { parseInteger, parseInteger64 } from './integers.ts';

/*
 * Number literals where a type is known. All throw a ParseError, "constant out of range", where the type does not have the number.
 */

/** Whether a number comes next. */
export function startsNumber(cursor: Cursor): boolean {
  const { kind } = cursor;
  return kind === NAT || kind === INT || kind === FLOAT;
}

/** Takes an integer of `bits` bits, at most 32, signed or unsigned; the bits as a signed number. */
export function parseIntegerConstant(cursor: Cursor, bits: number): number {
  const { kinds, source, starts, ends, values } = cursor.tokens;
  const { at } = cursor;
  if (!startsNumber(cursor)) cursor.unexpected();
  const small = kinds[at] === NAT && bits === 32 ? (values[at] as number) : -1;
  const value =
    small >= 0
      ? small
      : kinds[at] === FLOAT
        ? undefined
        : parseInteger(source, starts[at] as number, ends[at] as number, bits);
  if (value === undefined) cursor.fail(MALFORMED_TEXT.constantOutOfRange);
  cursor.at++;
  return value;
}

/** Takes a 64-bit integer; its bits. */
export function parseI64Constant(cursor: Cursor): bigint {
  const { kinds, source, starts, ends, values } = cursor.tokens;
  const { at } = cursor;
  if (!startsNumber(cursor)) cursor.unexpected();
  const small = kinds[at] === NAT ? (values[at] as number) : -1;
  const value =
    small >= 0
      ? BigInt(small)
      : kinds[at] === FLOAT
        ? undefined
        : parseInteger64(source, starts[at] as number, ends[at] as number);
  if (value === undefined) cursor.fail(MALFORMED_TEXT.constantOutOfRange);
  cursor.at++;
  return value;
}

function parseFloatConstant(cursor: Cursor, format: typeof BINARY32): bigint {
  if (!startsNumber(cursor)) cursor.unexpected();
  const { source, starts, ends } = cursor.tokens;
  const bits = parseFloatBits(source, starts[cursor.at] as number, ends[cursor.at] as number, format);
  if (bits === undefined) cursor.fail(MALFORMED_TEXT.constantOutOfRange);
  cursor.at++;
  return bits;
}

/** Takes a 32-bit float; its bits as a signed number. */
export function parseF32Constant(cursor: Cursor): number {
  return lowWord(parseFloatConstant(cursor, BINARY32));
}

/** Takes a 64-bit float; its bits. */
export function parseF64Constant(cursor: Cursor): bigint {
  return parseFloatConstant(cursor, BINARY64);
}

/** The low 32 bits, signed. */
export function lowWord(bits: bigint): number {
  return Number(BigInt.asIntN(32, bits));
}

/** The next 32 bits, signed. */
export function highWord(bits: bigint): number {
  return Number(BigInt.asIntN(32, bits >> 32n));
}

/** How the lanes of a vector are written. */
export interface VectorShape {
  readonly name: 'i8x16' | 'i16x8' | 'i32x4' | 'i64x2' | 'f32x4' | 'f64x2';
  readonly lanes: number;
  readonly float: boolean;
}

const SHAPES: ReadonlyMap<number, VectorShape> = new Map(
  (['i8x16', 'i16x8', 'i32x4', 'i64x2', 'f32x4', 'f64x2'] as const).map((name) => [
    K[name],
    { name, lanes: Number(name.slice(name.indexOf('x') + 1)), float: name.startsWith('f') },
  ]),
);

/** Takes a vector shape. */
export function parseShape(cursor: Cursor): VectorShape {
  const shape = SHAPES.get(cursor.keyword);
  if (shape === undefined) cursor.unexpected();
  cursor.expectKeyword(cursor.keyword);
  return shape;
}

/** Takes a number as lane `lane` of a vector and writes it into its four words. */
export function parseLane(cursor: Cursor, shape: VectorShape, lane: number, words: Int32Array): void {
  const bits = 128 / shape.lanes;
  if (bits === 64) {
    const value = shape.float ? parseF64Constant(cursor) : parseI64Constant(cursor);
    words[lane * 2] = lowWord(value);
    words[lane * 2 + 1] = highWord(value);
    return;
  }
  const value = shape.float ? parseF32Constant(cursor) : parseIntegerConstant(cursor, bits);
  const word = (lane * bits) >> 5;
  const mask = bits === 32 ? -1 : (1 << bits) - 1;
  words[word] = (words[word] as number) | ((value & mask) << ((lane * bits) & 31));
}

/** Takes a shape and all lanes of a vector; four words. */
export function parseVectorConstant(cursor: Cursor): Int32Array {
  const start = cursor.at;
  const shape = parseShape(cursor);
  const first = cursor.at;
  while (startsNumber(cursor)) cursor.at++;
  cursor.checkLexical();
  if (cursor.at - first !== shape.lanes) cursor.fail(MALFORMED_TEXT.laneLiterals, start);
  cursor.at = first;
  const words = new Int32Array(4);
  for (let lane = 0; lane < shape.lanes; lane++) parseLane(cursor, shape, lane, words);
  return words;
}
