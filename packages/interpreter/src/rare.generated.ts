// Made by generate/generate.mjs from generate/operations.mjs. Do not edit.

import { HI, i32_popcnt, i32_trunc_f64_s, i32_trunc_f64_s_fits, i32_trunc_f64_u, i32_trunc_f64_u_fits, i64_shl, i64_shr_s, i64_shr_u } from '@softwasm/numerics';
import { Trap } from '@softwasm/syntax';
import { truncationTrap } from './handlers/numeric.ts';
import type { Context } from './context.ts';
import type { Machine } from './machine.ts';

/**
 * Executes one of the operations that the loop for common ones leaves out.
 *
 * @param X the frame's context, `C` its code, `pc` the operation's place there, `s` where the frame's registers begin
 * @returns the place of the next operation
 */
export function executeRare(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
  const { words: I, singles: S, doubles: D, references: R } = m;
  const M = X.view;
let a = 0;
let b = 0;
let c = 0;
let d = 0;
let x = 0;
let y = 0;
let lo = 0;
let real = 0.5;
let at = 0;
let index = 0;
let G!: Int32Array;
  switch (C[pc]) {
// unreachable
case 0: {
throw new Trap('unreachable');
}
// br_if_null
case 4: {
pc = R[s + C[pc + 1]!] === null ? C[pc + 2]! : pc + 3 | 0;
return pc;
}
// br_unless_null
case 5: {
pc = R[s + C[pc + 1]!] !== null ? C[pc + 2]! : pc + 3 | 0;
return pc;
}
// br_if i32.lt_u k
case 16: {
pc = (I[s + C[pc + 1]!]! >>> 0 < C[pc + 2]! >>> 0) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// br_if i32.ge_u k
case 18: {
pc = (I[s + C[pc + 1]!]! >>> 0 >= C[pc + 2]! >>> 0) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// br_if i32.gt_s k
case 19: {
pc = (I[s + C[pc + 1]!]! > C[pc + 2]!) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// br_if i32.le_s k
case 21: {
pc = (I[s + C[pc + 1]!]! <= C[pc + 2]!) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// br_if i32.le_u k
case 22: {
pc = (I[s + C[pc + 1]!]! >>> 0 <= C[pc + 2]! >>> 0) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// br_if i32.and
case 23: {
pc = ((I[s + C[pc + 1]!]! & I[s + C[pc + 2]!]!) !== 0) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// br_unless i32.and
case 24: {
pc = ((I[s + C[pc + 1]!]! & I[s + C[pc + 2]!]!) === 0) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// br_if i32.and k
case 25: {
pc = ((I[s + C[pc + 1]!]! & C[pc + 2]!) !== 0) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// br_if i64.eqz
case 27: {
a = s + C[pc + 1]!;
pc = ((I[a]! | I[a + 1]!) === 0) ? C[pc + 2]! : pc + 3 | 0;
return pc;
}
// br_if i64.ne
case 30: {
a = s + C[pc + 1]!;
b = s + C[pc + 2]!;
pc = (I[a]! !== I[b]! || I[a + 1]! !== I[b + 1]!) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// br_if i64.lt_s
case 31: {
a = s + C[pc + 1]!;
b = s + C[pc + 2]!;
pc = (I[a + 1]! === I[b + 1]! ? I[a]! >>> 0 < I[b]! >>> 0 : I[a + 1]! < I[b + 1]!) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// br_if i64.ge_s
case 33: {
a = s + C[pc + 1]!;
b = s + C[pc + 2]!;
pc = (I[a + 1]! === I[b + 1]! ? I[a]! >>> 0 >= I[b]! >>> 0 : I[a + 1]! >= I[b + 1]!) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// br_if i64.ge_u
case 34: {
a = s + C[pc + 1]!;
b = s + C[pc + 2]!;
pc = (I[a + 1]! === I[b + 1]! ? I[a]! >>> 0 >= I[b]! >>> 0 : I[a + 1]! >>> 0 >= I[b + 1]! >>> 0) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// br_if f64.eq
case 35: {
pc = (D[s + C[pc + 1]! >> 1]! === D[s + C[pc + 2]! >> 1]!) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// br_unless f64.eq
case 36: {
pc = (!(D[s + C[pc + 1]! >> 1]! === D[s + C[pc + 2]! >> 1]!)) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// br_if f64.ne
case 37: {
pc = (D[s + C[pc + 1]! >> 1]! !== D[s + C[pc + 2]! >> 1]!) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// br_unless f64.ne
case 38: {
pc = (!(D[s + C[pc + 1]! >> 1]! !== D[s + C[pc + 2]! >> 1]!)) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// br_if f64.lt
case 39: {
pc = (D[s + C[pc + 1]! >> 1]! < D[s + C[pc + 2]! >> 1]!) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// br_unless f64.lt
case 40: {
pc = (!(D[s + C[pc + 1]! >> 1]! < D[s + C[pc + 2]! >> 1]!)) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// br_if f64.le
case 41: {
pc = (D[s + C[pc + 1]! >> 1]! <= D[s + C[pc + 2]! >> 1]!) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// br_unless f64.le
case 42: {
pc = (!(D[s + C[pc + 1]! >> 1]! <= D[s + C[pc + 2]! >> 1]!)) ? C[pc + 3]! : pc + 4 | 0;
return pc;
}
// i32.add k br_if i32.lt_s
case 43: {
x = I[s + C[pc + 2]!]! + C[pc + 3]! | 0; I[s + C[pc + 1]!] = x; pc = (x < I[s + C[pc + 4]!]!) ? C[pc + 5]! : pc + 6 | 0;
return pc;
}
// i32.add k br_if i32.lt_s l
case 44: {
x = I[s + C[pc + 2]!]! + C[pc + 3]! | 0; I[s + C[pc + 1]!] = x; pc = (x < C[pc + 4]!) ? C[pc + 5]! : pc + 6 | 0;
return pc;
}
// i32.add k br_if i32.lt_u
case 45: {
x = I[s + C[pc + 2]!]! + C[pc + 3]! | 0; I[s + C[pc + 1]!] = x; pc = (x >>> 0 < I[s + C[pc + 4]!]! >>> 0) ? C[pc + 5]! : pc + 6 | 0;
return pc;
}
// i32.add k br_if i32.lt_u l
case 46: {
x = I[s + C[pc + 2]!]! + C[pc + 3]! | 0; I[s + C[pc + 1]!] = x; pc = (x >>> 0 < C[pc + 4]! >>> 0) ? C[pc + 5]! : pc + 6 | 0;
return pc;
}
// i32.add k br_if i32.ne
case 47: {
x = I[s + C[pc + 2]!]! + C[pc + 3]! | 0; I[s + C[pc + 1]!] = x; pc = (x !== I[s + C[pc + 4]!]!) ? C[pc + 5]! : pc + 6 | 0;
return pc;
}
// i32.add k br_if i32.ne l
case 48: {
x = I[s + C[pc + 2]!]! + C[pc + 3]! | 0; I[s + C[pc + 1]!] = x; pc = (x !== C[pc + 4]!) ? C[pc + 5]! : pc + 6 | 0;
return pc;
}
// constants
case 64: {
for (index = 0; index < C[pc + 2]!; index++) I[s + C[pc + 1]! + index] = C[pc + 3 + index]!; pc = pc + 3 + C[pc + 2]! | 0;
return pc;
}
// null
case 65: {
d = s + C[pc + 1]!;
for (let i = d; i < d + C[pc + 2]!; i++) R[i] = null;
pc = pc + 3 | 0;
return pc;
}
// reserve
case 66: {
while (R.length < s + C[pc + 1]!) R.push(null);
pc = pc + 2 | 0;
return pc;
}
// move_4
case 70: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
x = I[a]!; y = I[a + 1]!; lo = I[a + 2]!; I[d + 3] = I[a + 3]!; I[d + 2] = lo; I[d + 1] = y; I[d] = x;
pc = pc + 3 | 0;
return pc;
}
// move_ref
case 71: {
R[s + C[pc + 1]!] = R[s + C[pc + 2]!];
pc = pc + 3 | 0;
return pc;
}
// move_2 move_2
case 73: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
c = s + C[pc + 4]!;
lo = I[a]!; I[d + 1] = I[a + 1]!; I[d] = lo; lo = I[c]!; I[b + 1] = I[c + 1]!; I[b] = lo;
pc = pc + 5 | 0;
return pc;
}
// select_2
case 77: {
d = s + C[pc + 1]!;
at = I[s + C[pc + 4]!]! !== 0 ? s + C[pc + 2]! : s + C[pc + 3]!; lo = I[at]!; I[d + 1] = I[at + 1]!; I[d] = lo;
pc = pc + 5 | 0;
return pc;
}
// select_4
case 78: {
d = s + C[pc + 1]!;
at = I[s + C[pc + 4]!]! !== 0 ? s + C[pc + 2]! : s + C[pc + 3]!; x = I[at]!; y = I[at + 1]!; lo = I[at + 2]!; I[d + 3] = I[at + 3]!; I[d + 2] = lo; I[d + 1] = y; I[d] = x;
pc = pc + 5 | 0;
return pc;
}
// select_ref
case 79: {
R[s + C[pc + 1]!] = I[s + C[pc + 4]!]! !== 0 ? R[s + C[pc + 2]!] : R[s + C[pc + 3]!];
pc = pc + 5 | 0;
return pc;
}
// ref.is_null
case 80: {
I[s + C[pc + 1]!] = (R[s + C[pc + 2]!] === null) ? 1 : 0;
pc = pc + 3 | 0;
return pc;
}
// global.set_2
case 84: {
a = s + C[pc + 2]!;
G = X.globals[C[pc + 1]!]!.words; G[0] = I[a]!; G[1] = I[a + 1]!;
pc = pc + 3 | 0;
return pc;
}
// global.get_ref
case 85: {
R[s + C[pc + 1]!] = X.globals[C[pc + 2]!]!.cell[0];
pc = pc + 3 | 0;
return pc;
}
// global.set_ref
case 86: {
X.globals[C[pc + 1]!]!.cell[0] = R[s + C[pc + 2]!];
pc = pc + 3 | 0;
return pc;
}
// i32.load add k
case 88: {
I[s + C[pc + 1]!] = M.getInt32((I[s + C[pc + 2]!]! + C[pc + 3]! >>> 0) + C[pc + 4]!, true);
pc = pc + 5 | 0;
return pc;
}
// i32.load add
case 89: {
I[s + C[pc + 1]!] = M.getInt32((I[s + C[pc + 2]!]! + I[s + C[pc + 3]!]! >>> 0) + C[pc + 4]!, true);
pc = pc + 5 | 0;
return pc;
}
// i32.load shl_add
case 90: {
I[s + C[pc + 1]!] = M.getInt32((I[s + C[pc + 2]!]! + (I[s + C[pc + 3]!]! << C[pc + 4]!) >>> 0) + C[pc + 5]!, true);
pc = pc + 6 | 0;
return pc;
}
// i32.load shl_add k
case 91: {
I[s + C[pc + 1]!] = M.getInt32(((I[s + C[pc + 2]!]! << C[pc + 3]!) + C[pc + 4]! >>> 0) + C[pc + 5]!, true);
pc = pc + 6 | 0;
return pc;
}
// i32.load8_u add k
case 94: {
I[s + C[pc + 1]!] = M.getUint8((I[s + C[pc + 2]!]! + C[pc + 3]! >>> 0) + C[pc + 4]!);
pc = pc + 5 | 0;
return pc;
}
// i32.load8_u add
case 95: {
I[s + C[pc + 1]!] = M.getUint8((I[s + C[pc + 2]!]! + I[s + C[pc + 3]!]! >>> 0) + C[pc + 4]!);
pc = pc + 5 | 0;
return pc;
}
// i32.load8_u shl_add
case 96: {
I[s + C[pc + 1]!] = M.getUint8((I[s + C[pc + 2]!]! + (I[s + C[pc + 3]!]! << C[pc + 4]!) >>> 0) + C[pc + 5]!);
pc = pc + 6 | 0;
return pc;
}
// i32.load8_u shl_add k
case 97: {
I[s + C[pc + 1]!] = M.getUint8(((I[s + C[pc + 2]!]! << C[pc + 3]!) + C[pc + 4]! >>> 0) + C[pc + 5]!);
pc = pc + 6 | 0;
return pc;
}
// i32.load16_s
case 98: {
I[s + C[pc + 1]!] = M.getInt16((I[s + C[pc + 2]!]! >>> 0) + C[pc + 3]!, true);
pc = pc + 4 | 0;
return pc;
}
// i64.load add k
case 101: {
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! + C[pc + 3]! >>> 0) + C[pc + 4]!; lo = M.getInt32(at, true); I[d + 1] = M.getInt32(at + 4, true); I[d] = lo;
pc = pc + 5 | 0;
return pc;
}
// i64.load add
case 102: {
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! + I[s + C[pc + 3]!]! >>> 0) + C[pc + 4]!; lo = M.getInt32(at, true); I[d + 1] = M.getInt32(at + 4, true); I[d] = lo;
pc = pc + 5 | 0;
return pc;
}
// i64.load shl_add k
case 104: {
d = s + C[pc + 1]!;
at = ((I[s + C[pc + 2]!]! << C[pc + 3]!) + C[pc + 4]! >>> 0) + C[pc + 5]!; lo = M.getInt32(at, true); I[d + 1] = M.getInt32(at + 4, true); I[d] = lo;
pc = pc + 6 | 0;
return pc;
}
// i64.load8_s
case 105: {
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! >>> 0) + C[pc + 3]!; lo = M.getInt8(at); I[d + 1] = lo >> 31; I[d] = lo;
pc = pc + 4 | 0;
return pc;
}
// i64.load16_s
case 107: {
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! >>> 0) + C[pc + 3]!; lo = M.getInt16(at, true); I[d + 1] = lo >> 31; I[d] = lo;
pc = pc + 4 | 0;
return pc;
}
// i64.load16_u
case 108: {
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! >>> 0) + C[pc + 3]!; lo = M.getUint16(at, true); I[d + 1] = 0; I[d] = lo;
pc = pc + 4 | 0;
return pc;
}
// i32.eq
case 116: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! === I[s + C[pc + 3]!]!) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// i32.ne
case 117: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! !== I[s + C[pc + 3]!]!) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// i32.lt_s
case 118: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! < I[s + C[pc + 3]!]!) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// i32.lt_u
case 119: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 < I[s + C[pc + 3]!]! >>> 0) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// i32.ge_s
case 120: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >= I[s + C[pc + 3]!]!) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// i32.ge_u
case 121: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 >= I[s + C[pc + 3]!]! >>> 0) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// i32.eq k
case 122: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! === C[pc + 3]!) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// i32.ne k
case 123: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! !== C[pc + 3]!) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// i32.lt_s k
case 124: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! < C[pc + 3]!) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// i32.lt_u k
case 125: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 < C[pc + 3]! >>> 0) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// i32.ge_s k
case 126: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >= C[pc + 3]!) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// i32.ge_u k
case 127: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 >= C[pc + 3]! >>> 0) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// i32.gt_s k
case 128: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! > C[pc + 3]!) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// i32.gt_u k
case 129: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 > C[pc + 3]! >>> 0) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// i32.le_s k
case 130: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! <= C[pc + 3]!) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// i32.le_u k
case 131: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 <= C[pc + 3]! >>> 0) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// i32.clz
case 132: {
I[s + C[pc + 1]!] = Math.clz32(I[s + C[pc + 2]!]!);
pc = pc + 3 | 0;
return pc;
}
// i32.ctz
case 133: {
x = I[s + C[pc + 2]!]!; I[s + C[pc + 1]!] = x === 0 ? 32 : 31 - Math.clz32(x & -x);
pc = pc + 3 | 0;
return pc;
}
// i32.popcnt
case 134: {
I[s + C[pc + 1]!] = i32_popcnt(I[s + C[pc + 2]!]!);
pc = pc + 3 | 0;
return pc;
}
// i32.mul
case 138: {
I[s + C[pc + 1]!] = Math.imul(I[s + C[pc + 2]!]!, I[s + C[pc + 3]!]!);
pc = pc + 4 | 0;
return pc;
}
// i32.xor
case 144: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! ^ I[s + C[pc + 3]!]!;
pc = pc + 4 | 0;
return pc;
}
// i32.shl
case 146: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! << I[s + C[pc + 3]!]!;
pc = pc + 4 | 0;
return pc;
}
// i32.shr_s
case 148: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! >> I[s + C[pc + 3]!]!;
pc = pc + 4 | 0;
return pc;
}
// i32.shr_s k
case 149: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! >> C[pc + 3]!;
pc = pc + 4 | 0;
return pc;
}
// i32.shr_u
case 150: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! >>> I[s + C[pc + 3]!]!;
pc = pc + 4 | 0;
return pc;
}
// i32.rotl
case 152: {
x = I[s + C[pc + 2]!]!; y = I[s + C[pc + 3]!]!; I[s + C[pc + 1]!] = x << y | x >>> 32 - y;
pc = pc + 4 | 0;
return pc;
}
// i32.rotr
case 153: {
x = I[s + C[pc + 2]!]!; y = I[s + C[pc + 3]!]!; I[s + C[pc + 1]!] = x >>> y | x << 32 - y;
pc = pc + 4 | 0;
return pc;
}
// i32.rotl k
case 154: {
x = I[s + C[pc + 2]!]!; y = C[pc + 3]!; I[s + C[pc + 1]!] = x << y | x >>> 32 - y;
pc = pc + 4 | 0;
return pc;
}
// i32.shl_add k
case 156: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! << C[pc + 3]!) + C[pc + 4]! | 0;
pc = pc + 5 | 0;
return pc;
}
// i32.mul_add
case 157: {
I[s + C[pc + 1]!] = Math.imul(I[s + C[pc + 2]!]!, I[s + C[pc + 3]!]!) + I[s + C[pc + 4]!]! | 0;
pc = pc + 5 | 0;
return pc;
}
// i32.div_s
case 158: {
x = I[s + C[pc + 2]!]!; y = I[s + C[pc + 3]!]!; if (y === 0) throw new Trap('integer-divide-by-zero'); if (y === -1 && x === -0x80000000) throw new Trap('integer-overflow'); I[s + C[pc + 1]!] = x / y;
pc = pc + 4 | 0;
return pc;
}
// i32.div_u
case 159: {
y = I[s + C[pc + 3]!]! >>> 0; if (y === 0) throw new Trap('integer-divide-by-zero'); I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0) / y;
pc = pc + 4 | 0;
return pc;
}
// i32.rem_s
case 160: {
y = I[s + C[pc + 3]!]!; if (y === 0) throw new Trap('integer-divide-by-zero'); I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! % y;
pc = pc + 4 | 0;
return pc;
}
// i32.rem_u
case 161: {
y = I[s + C[pc + 3]!]! >>> 0; if (y === 0) throw new Trap('integer-divide-by-zero'); I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0) % y;
pc = pc + 4 | 0;
return pc;
}
// i32.extend8_s
case 162: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! << 24 >> 24;
pc = pc + 3 | 0;
return pc;
}
// i32.extend16_s
case 163: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! << 16 >> 16;
pc = pc + 3 | 0;
return pc;
}
// i64.ne
case 166: {
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
I[s + C[pc + 1]!] = (I[a]! !== I[b]! || I[a + 1]! !== I[b + 1]!) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// i64.shl 32+k
case 178: {
d = s + C[pc + 1]!;
I[d + 1] = I[s + C[pc + 2]!]! << C[pc + 3]!; I[d] = 0;
pc = pc + 4 | 0;
return pc;
}
// i64.shr_s k
case 179: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
x = I[a + 1]!; y = C[pc + 3]!; I[d] = I[a]! >>> y | x << 32 - y; I[d + 1] = x >> y;
pc = pc + 4 | 0;
return pc;
}
// i64.shr_s 32+k
case 180: {
d = s + C[pc + 1]!;
x = I[s + C[pc + 2]! + 1]!; I[d] = x >> C[pc + 3]!; I[d + 1] = x >> 31;
pc = pc + 4 | 0;
return pc;
}
// i64.rotl k
case 183: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
x = I[a]!; y = I[a + 1]!; at = C[pc + 3]!; I[d] = x << at | y >>> 32 - at; I[d + 1] = y << at | x >>> 32 - at;
pc = pc + 4 | 0;
return pc;
}
// i64.rotl 32+k
case 184: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
y = I[a]!; x = I[a + 1]!; at = C[pc + 3]!; I[d] = x << at | y >>> 1 >>> 31 - at; I[d + 1] = y << at | x >>> 1 >>> 31 - at;
pc = pc + 4 | 0;
return pc;
}
// i64.shl
case 185: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
lo = i64_shl(I[a]!, I[a + 1]!, I[s + C[pc + 3]!]!); I[d + 1] = HI[0]!; I[d] = lo;
pc = pc + 4 | 0;
return pc;
}
// i64.shr_s
case 186: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
lo = i64_shr_s(I[a]!, I[a + 1]!, I[s + C[pc + 3]!]!); I[d + 1] = HI[0]!; I[d] = lo;
pc = pc + 4 | 0;
return pc;
}
// i64.shr_u
case 187: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
lo = i64_shr_u(I[a]!, I[a + 1]!, I[s + C[pc + 3]!]!); I[d + 1] = HI[0]!; I[d] = lo;
pc = pc + 4 | 0;
return pc;
}
// f32.eq
case 190: {
I[s + C[pc + 1]!] = (S[s + C[pc + 2]!]! === S[s + C[pc + 3]!]!) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// f32.ne
case 191: {
I[s + C[pc + 1]!] = (S[s + C[pc + 2]!]! !== S[s + C[pc + 3]!]!) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// f32.lt
case 192: {
I[s + C[pc + 1]!] = (S[s + C[pc + 2]!]! < S[s + C[pc + 3]!]!) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// f32.le
case 193: {
I[s + C[pc + 1]!] = (S[s + C[pc + 2]!]! <= S[s + C[pc + 3]!]!) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// f32.add
case 194: {
S[s + C[pc + 1]!] = S[s + C[pc + 2]!]! + S[s + C[pc + 3]!]!;
pc = pc + 4 | 0;
return pc;
}
// f32.sub
case 195: {
S[s + C[pc + 1]!] = S[s + C[pc + 2]!]! - S[s + C[pc + 3]!]!;
pc = pc + 4 | 0;
return pc;
}
// f32.mul
case 196: {
S[s + C[pc + 1]!] = S[s + C[pc + 2]!]! * S[s + C[pc + 3]!]!;
pc = pc + 4 | 0;
return pc;
}
// f32.div
case 197: {
S[s + C[pc + 1]!] = S[s + C[pc + 2]!]! / S[s + C[pc + 3]!]!;
pc = pc + 4 | 0;
return pc;
}
// f32.mul_add
case 198: {
S[s + C[pc + 1]!] = Math.fround(S[s + C[pc + 2]!]! * S[s + C[pc + 3]!]!) + S[s + C[pc + 4]!]!;
pc = pc + 5 | 0;
return pc;
}
// f32.sub_mul
case 199: {
S[s + C[pc + 1]!] = S[s + C[pc + 4]!]! - Math.fround(S[s + C[pc + 2]!]! * S[s + C[pc + 3]!]!);
pc = pc + 5 | 0;
return pc;
}
// f32.sqrt
case 200: {
S[s + C[pc + 1]!] = Math.sqrt(S[s + C[pc + 2]!]!);
pc = pc + 3 | 0;
return pc;
}
// f64.eq
case 201: {
I[s + C[pc + 1]!] = (D[s + C[pc + 2]! >> 1]! === D[s + C[pc + 3]! >> 1]!) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// f64.ne
case 202: {
I[s + C[pc + 1]!] = (D[s + C[pc + 2]! >> 1]! !== D[s + C[pc + 3]! >> 1]!) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// f64.lt
case 203: {
I[s + C[pc + 1]!] = (D[s + C[pc + 2]! >> 1]! < D[s + C[pc + 3]! >> 1]!) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// f64.le
case 204: {
I[s + C[pc + 1]!] = (D[s + C[pc + 2]! >> 1]! <= D[s + C[pc + 3]! >> 1]!) ? 1 : 0;
pc = pc + 4 | 0;
return pc;
}
// f64.add
case 205: {
D[s + C[pc + 1]! >> 1] = D[s + C[pc + 2]! >> 1]! + D[s + C[pc + 3]! >> 1]!;
pc = pc + 4 | 0;
return pc;
}
// f64.sub
case 206: {
D[s + C[pc + 1]! >> 1] = D[s + C[pc + 2]! >> 1]! - D[s + C[pc + 3]! >> 1]!;
pc = pc + 4 | 0;
return pc;
}
// f64.mul
case 207: {
D[s + C[pc + 1]! >> 1] = D[s + C[pc + 2]! >> 1]! * D[s + C[pc + 3]! >> 1]!;
pc = pc + 4 | 0;
return pc;
}
// f64.div
case 208: {
D[s + C[pc + 1]! >> 1] = D[s + C[pc + 2]! >> 1]! / D[s + C[pc + 3]! >> 1]!;
pc = pc + 4 | 0;
return pc;
}
// f64.mul_add
case 209: {
D[s + C[pc + 1]! >> 1] = D[s + C[pc + 2]! >> 1]! * D[s + C[pc + 3]! >> 1]! + D[s + C[pc + 4]! >> 1]!;
pc = pc + 5 | 0;
return pc;
}
// f64.sub_mul
case 210: {
D[s + C[pc + 1]! >> 1] = D[s + C[pc + 4]! >> 1]! - D[s + C[pc + 2]! >> 1]! * D[s + C[pc + 3]! >> 1]!;
pc = pc + 5 | 0;
return pc;
}
// f64.sqrt
case 211: {
D[s + C[pc + 1]! >> 1] = Math.sqrt(D[s + C[pc + 2]! >> 1]!);
pc = pc + 3 | 0;
return pc;
}
// f32.abs
case 212: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! & 0x7fffffff;
pc = pc + 3 | 0;
return pc;
}
// f32.neg
case 213: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! ^ 0x80000000;
pc = pc + 3 | 0;
return pc;
}
// f64.abs
case 214: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
lo = I[a]!; I[d + 1] = I[a + 1]! & 0x7fffffff; I[d] = lo;
pc = pc + 3 | 0;
return pc;
}
// f64.neg
case 215: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
lo = I[a]!; I[d + 1] = I[a + 1]! ^ 0x80000000; I[d] = lo;
pc = pc + 3 | 0;
return pc;
}
// i32.trunc_f64_s
case 216: {
real = D[s + C[pc + 2]! >> 1]!; if (!i32_trunc_f64_s_fits(real)) throw truncationTrap(real); I[s + C[pc + 1]!] = i32_trunc_f64_s(real);
pc = pc + 3 | 0;
return pc;
}
// i32.trunc_f64_u
case 217: {
real = D[s + C[pc + 2]! >> 1]!; if (!i32_trunc_f64_u_fits(real)) throw truncationTrap(real); I[s + C[pc + 1]!] = i32_trunc_f64_u(real);
pc = pc + 3 | 0;
return pc;
}
// f32.convert_i32_s
case 218: {
S[s + C[pc + 1]!] = I[s + C[pc + 2]!]!;
pc = pc + 3 | 0;
return pc;
}
// f32.convert_i32_u
case 219: {
S[s + C[pc + 1]!] = I[s + C[pc + 2]!]! >>> 0;
pc = pc + 3 | 0;
return pc;
}
// f64.convert_i32_s
case 220: {
D[s + C[pc + 1]! >> 1] = I[s + C[pc + 2]!]!;
pc = pc + 3 | 0;
return pc;
}
// f64.convert_i32_u
case 221: {
D[s + C[pc + 1]! >> 1] = I[s + C[pc + 2]!]! >>> 0;
pc = pc + 3 | 0;
return pc;
}
// f32.demote_f64
case 222: {
S[s + C[pc + 1]!] = D[s + C[pc + 2]! >> 1]!;
pc = pc + 3 | 0;
return pc;
}
// f64.promote_f32
case 223: {
D[s + C[pc + 1]! >> 1] = S[s + C[pc + 2]!]!;
pc = pc + 3 | 0;
return pc;
}
  }
  return pc;
}
