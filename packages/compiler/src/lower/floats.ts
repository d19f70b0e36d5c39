import { F32, F64, I32, type ValType } from '@softwasm/syntax';
import type { Builder, Lowering } from '../build/builder.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import { IS_ARITH, OP, T_F32, T_F64 } from '../ir/node-ops.ts';
import type { F32Name, F64Name, Family } from './families.ts';

function binary(type: ValType, op: number): Lowering {
  return (b) => {
    const y = b.pop();
    const x = b.pop();
    b.push(type, b.ir.binary(op, x, y));
  };
}

function unary(type: ValType, op: number): Lowering {
  return (b) => b.push(type, b.ir.unary(op, b.pop()));
}

/** What works on the bits of a NaN, or has no short form. */
function helper(type: ValType, name: number, operands: 1 | 2): Lowering {
  const wordType = type === F32 ? T_F32 : T_F64;
  return (b) => {
    const y = operands === 2 ? b.pop() : -1;
    const x = b.pop();
    b.push(type, b.ir.call(name, wordType, operands === 2 ? [x, y] : [x]));
  };
}

/** The sign bit of a NaN of arithmetic is any, so that `Math.abs`, which may or may not clear it there, is right for those. */
function absolute(type: ValType, op: number, name: number): Lowering {
  const bits = helper(type, name, 1);
  const number = unary(type, op);
  return (b, at) => {
    const operand = b.stack[b.stack.length - 1]!;
    (IS_ARITH[b.ir.op[operand]!] === 1 ? number : bits)(b, at);
  };
}

function comparison(op: number): Lowering {
  return (b: Builder) => {
    const y = b.pop();
    const x = b.pop();
    b.push(I32, b.ir.binary(op, x, y));
  };
}

export const F32_INSTRUCTIONS: Family<F32Name> = {
  'f32.const': (b, at) => b.push(F32, b.ir.f32(b.code[at]!)),
  'f32.eq': comparison(OP.feq),
  'f32.ne': comparison(OP.fne),
  'f32.lt': comparison(OP.flt),
  'f32.gt': comparison(OP.fgt),
  'f32.le': comparison(OP.fle),
  'f32.ge': comparison(OP.fge),
  'f32.abs': absolute(F32, OP['f32.abs'], HELPER.f32_abs),
  'f32.neg': helper(F32, HELPER.f32_neg, 1),
  'f32.ceil': unary(F32, OP['f32.ceil']),
  'f32.floor': unary(F32, OP['f32.floor']),
  'f32.trunc': unary(F32, OP['f32.trunc']),
  'f32.nearest': helper(F32, HELPER.f32_nearest, 1),
  'f32.sqrt': unary(F32, OP['f32.sqrt']),
  'f32.add': binary(F32, OP['f32.add']),
  'f32.sub': binary(F32, OP['f32.sub']),
  'f32.mul': binary(F32, OP['f32.mul']),
  'f32.div': binary(F32, OP['f32.div']),
  'f32.min': binary(F32, OP['f32.min']),
  'f32.max': binary(F32, OP['f32.max']),
  'f32.copysign': helper(F32, HELPER.f32_copysign, 2),
};

export const F64_INSTRUCTIONS: Family<F64Name> = {
  'f64.const': (b, at) => b.push(F64, b.ir.f64(b.code[at]!, b.code[at + 1]!)),
  'f64.eq': comparison(OP.feq),
  'f64.ne': comparison(OP.fne),
  'f64.lt': comparison(OP.flt),
  'f64.gt': comparison(OP.fgt),
  'f64.le': comparison(OP.fle),
  'f64.ge': comparison(OP.fge),
  'f64.abs': absolute(F64, OP['f64.abs'], HELPER.f64_abs),
  'f64.neg': helper(F64, HELPER.f64_neg, 1),
  'f64.ceil': unary(F64, OP['f64.ceil']),
  'f64.floor': unary(F64, OP['f64.floor']),
  'f64.trunc': unary(F64, OP['f64.trunc']),
  'f64.nearest': helper(F64, HELPER.f64_nearest, 1),
  'f64.sqrt': unary(F64, OP['f64.sqrt']),
  'f64.add': binary(F64, OP['f64.add']),
  'f64.sub': binary(F64, OP['f64.sub']),
  'f64.mul': binary(F64, OP['f64.mul']),
  'f64.div': binary(F64, OP['f64.div']),
  'f64.min': binary(F64, OP['f64.min']),
  'f64.max': binary(F64, OP['f64.max']),
  'f64.copysign': helper(F64, HELPER.f64_copysign, 2),
};
