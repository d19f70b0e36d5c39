import { I32 } from '@softwasm/syntax';
import type { Builder, Lowering } from '../build/builder.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import type { FunctionIR } from '../ir/function-ir.ts';
import { OP } from '../ir/node-ops.ts';
import {
  add,
  and,
  both,
  clz,
  compare,
  ctz,
  divide,
  mul,
  not,
  or,
  popcnt,
  rotl,
  shl,
  shrS,
  shrU,
  sub,
  xor,
} from '../ir/words.ts';
import type { Family, I32Name } from './families.ts';

type Unary = (ir: FunctionIR, a: number) => number;
type Binary = (ir: FunctionIR, a: number, b: number) => number;

function unary(f: Unary): Lowering {
  return (b) => b.push(I32, f(b.ir, b.pop()));
}

function binary(f: Binary): Lowering {
  return (b) => {
    const y = b.pop();
    const x = b.pop();
    b.push(I32, f(b.ir, x, y));
  };
}

function comparison(op: number): Lowering {
  return binary((ir, x, y) => compare(ir, op, x, y));
}

/** Rotations use their operands twice. */
function rotation(left: boolean): Lowering {
  return (b) => {
    const { ir } = b;
    const count = b.pop();
    const value = b.atom(b.pop());
    b.push(I32, rotl(ir, value, b.atom(left ? count : sub(ir, ir.i32(32), count))));
  };
}

/** The trap of a division by zero, unless the divisor is a constant. @returns the divisor as an atom */
function checkedDivisor(b: Builder, divisor: number): number {
  if (b.ir.isConst(divisor) && b.ir.a[divisor] !== 0) return divisor;
  const atom = b.atom(divisor);
  b.trapIf(HELPER.trap_divide_by_zero, not(b.ir, atom));
  return atom;
}

function division(op: number): Lowering {
  return (b) => {
    const { ir } = b;
    const y = b.pop();
    let x = b.pop();
    // What is popped is not settled by the trap: a load keeps its place before it.
    if (ir.loads(x) && !(ir.isConst(y) && ir.a[y] !== 0)) x = b.settle(x);
    const divisor = checkedDivisor(b, y);
    if (op === OP.div_s && (!ir.isConst(divisor) || ir.a[divisor] === -1)) {
      x = b.atom(x);
      const overflow = both(ir, compare(ir, OP.eq, divisor, ir.i32(-1)), compare(ir, OP.eq, x, ir.i32(-0x80000000)));
      b.trapIf(HELPER.trap_overflow, overflow);
    }
    b.push(I32, divide(ir, op, x, divisor));
  };
}

function extend(bits: number): Lowering {
  return unary((ir, x) => shrS(ir, shl(ir, x, ir.i32(32 - bits)), ir.i32(32 - bits)));
}

export const I32_INSTRUCTIONS: Family<I32Name> = {
  'i32.const': (b, at) => b.push(I32, b.ir.i32(b.code[at]!)),
  'i32.eqz': unary(not),
  'i32.eq': comparison(OP.eq),
  'i32.ne': comparison(OP.ne),
  'i32.lt_s': comparison(OP.lt_s),
  'i32.lt_u': comparison(OP.lt_u),
  'i32.gt_s': comparison(OP.gt_s),
  'i32.gt_u': comparison(OP.gt_u),
  'i32.le_s': comparison(OP.le_s),
  'i32.le_u': comparison(OP.le_u),
  'i32.ge_s': comparison(OP.ge_s),
  'i32.ge_u': comparison(OP.ge_u),
  'i32.clz': unary(clz),
  'i32.ctz': unary(ctz),
  'i32.popcnt': unary(popcnt),
  'i32.add': binary(add),
  'i32.sub': binary(sub),
  'i32.mul': binary(mul),
  'i32.div_s': division(OP.div_s),
  'i32.div_u': division(OP.div_u),
  'i32.rem_s': division(OP.rem_s),
  'i32.rem_u': division(OP.rem_u),
  'i32.and': binary(and),
  'i32.or': binary(or),
  'i32.xor': binary(xor),
  'i32.shl': binary(shl),
  'i32.shr_s': binary(shrS),
  'i32.shr_u': binary(shrU),
  'i32.rotl': rotation(true),
  'i32.rotr': rotation(false),
  'i32.extend8_s': extend(8),
  'i32.extend16_s': extend(16),
};
