import { F32, F64, I32, type ValType } from '@softwasm/syntax';
import type { Builder, Lowering } from '../build/builder.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import { OP, T_F32, T_F64, T_I32 } from '../ir/node-ops.ts';
import { S_TRAP_FIT } from '../ir/statement-ops.ts';
import type { ConversionName, Family } from './families.ts';
import { loadAsWord, loadAsWords } from './memory.ts';

const LOAD_F32 = OP.load_f32;
const LOAD_F64 = OP.load_f64;
const TWO_32_HIGH = 0x41f00000;

/** The trap of a truncation out of range. @returns the operand as an atom */
function checkedFloat(b: Builder, fits: number): number {
  const { ir } = b;
  const x = b.atom(b.pop());
  b.settleLoads();
  ir.statement(S_TRAP_FIT, x, ir.unary(fits, x), 0, 0, 0);
  return x;
}

function truncateToWord(fits: number): Lowering {
  return (b) => b.push(I32, b.ir.unary(OP.trunc, checkedFloat(b, fits)));
}

function truncateToPair(fits: number, helper: number): Lowering {
  return (b) => {
    const x = checkedFloat(b, fits);
    const [lo, hi] = b.helper(helper, [x], [T_I32, T_I32]);
    b.pushPair(lo!, hi!);
  };
}

function saturateToWord(helper: number): Lowering {
  return (b) => b.push(I32, b.ir.call(helper, T_I32, [b.pop()]));
}

function saturateToPair(helper: number): Lowering {
  return (b) => {
    const [lo, hi] = b.helper(helper, [b.pop()], [T_I32, T_I32]);
    b.pushPair(lo!, hi!);
  };
}

function fromWord(type: ValType, op: number): Lowering {
  return (b) => b.push(type, b.ir.unary(op, b.pop()));
}

/** `hi * 2^32` is exact, so that only the sum rounds. */
function fromPairToF64(signed: boolean): Lowering {
  return (b) => {
    const { ir } = b;
    const lo = ir.unary(OP['f64.of_u32'], b.popPair());
    const hi = ir.unary(signed ? OP['f64.of_i32'] : OP['f64.of_u32'], b.hi);
    b.push(F64, ir.binary(OP['f64.add'], ir.binary(OP['f64.mul'], hi, ir.f64(0, TWO_32_HIGH)), lo));
  };
}

function fromPairToF32(helper: number): Lowering {
  return (b) => {
    const { ir } = b;
    const lo = b.popPair();
    b.push(F32, ir.call(helper, T_F32, [lo, b.hi]));
  };
}

function wordOfF32(b: Builder): void {
  const { ir } = b;
  const x = b.pop();
  if (ir.op[x] === LOAD_F32) b.push(I32, loadAsWord(b, x));
  else b.push(I32, ir.call(HELPER.f32ToBits, T_I32, [x]));
}

function pairOfF64(b: Builder): void {
  const x = b.pop();
  if (b.ir.op[x] === LOAD_F64) {
    const [lo, hi] = loadAsWords(b, x);
    b.pushPair(lo, hi);
    return;
  }
  const [lo, hi] = b.helper(HELPER.f64ToBits, [x], [T_I32, T_I32]);
  b.pushPair(lo!, hi!);
}

/** Conversions between types; those between i32 and i64 are with the i64 instructions. */
export const CONVERSIONS: Family<ConversionName> = {
  'i32.trunc_f32_s': truncateToWord(OP['trunc.fits_i32_s']),
  'i32.trunc_f32_u': truncateToWord(OP['trunc.fits_i32_u']),
  'i32.trunc_f64_s': truncateToWord(OP['trunc.fits_i32_s']),
  'i32.trunc_f64_u': truncateToWord(OP['trunc.fits_i32_u']),
  'i64.trunc_f32_s': truncateToPair(OP['trunc.fits_i64_s'], HELPER.i64_trunc_f64_s),
  'i64.trunc_f32_u': truncateToPair(OP['trunc.fits_i64_u'], HELPER.i64_trunc_f64_u),
  'i64.trunc_f64_s': truncateToPair(OP['trunc.fits_i64_s'], HELPER.i64_trunc_f64_s),
  'i64.trunc_f64_u': truncateToPair(OP['trunc.fits_i64_u'], HELPER.i64_trunc_f64_u),
  'i32.trunc_sat_f32_s': saturateToWord(HELPER.i32_trunc_sat_f64_s),
  'i32.trunc_sat_f32_u': saturateToWord(HELPER.i32_trunc_sat_f64_u),
  'i32.trunc_sat_f64_s': saturateToWord(HELPER.i32_trunc_sat_f64_s),
  'i32.trunc_sat_f64_u': saturateToWord(HELPER.i32_trunc_sat_f64_u),
  'i64.trunc_sat_f32_s': saturateToPair(HELPER.i64_trunc_sat_f64_s),
  'i64.trunc_sat_f32_u': saturateToPair(HELPER.i64_trunc_sat_f64_u),
  'i64.trunc_sat_f64_s': saturateToPair(HELPER.i64_trunc_sat_f64_s),
  'i64.trunc_sat_f64_u': saturateToPair(HELPER.i64_trunc_sat_f64_u),
  'f32.convert_i32_s': fromWord(F32, OP['f32.of_i32']),
  'f32.convert_i32_u': fromWord(F32, OP['f32.of_u32']),
  'f32.convert_i64_s': fromPairToF32(HELPER.f32_convert_i64_s),
  'f32.convert_i64_u': fromPairToF32(HELPER.f32_convert_i64_u),
  'f32.demote_f64': fromWord(F32, OP['f32.demote']),
  'f64.convert_i32_s': fromWord(F64, OP['f64.of_i32']),
  'f64.convert_i32_u': fromWord(F64, OP['f64.of_u32']),
  'f64.convert_i64_s': fromPairToF64(true),
  'f64.convert_i64_u': fromPairToF64(false),
  'f64.promote_f32': fromWord(F64, OP['f64.promote']),
  'i32.reinterpret_f32': wordOfF32,
  'i64.reinterpret_f64': pairOfF64,
  'f32.reinterpret_i32': (b) => b.push(F32, b.ir.call(HELPER.f32FromBits, T_F32, [b.pop()])),
  'f64.reinterpret_i64': (b) => {
    const lo = b.popPair();
    b.push(F64, b.ir.call(HELPER.f64FromBits, T_F64, [lo, b.hi]));
  },
};
