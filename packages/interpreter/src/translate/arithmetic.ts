import type { InstructionName } from '@softwasm/syntax';
import { OPERATION } from '../operations.generated.ts';
import { CONTRARIES } from './jumps.ts';
import type { OperationName } from './operands.ts';
import { binary, byOperation } from './plain.ts';
import { PAIR, type Shape, WORD } from './shapes.ts';
import type { Translate, Translations, Translator } from './translator.ts';

/*
 * Instructions that become part of an operation together with those before, or are others with their operands exchanged.
 */

const SHIFTED = new Set<number>([OPERATION['i32.shl k']]);
const MULTIPLIED = new Set<number>([OPERATION['i32.mul']]);
const F32_PRODUCT = new Set<number>([OPERATION['f32.mul']]);
const F64_PRODUCT = new Set<number>([OPERATION['f64.mul']]);

/** Pops two operands one of which was just computed by one of these. @returns the operands of that, then the other one */
function takeWithOther(t: Translator, operations: ReadonlySet<number>): readonly number[] | undefined {
  const second = t.takeBack(operations);
  if (second !== undefined) return [...second.operands, t.pop()];
  if (!t.topHasRegister || !t.canTakeBack(operations, 1)) return undefined;
  const other = t.pop();
  return [...t.takeBack(operations)!.operands, other];
}

function addConstant(t: Translator, constant: number): void {
  const shifted = t.takeBack(SHIFTED);
  if (shifted !== undefined) t.emitResult(WORD, 'i32.shl_add k', ...shifted.operands, constant);
  else t.emitBinary(WORD, OPERATION['i32.add k'], t.pop(), constant);
}

function add(t: Translator): void {
  if (t.topIsConstant) {
    addConstant(t, t.popConstant());
    return;
  }
  const shifted = takeWithOther(t, SHIFTED);
  if (shifted !== undefined) {
    const [b, k, a] = shifted as [number, number, number];
    t.emitResult(WORD, 'i32.shl_add', a, b, k);
    return;
  }
  const multiplied = takeWithOther(t, MULTIPLIED);
  if (multiplied !== undefined) t.emitResult(WORD, 'i32.mul_add', ...multiplied);
  else binary(t, WORD, OPERATION['i32.add']);
}

function subtract(t: Translator): void {
  if (t.topIsConstant) addConstant(t, -t.popConstant() | 0);
  else binary(t, WORD, OPERATION['i32.sub']);
}

/** An operation on pairs that has a form with a constant. */
function withConstantPair(name: 'i64.add' | 'i64.and'): Translate {
  const operation = OPERATION[name];
  return (t) => {
    if (t.topConstantPair === undefined) {
      binary(t, PAIR, operation);
      return;
    }
    const constant = t.popConstantPair();
    t.emitResult(PAIR, `${name} k`, t.pop(), ...constant);
  };
}

/** An addition of floats: often of a product. */
function addFloats(type: 'f32' | 'f64', shape: Shape): Translate {
  const products = type === 'f32' ? F32_PRODUCT : F64_PRODUCT;
  return (t) => {
    const operands = takeWithOther(t, products);
    if (operands !== undefined) t.emitResult(shape, `${type}.mul_add`, ...operands);
    else binary(t, shape, OPERATION[`${type}.add`]);
  };
}

function subtractFloats(type: 'f32' | 'f64', shape: Shape): Translate {
  const products = type === 'f32' ? F32_PRODUCT : F64_PRODUCT;
  return (t) => {
    const product = t.takeBack(products);
    if (product !== undefined) t.emitResult(shape, `${type}.sub_mul`, ...product.operands, t.pop());
    else binary(t, shape, OPERATION[`${type}.sub`]);
  };
}

/** A comparison that is another one of exchanged operands. @param constant what it is with a constant second operand */
function exchanged(name: OperationName, constant?: OperationName): Translate {
  const operation = OPERATION[name];
  const withConstant = constant === undefined ? -1 : OPERATION[constant];
  return (t) => {
    if (withConstant >= 0 && t.topIsConstant) {
      const k = t.popConstant();
      t.emitBinary(WORD, withConstant, t.pop(), k);
      return;
    }
    const b = t.pop();
    const a = t.pop();
    t.emitBinary(WORD, operation, b, a);
  };
}

const WITH_CONTRARY: ReadonlySet<number> = new Set(CONTRARIES.keys());

/** Whether a word is zero: of a comparison that came just before, its contrary. */
function isZero(t: Translator): void {
  const test = t.takeBack(WITH_CONTRARY);
  if (test === undefined) {
    t.emitUnary(WORD, OPERATION['i32.eqz'], t.pop());
    return;
  }
  const contrary = CONTRARIES.get(test.operation)!;
  const [a, b] = test.operands;
  if (b === undefined) t.emitUnary(WORD, contrary, a!);
  else t.emitBinary(WORD, contrary, a!, b);
}

const EXTENDED = new Set<number>([OPERATION['i64.extend_i32_u']]);

/** Whether a pair is zero: of a word that was just extended, whether that is. */
function isPairZero(t: Translator): void {
  const extended = t.takeBack(EXTENDED);
  if (extended === undefined) t.emitUnary(WORD, OPERATION['i64.eqz'], t.pop());
  else t.emitUnary(WORD, OPERATION['i32.eqz'], extended.operands[0]!);
}

/** A rotation to the left of a word; one to the right by a constant is one, too. */
function rotate(name: 'i32.rotl' | 'i32.rotr'): Translate {
  return (t) => {
    if (!t.topIsConstant) {
      binary(t, WORD, OPERATION[name]);
      return;
    }
    const count = t.popConstant();
    t.emitResult(WORD, 'i32.rotl k', t.pop(), (name === 'i32.rotl' ? count : -count) & 31);
  };
}

type PairShift = 'i64.shl' | 'i64.shr_s' | 'i64.shr_u' | 'i64.rotl';

/** A shift of a pair; `rest` is how it is done where the count is no constant, or 0. */
function shiftPair(name: PairShift, rest: Translate, sign = 1): Translate {
  return (t, at) => {
    const constant = t.topConstantPair;
    const count = constant === undefined ? 0 : (sign * constant) & 63;
    if (count === 0) {
      rest(t, at);
      return;
    }
    t.drop();
    t.emitResult(PAIR, count < 32 ? `${name} k` : `${name} 32+k`, t.pop(), count & 31);
  };
}

function rotatePairByHandler(name: 'i64.rotl' | 'i64.rotr'): Translate {
  return (t) => {
    const b = t.pop();
    const a = t.pop();
    t.handlerResult(PAIR, name, a, b);
  };
}

type Compared = 'i32' | 'i64' | 'f32' | 'f64';
type ArithmeticName =
  | `i32.${'eqz' | 'add' | 'sub' | 'rotl' | 'rotr'}`
  | `i64.${'eqz' | 'add' | 'and' | 'shl' | 'shr_s' | 'shr_u' | 'rotl' | 'rotr'}`
  | `${'f32' | 'f64'}.${'add' | 'sub'}`
  | Extract<InstructionName, `${Compared}.${'gt' | 'ge'}` | `${'i32' | 'i64'}.${'gt' | 'le'}_${'s' | 'u'}`>;

export const ARITHMETIC: Translations<ArithmeticName> = {
  'i32.eqz': isZero,
  'i32.add': add,
  'i32.sub': subtract,
  'i32.rotl': rotate('i32.rotl'),
  'i32.rotr': rotate('i32.rotr'),
  'i64.eqz': isPairZero,
  'i64.add': withConstantPair('i64.add'),
  'i64.and': withConstantPair('i64.and'),
  'i64.shl': shiftPair('i64.shl', byOperation('i64.shl')),
  'i64.shr_s': shiftPair('i64.shr_s', byOperation('i64.shr_s')),
  'i64.shr_u': shiftPair('i64.shr_u', byOperation('i64.shr_u')),
  'i64.rotl': shiftPair('i64.rotl', rotatePairByHandler('i64.rotl')),
  'i64.rotr': shiftPair('i64.rotl', rotatePairByHandler('i64.rotr'), -1),
  'f32.add': addFloats('f32', WORD),
  'f32.sub': subtractFloats('f32', WORD),
  'f64.add': addFloats('f64', PAIR),
  'f64.sub': subtractFloats('f64', PAIR),
  'i32.gt_s': exchanged('i32.lt_s', 'i32.gt_s k'),
  'i32.gt_u': exchanged('i32.lt_u', 'i32.gt_u k'),
  'i32.le_s': exchanged('i32.ge_s', 'i32.le_s k'),
  'i32.le_u': exchanged('i32.ge_u', 'i32.le_u k'),
  'i64.gt_s': exchanged('i64.lt_s'),
  'i64.gt_u': exchanged('i64.lt_u'),
  'i64.le_s': exchanged('i64.ge_s'),
  'i64.le_u': exchanged('i64.ge_u'),
  'f32.gt': exchanged('f32.lt'),
  'f32.ge': exchanged('f32.le'),
  'f64.gt': exchanged('f64.lt'),
  'f64.ge': exchanged('f64.le'),
};
