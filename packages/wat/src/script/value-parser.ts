import { concreteHeapType, type HeapType, INSTRUCTION_ID, MALFORMED_TEXT } from '@softwasm/syntax';
import type { Cursor } from '../cursor.ts';
import { KEYWORD as K } from '../lexer/keywords.ts';
import { LEFT, NAT } from '../lexer/token.ts';
import { packableTypeIndex } from '../module/type-table.ts';
import { ABSTRACT_HEAPS } from '../module/types.ts';
import {
  highWord,
  lowWord,
  parseF32Constant,
  parseF64Constant,
  parseI64Constant,
  parseIntegerConstant,
  parseLane,
  parseShape,
  parseVectorConstant,
  startsNumber,
} from '../numbers/constants.ts';
import type { NanPattern, ReferencePattern, ResultPattern, ScriptValue } from './values.ts';

/*
 * Constants and result patterns of scripts.
 */

const NULL = INSTRUCTION_ID['ref.null'];

type ValueParser = (cursor: Cursor) => ScriptValue;

/** By the keyword behind the parenthesis. */
const VALUE_PARSERS: ReadonlyMap<number, ValueParser> = new Map<number, ValueParser>([
  [INSTRUCTION_ID['i32.const'], (cursor) => ({ kind: 'i32', bits: parseIntegerConstant(cursor, 32) })],
  [INSTRUCTION_ID['i64.const'], (cursor) => ({ kind: 'i64', ...words(parseI64Constant(cursor)) })],
  [INSTRUCTION_ID['f32.const'], (cursor) => ({ kind: 'f32', bits: parseF32Constant(cursor) })],
  [INSTRUCTION_ID['f64.const'], (cursor) => ({ kind: 'f64', ...words(parseF64Constant(cursor)) })],
  [INSTRUCTION_ID['v128.const'], (cursor) => ({ kind: 'v128', words: parseVectorConstant(cursor) })],
  [NULL, (cursor) => ({ kind: 'ref.null', heap: parseHeapType(cursor) })],
  [K['ref.extern'], (cursor) => ({ kind: 'ref.extern', value: cursor.u32() })],
  [K['ref.host'], (cursor) => ({ kind: 'ref.host', value: cursor.u32() })],
]);

function words(bits: bigint): { readonly low: number; readonly high: number } {
  return { low: lowWord(bits), high: highWord(bits) };
}

/** A heap type; of concrete ones, scripts can only name numbers. */
function parseHeapType(cursor: Cursor): HeapType {
  if (cursor.kind === NAT) return concreteHeapType(packableTypeIndex(cursor.u32()));
  const heap = ABSTRACT_HEAPS.get(cursor.keyword);
  if (heap === undefined) return cursor.unexpected();
  cursor.at++;
  return heap;
}

/** Takes constants until something else comes. */
export function parseValues(cursor: Cursor): ScriptValue[] {
  const values: ScriptValue[] = [];
  while (cursor.kind === LEFT) {
    values.push(parseValue(cursor));
    cursor.close();
  }
  return values;
}

/** Takes a constant without its closing parenthesis. */
function parseValue(cursor: Cursor): ScriptValue {
  const parse = VALUE_PARSERS.get(cursor.clause);
  cursor.at++;
  if (parse === undefined) return cursor.unexpected();
  cursor.at++;
  return parse(cursor);
}

/** Patterns that ask for any reference of a type, by keyword. */
const REFERENCE_PATTERNS: ReadonlyMap<number, ReferencePattern> = new Map<number, ReferencePattern>([
  [K.ref, 'any'],
  [INSTRUCTION_ID['ref.eq'], 'eq'],
  [INSTRUCTION_ID['ref.i31'], 'i31'],
  [K['ref.struct'], 'struct'],
  [K['ref.array'], 'array'],
  [INSTRUCTION_ID['ref.func'], 'func'],
  [K['ref.exn'], 'exn'],
  [K['ref.extern'], 'extern'],
]);

const NAN_PATTERNS: ReadonlyMap<number, NanPattern> = new Map<number, NanPattern>([
  [K['nan:canonical'], 'canonical'],
  [K['nan:arithmetic'], 'arithmetic'],
]);

/** Takes result patterns until something else comes. Only `either` nests, so deep nesting is no concern. */
export function parseResults(cursor: Cursor): ResultPattern[] {
  const patterns: ResultPattern[] = [];
  while (cursor.kind === LEFT) {
    patterns.push(parseResult(cursor));
    cursor.close();
  }
  return patterns;
}

function parseResult(cursor: Cursor): ResultPattern {
  if (cursor.isClause(K.either)) {
    cursor.at += 2;
    if (cursor.kind !== LEFT) cursor.unexpected();
    return { kind: 'either', patterns: parseResults(cursor) };
  }
  const keyword = cursor.clause;
  // Without a value, these are patterns.
  const behind = cursor.at + 2;
  const { kinds, values } = cursor.tokens;
  const bare = values[cursor.at] === behind;
  const reference = REFERENCE_PATTERNS.get(keyword);
  if (bare && (reference !== undefined || keyword === NULL)) {
    cursor.at = behind;
    return reference === undefined ? { kind: 'ref.null.any' } : { kind: 'ref', type: reference };
  }
  if (keyword === INSTRUCTION_ID['v128.const']) {
    cursor.at = behind;
    return parseVectorPattern(cursor);
  }
  const float = keyword === INSTRUCTION_ID['f32.const'] ? 'f32' : keyword === INSTRUCTION_ID['f64.const'] ? 'f64' : '';
  const nan = float === '' || kinds[behind] === LEFT ? undefined : nanPatternAt(cursor, behind);
  if (float !== '' && nan !== undefined) {
    cursor.at = behind + 1;
    return { kind: `${float}.nan`, nan };
  }
  return parseValue(cursor);
}

function nanPatternAt(cursor: Cursor, index: number): NanPattern | undefined {
  const { at } = cursor;
  cursor.at = index;
  const pattern = NAN_PATTERNS.get(cursor.keyword);
  cursor.at = at;
  return pattern;
}

/** A vector, lanes of which may be patterns of NaNs. */
function parseVectorPattern(cursor: Cursor): ResultPattern {
  const start = cursor.at;
  const shape = parseShape(cursor);
  const words = new Int32Array(4);
  const nans: (NanPattern | undefined)[] = [];
  while (nans.length < shape.lanes) {
    const nan = NAN_PATTERNS.get(cursor.keyword);
    if (nan !== undefined) {
      if (!shape.float) cursor.unexpected();
      cursor.at++;
    } else if (startsNumber(cursor)) parseLane(cursor, shape, nans.length, words);
    else {
      cursor.checkLexical();
      cursor.fail(MALFORMED_TEXT.laneLiterals, start);
    }
    nans.push(nan);
  }
  if (startsNumber(cursor)) cursor.fail(MALFORMED_TEXT.laneLiterals, start);
  const name = shape.name === 'f32x4' ? 'f32x4' : 'f64x2';
  return nans.some((nan) => nan !== undefined)
    ? { kind: 'v128.nan', shape: name, words, nans }
    : { kind: 'v128', words };
}
