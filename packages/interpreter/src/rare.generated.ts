// Made by generate/generate.mjs from generate/operations.mjs. Do not edit.

import { HI, i32_popcnt, i32_trunc_f64_s, i32_trunc_f64_s_fits, i32_trunc_f64_u, i32_trunc_f64_u_fits, i64_shl, i64_shr_s, i64_shr_u } from '@softwasm/numerics';
import { Trap } from '@softwasm/syntax';
import { truncationTrap } from './handlers/numeric.ts';
import type { Context } from './context.ts';
import type { Machine } from './machine.ts';

/**
 * Executes an operation that the loop leaves out.
 *
 * @param X the frame's context, `C` its code, `pc` the operation's place there, `s` where the frame's registers begin
 * @returns the place of the next operation
 */
type Rare = (m: Machine, X: Context, C: Int32Array, pc: number, s: number) => number;

// br_if_null
function rare92(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { references: R } = m;
return R[s + C[pc + 1]!] === null ? C[pc + 2]! : pc + 3 | 0;
}
// br_unless_null
function rare93(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { references: R } = m;
return R[s + C[pc + 1]!] !== null ? C[pc + 2]! : pc + 3 | 0;
}
// br_if i32.lt_u k
function rare94(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
return (I[s + C[pc + 1]!]! >>> 0 < C[pc + 2]! >>> 0) ? C[pc + 3]! : pc + 4 | 0;
}
// br_if i32.ge_u k
function rare95(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
return (I[s + C[pc + 1]!]! >>> 0 >= C[pc + 2]! >>> 0) ? C[pc + 3]! : pc + 4 | 0;
}
// br_if i32.gt_s k
function rare96(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
return (I[s + C[pc + 1]!]! > C[pc + 2]!) ? C[pc + 3]! : pc + 4 | 0;
}
// br_if i32.le_s k
function rare97(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
return (I[s + C[pc + 1]!]! <= C[pc + 2]!) ? C[pc + 3]! : pc + 4 | 0;
}
// br_if i32.le_u k
function rare98(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
return (I[s + C[pc + 1]!]! >>> 0 <= C[pc + 2]! >>> 0) ? C[pc + 3]! : pc + 4 | 0;
}
// br_if i32.and
function rare99(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
return ((I[s + C[pc + 1]!]! & I[s + C[pc + 2]!]!) !== 0) ? C[pc + 3]! : pc + 4 | 0;
}
// br_unless i32.and
function rare100(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
return ((I[s + C[pc + 1]!]! & I[s + C[pc + 2]!]!) === 0) ? C[pc + 3]! : pc + 4 | 0;
}
// br_if i32.and k
function rare101(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
return ((I[s + C[pc + 1]!]! & C[pc + 2]!) !== 0) ? C[pc + 3]! : pc + 4 | 0;
}
// br_if f64.eq
function rare102(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { doubles: D } = m;
return (D[s + C[pc + 1]! >> 1]! === D[s + C[pc + 2]! >> 1]!) ? C[pc + 3]! : pc + 4 | 0;
}
// br_unless f64.eq
function rare103(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { doubles: D } = m;
return (!(D[s + C[pc + 1]! >> 1]! === D[s + C[pc + 2]! >> 1]!)) ? C[pc + 3]! : pc + 4 | 0;
}
// br_if f64.ne
function rare104(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { doubles: D } = m;
return (D[s + C[pc + 1]! >> 1]! !== D[s + C[pc + 2]! >> 1]!) ? C[pc + 3]! : pc + 4 | 0;
}
// br_unless f64.ne
function rare105(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { doubles: D } = m;
return (!(D[s + C[pc + 1]! >> 1]! !== D[s + C[pc + 2]! >> 1]!)) ? C[pc + 3]! : pc + 4 | 0;
}
// br_if f64.lt
function rare106(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { doubles: D } = m;
return (D[s + C[pc + 1]! >> 1]! < D[s + C[pc + 2]! >> 1]!) ? C[pc + 3]! : pc + 4 | 0;
}
// br_unless f64.lt
function rare107(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { doubles: D } = m;
return (!(D[s + C[pc + 1]! >> 1]! < D[s + C[pc + 2]! >> 1]!)) ? C[pc + 3]! : pc + 4 | 0;
}
// br_if f64.le
function rare108(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { doubles: D } = m;
return (D[s + C[pc + 1]! >> 1]! <= D[s + C[pc + 2]! >> 1]!) ? C[pc + 3]! : pc + 4 | 0;
}
// br_unless f64.le
function rare109(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { doubles: D } = m;
return (!(D[s + C[pc + 1]! >> 1]! <= D[s + C[pc + 2]! >> 1]!)) ? C[pc + 3]! : pc + 4 | 0;
}
// i32.add k br_if i32.lt_s
function rare110(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let x = 0;
x = I[s + C[pc + 2]!]! + C[pc + 3]! | 0; I[s + C[pc + 1]!] = x; return (x < I[s + C[pc + 4]!]!) ? C[pc + 5]! : pc + 6 | 0;
}
// i32.add k br_if i32.lt_s l
function rare111(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let x = 0;
x = I[s + C[pc + 2]!]! + C[pc + 3]! | 0; I[s + C[pc + 1]!] = x; return (x < C[pc + 4]!) ? C[pc + 5]! : pc + 6 | 0;
}
// i32.add k br_if i32.lt_u
function rare112(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let x = 0;
x = I[s + C[pc + 2]!]! + C[pc + 3]! | 0; I[s + C[pc + 1]!] = x; return (x >>> 0 < I[s + C[pc + 4]!]! >>> 0) ? C[pc + 5]! : pc + 6 | 0;
}
// i32.add k br_if i32.lt_u l
function rare113(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let x = 0;
x = I[s + C[pc + 2]!]! + C[pc + 3]! | 0; I[s + C[pc + 1]!] = x; return (x >>> 0 < C[pc + 4]! >>> 0) ? C[pc + 5]! : pc + 6 | 0;
}
// i32.add k br_if i32.ne
function rare114(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let x = 0;
x = I[s + C[pc + 2]!]! + C[pc + 3]! | 0; I[s + C[pc + 1]!] = x; return (x !== I[s + C[pc + 4]!]!) ? C[pc + 5]! : pc + 6 | 0;
}
// i32.add k br_if i32.ne l
function rare115(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let x = 0;
x = I[s + C[pc + 2]!]! + C[pc + 3]! | 0; I[s + C[pc + 1]!] = x; return (x !== C[pc + 4]!) ? C[pc + 5]! : pc + 6 | 0;
}
// constants
function rare116(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let index = 0;
for (index = 0; index < C[pc + 2]!; index++) I[s + C[pc + 1]! + index] = C[pc + 3 + index]!; return pc + 3 + C[pc + 2]! | 0;
}
// null
function rare117(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { references: R } = m;
let d = 0;
d = s + C[pc + 1]!;
for (let i = d; i < d + C[pc + 2]!; i++) R[i] = null;
return pc + 3 | 0;
}
// reserve
function rare118(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { references: R } = m;
while (R.length < s + C[pc + 1]!) R.push(null);
return pc + 2 | 0;
}
// move_4
function rare119(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let a = 0;
let d = 0;
let x = 0;
let y = 0;
let lo = 0;
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
x = I[a]!; y = I[a + 1]!; lo = I[a + 2]!; I[d + 3] = I[a + 3]!; I[d + 2] = lo; I[d + 1] = y; I[d] = x;
return pc + 3 | 0;
}
// move_ref
function rare120(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { references: R } = m;
R[s + C[pc + 1]!] = R[s + C[pc + 2]!];
return pc + 3 | 0;
}
// move_2 move_2
function rare121(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let a = 0;
let b = 0;
let c = 0;
let d = 0;
let lo = 0;
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
c = s + C[pc + 4]!;
lo = I[a]!; I[d + 1] = I[a + 1]!; I[d] = lo; lo = I[c]!; I[b + 1] = I[c + 1]!; I[b] = lo;
return pc + 5 | 0;
}
// select_2
function rare122(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let d = 0;
let lo = 0;
let at = 0;
d = s + C[pc + 1]!;
at = I[s + C[pc + 4]!]! !== 0 ? s + C[pc + 2]! : s + C[pc + 3]!; lo = I[at]!; I[d + 1] = I[at + 1]!; I[d] = lo;
return pc + 5 | 0;
}
// select_4
function rare123(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let d = 0;
let x = 0;
let y = 0;
let lo = 0;
let at = 0;
d = s + C[pc + 1]!;
at = I[s + C[pc + 4]!]! !== 0 ? s + C[pc + 2]! : s + C[pc + 3]!; x = I[at]!; y = I[at + 1]!; lo = I[at + 2]!; I[d + 3] = I[at + 3]!; I[d + 2] = lo; I[d + 1] = y; I[d] = x;
return pc + 5 | 0;
}
// select_ref
function rare124(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I, references: R } = m;
R[s + C[pc + 1]!] = I[s + C[pc + 4]!]! !== 0 ? R[s + C[pc + 2]!] : R[s + C[pc + 3]!];
return pc + 5 | 0;
}
// ref.is_null
function rare125(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I, references: R } = m;
I[s + C[pc + 1]!] = (R[s + C[pc + 2]!] === null) ? 1 : 0;
return pc + 3 | 0;
}
// global.set_2
function rare126(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let a = 0;
let G!: Int32Array;
a = s + C[pc + 2]!;
G = X.globals[C[pc + 1]!]!.words; G[0] = I[a]!; G[1] = I[a + 1]!;
return pc + 3 | 0;
}
// global.get_ref
function rare127(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { references: R } = m;
R[s + C[pc + 1]!] = X.globals[C[pc + 2]!]!.cell[0];
return pc + 3 | 0;
}
// global.set_ref
function rare128(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { references: R } = m;
X.globals[C[pc + 1]!]!.cell[0] = R[s + C[pc + 2]!];
return pc + 3 | 0;
}
// i32.load add k
function rare129(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
const M = X.view;
I[s + C[pc + 1]!] = M.getInt32((I[s + C[pc + 2]!]! + C[pc + 3]! >>> 0) + C[pc + 4]!, true);
return pc + 5 | 0;
}
// i32.load add
function rare130(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
const M = X.view;
I[s + C[pc + 1]!] = M.getInt32((I[s + C[pc + 2]!]! + I[s + C[pc + 3]!]! >>> 0) + C[pc + 4]!, true);
return pc + 5 | 0;
}
// i32.load shl_add k
function rare131(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
const M = X.view;
I[s + C[pc + 1]!] = M.getInt32(((I[s + C[pc + 2]!]! << C[pc + 3]!) + C[pc + 4]! >>> 0) + C[pc + 5]!, true);
return pc + 6 | 0;
}
// i32.load8_u add k
function rare132(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
const M = X.view;
I[s + C[pc + 1]!] = M.getUint8((I[s + C[pc + 2]!]! + C[pc + 3]! >>> 0) + C[pc + 4]!);
return pc + 5 | 0;
}
// i32.load8_u add
function rare133(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
const M = X.view;
I[s + C[pc + 1]!] = M.getUint8((I[s + C[pc + 2]!]! + I[s + C[pc + 3]!]! >>> 0) + C[pc + 4]!);
return pc + 5 | 0;
}
// i32.load8_u shl_add
function rare134(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
const M = X.view;
I[s + C[pc + 1]!] = M.getUint8((I[s + C[pc + 2]!]! + (I[s + C[pc + 3]!]! << C[pc + 4]!) >>> 0) + C[pc + 5]!);
return pc + 6 | 0;
}
// i32.load8_u shl_add k
function rare135(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
const M = X.view;
I[s + C[pc + 1]!] = M.getUint8(((I[s + C[pc + 2]!]! << C[pc + 3]!) + C[pc + 4]! >>> 0) + C[pc + 5]!);
return pc + 6 | 0;
}
// i32.load16_s
function rare136(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
const M = X.view;
I[s + C[pc + 1]!] = M.getInt16((I[s + C[pc + 2]!]! >>> 0) + C[pc + 3]!, true);
return pc + 4 | 0;
}
// i64.load add k
function rare137(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
const M = X.view;
let d = 0;
let lo = 0;
let at = 0;
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! + C[pc + 3]! >>> 0) + C[pc + 4]!; lo = M.getInt32(at, true); I[d + 1] = M.getInt32(at + 4, true); I[d] = lo;
return pc + 5 | 0;
}
// i64.load add
function rare138(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
const M = X.view;
let d = 0;
let lo = 0;
let at = 0;
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! + I[s + C[pc + 3]!]! >>> 0) + C[pc + 4]!; lo = M.getInt32(at, true); I[d + 1] = M.getInt32(at + 4, true); I[d] = lo;
return pc + 5 | 0;
}
// i64.load shl_add k
function rare139(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
const M = X.view;
let d = 0;
let lo = 0;
let at = 0;
d = s + C[pc + 1]!;
at = ((I[s + C[pc + 2]!]! << C[pc + 3]!) + C[pc + 4]! >>> 0) + C[pc + 5]!; lo = M.getInt32(at, true); I[d + 1] = M.getInt32(at + 4, true); I[d] = lo;
return pc + 6 | 0;
}
// i64.load8_s
function rare140(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
const M = X.view;
let d = 0;
let lo = 0;
let at = 0;
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! >>> 0) + C[pc + 3]!; lo = M.getInt8(at); I[d + 1] = lo >> 31; I[d] = lo;
return pc + 4 | 0;
}
// i64.load16_s
function rare141(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
const M = X.view;
let d = 0;
let lo = 0;
let at = 0;
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! >>> 0) + C[pc + 3]!; lo = M.getInt16(at, true); I[d + 1] = lo >> 31; I[d] = lo;
return pc + 4 | 0;
}
// i64.load16_u
function rare142(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
const M = X.view;
let d = 0;
let lo = 0;
let at = 0;
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! >>> 0) + C[pc + 3]!; lo = M.getUint16(at, true); I[d + 1] = 0; I[d] = lo;
return pc + 4 | 0;
}
// i32.eq
function rare143(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! === I[s + C[pc + 3]!]!) ? 1 : 0;
return pc + 4 | 0;
}
// i32.ne
function rare144(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! !== I[s + C[pc + 3]!]!) ? 1 : 0;
return pc + 4 | 0;
}
// i32.lt_s
function rare145(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! < I[s + C[pc + 3]!]!) ? 1 : 0;
return pc + 4 | 0;
}
// i32.lt_u
function rare146(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 < I[s + C[pc + 3]!]! >>> 0) ? 1 : 0;
return pc + 4 | 0;
}
// i32.ge_s
function rare147(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >= I[s + C[pc + 3]!]!) ? 1 : 0;
return pc + 4 | 0;
}
// i32.ge_u
function rare148(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 >= I[s + C[pc + 3]!]! >>> 0) ? 1 : 0;
return pc + 4 | 0;
}
// i32.eq k
function rare149(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! === C[pc + 3]!) ? 1 : 0;
return pc + 4 | 0;
}
// i32.ne k
function rare150(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! !== C[pc + 3]!) ? 1 : 0;
return pc + 4 | 0;
}
// i32.lt_s k
function rare151(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! < C[pc + 3]!) ? 1 : 0;
return pc + 4 | 0;
}
// i32.lt_u k
function rare152(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 < C[pc + 3]! >>> 0) ? 1 : 0;
return pc + 4 | 0;
}
// i32.ge_s k
function rare153(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >= C[pc + 3]!) ? 1 : 0;
return pc + 4 | 0;
}
// i32.ge_u k
function rare154(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 >= C[pc + 3]! >>> 0) ? 1 : 0;
return pc + 4 | 0;
}
// i32.gt_s k
function rare155(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! > C[pc + 3]!) ? 1 : 0;
return pc + 4 | 0;
}
// i32.gt_u k
function rare156(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 > C[pc + 3]! >>> 0) ? 1 : 0;
return pc + 4 | 0;
}
// i32.le_s k
function rare157(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! <= C[pc + 3]!) ? 1 : 0;
return pc + 4 | 0;
}
// i32.le_u k
function rare158(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 <= C[pc + 3]! >>> 0) ? 1 : 0;
return pc + 4 | 0;
}
// i32.clz
function rare159(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = Math.clz32(I[s + C[pc + 2]!]!);
return pc + 3 | 0;
}
// i32.ctz
function rare160(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let x = 0;
x = I[s + C[pc + 2]!]!; I[s + C[pc + 1]!] = x === 0 ? 32 : 31 - Math.clz32(x & -x);
return pc + 3 | 0;
}
// i32.popcnt
function rare161(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = i32_popcnt(I[s + C[pc + 2]!]!);
return pc + 3 | 0;
}
// i32.mul
function rare162(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = Math.imul(I[s + C[pc + 2]!]!, I[s + C[pc + 3]!]!);
return pc + 4 | 0;
}
// i32.xor
function rare163(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! ^ I[s + C[pc + 3]!]!;
return pc + 4 | 0;
}
// i32.shl
function rare164(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! << I[s + C[pc + 3]!]!;
return pc + 4 | 0;
}
// i32.shr_s
function rare165(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! >> I[s + C[pc + 3]!]!;
return pc + 4 | 0;
}
// i32.shr_s k
function rare166(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! >> C[pc + 3]!;
return pc + 4 | 0;
}
// i32.shr_u
function rare167(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! >>> I[s + C[pc + 3]!]!;
return pc + 4 | 0;
}
// i32.rotl
function rare168(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let x = 0;
let y = 0;
x = I[s + C[pc + 2]!]!; y = I[s + C[pc + 3]!]!; I[s + C[pc + 1]!] = x << y | x >>> 32 - y;
return pc + 4 | 0;
}
// i32.rotr
function rare169(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let x = 0;
let y = 0;
x = I[s + C[pc + 2]!]!; y = I[s + C[pc + 3]!]!; I[s + C[pc + 1]!] = x >>> y | x << 32 - y;
return pc + 4 | 0;
}
// i32.rotl k
function rare170(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let x = 0;
let y = 0;
x = I[s + C[pc + 2]!]!; y = C[pc + 3]!; I[s + C[pc + 1]!] = x << y | x >>> 32 - y;
return pc + 4 | 0;
}
// i32.shl_add k
function rare171(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! << C[pc + 3]!) + C[pc + 4]! | 0;
return pc + 5 | 0;
}
// i32.mul_add
function rare172(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = Math.imul(I[s + C[pc + 2]!]!, I[s + C[pc + 3]!]!) + I[s + C[pc + 4]!]! | 0;
return pc + 5 | 0;
}
// i32.div_s
function rare173(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let x = 0;
let y = 0;
x = I[s + C[pc + 2]!]!; y = I[s + C[pc + 3]!]!; if (y === 0) throw new Trap('integer-divide-by-zero'); if (y === -1 && x === -0x80000000) throw new Trap('integer-overflow'); I[s + C[pc + 1]!] = x / y;
return pc + 4 | 0;
}
// i32.div_u
function rare174(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let y = 0;
y = I[s + C[pc + 3]!]! >>> 0; if (y === 0) throw new Trap('integer-divide-by-zero'); I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0) / y;
return pc + 4 | 0;
}
// i32.rem_s
function rare175(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let y = 0;
y = I[s + C[pc + 3]!]!; if (y === 0) throw new Trap('integer-divide-by-zero'); I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! % y;
return pc + 4 | 0;
}
// i32.rem_u
function rare176(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let y = 0;
y = I[s + C[pc + 3]!]! >>> 0; if (y === 0) throw new Trap('integer-divide-by-zero'); I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0) % y;
return pc + 4 | 0;
}
// i32.extend8_s
function rare177(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! << 24 >> 24;
return pc + 3 | 0;
}
// i32.extend16_s
function rare178(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! << 16 >> 16;
return pc + 3 | 0;
}
// i64.nez
function rare179(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let a = 0;
a = s + C[pc + 2]!;
I[s + C[pc + 1]!] = ((I[a]! | I[a + 1]!) !== 0) ? 1 : 0;
return pc + 3 | 0;
}
// i64.eq
function rare180(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let a = 0;
let b = 0;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
I[s + C[pc + 1]!] = (I[a]! === I[b]! && I[a + 1]! === I[b + 1]!) ? 1 : 0;
return pc + 4 | 0;
}
// i64.ne
function rare181(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let a = 0;
let b = 0;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
I[s + C[pc + 1]!] = (I[a]! !== I[b]! || I[a + 1]! !== I[b + 1]!) ? 1 : 0;
return pc + 4 | 0;
}
// i64.lt_s
function rare182(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let a = 0;
let b = 0;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
I[s + C[pc + 1]!] = (I[a + 1]! === I[b + 1]! ? I[a]! >>> 0 < I[b]! >>> 0 : I[a + 1]! < I[b + 1]!) ? 1 : 0;
return pc + 4 | 0;
}
// i64.lt_u
function rare183(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let a = 0;
let b = 0;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
I[s + C[pc + 1]!] = (I[a + 1]! === I[b + 1]! ? I[a]! >>> 0 < I[b]! >>> 0 : I[a + 1]! >>> 0 < I[b + 1]! >>> 0) ? 1 : 0;
return pc + 4 | 0;
}
// i64.ge_s
function rare184(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let a = 0;
let b = 0;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
I[s + C[pc + 1]!] = (I[a + 1]! === I[b + 1]! ? I[a]! >>> 0 >= I[b]! >>> 0 : I[a + 1]! >= I[b + 1]!) ? 1 : 0;
return pc + 4 | 0;
}
// i64.ge_u
function rare185(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let a = 0;
let b = 0;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
I[s + C[pc + 1]!] = (I[a + 1]! === I[b + 1]! ? I[a]! >>> 0 >= I[b]! >>> 0 : I[a + 1]! >>> 0 >= I[b + 1]! >>> 0) ? 1 : 0;
return pc + 4 | 0;
}
// i64.shl 32+k
function rare186(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let d = 0;
d = s + C[pc + 1]!;
I[d + 1] = I[s + C[pc + 2]!]! << C[pc + 3]!; I[d] = 0;
return pc + 4 | 0;
}
// i64.shr_s k
function rare187(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let a = 0;
let d = 0;
let x = 0;
let y = 0;
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
x = I[a + 1]!; y = C[pc + 3]!; I[d] = I[a]! >>> y | x << 32 - y; I[d + 1] = x >> y;
return pc + 4 | 0;
}
// i64.shr_s 32+k
function rare188(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let d = 0;
let x = 0;
d = s + C[pc + 1]!;
x = I[s + C[pc + 2]! + 1]!; I[d] = x >> C[pc + 3]!; I[d + 1] = x >> 31;
return pc + 4 | 0;
}
// i64.rotl k
function rare189(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let a = 0;
let d = 0;
let x = 0;
let y = 0;
let at = 0;
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
x = I[a]!; y = I[a + 1]!; at = C[pc + 3]!; I[d] = x << at | y >>> 32 - at; I[d + 1] = y << at | x >>> 32 - at;
return pc + 4 | 0;
}
// i64.rotl 32+k
function rare190(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let a = 0;
let d = 0;
let x = 0;
let y = 0;
let at = 0;
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
y = I[a]!; x = I[a + 1]!; at = C[pc + 3]!; I[d] = x << at | y >>> 1 >>> 31 - at; I[d + 1] = y << at | x >>> 1 >>> 31 - at;
return pc + 4 | 0;
}
// i64.shl
function rare191(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let a = 0;
let d = 0;
let lo = 0;
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
lo = i64_shl(I[a]!, I[a + 1]!, I[s + C[pc + 3]!]!); I[d + 1] = HI[0]!; I[d] = lo;
return pc + 4 | 0;
}
// i64.shr_s
function rare192(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let a = 0;
let d = 0;
let lo = 0;
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
lo = i64_shr_s(I[a]!, I[a + 1]!, I[s + C[pc + 3]!]!); I[d + 1] = HI[0]!; I[d] = lo;
return pc + 4 | 0;
}
// i64.shr_u
function rare193(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let a = 0;
let d = 0;
let lo = 0;
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
lo = i64_shr_u(I[a]!, I[a + 1]!, I[s + C[pc + 3]!]!); I[d + 1] = HI[0]!; I[d] = lo;
return pc + 4 | 0;
}
// f32.eq
function rare194(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I, singles: S } = m;
I[s + C[pc + 1]!] = (S[s + C[pc + 2]!]! === S[s + C[pc + 3]!]!) ? 1 : 0;
return pc + 4 | 0;
}
// f32.ne
function rare195(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I, singles: S } = m;
I[s + C[pc + 1]!] = (S[s + C[pc + 2]!]! !== S[s + C[pc + 3]!]!) ? 1 : 0;
return pc + 4 | 0;
}
// f32.lt
function rare196(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I, singles: S } = m;
I[s + C[pc + 1]!] = (S[s + C[pc + 2]!]! < S[s + C[pc + 3]!]!) ? 1 : 0;
return pc + 4 | 0;
}
// f32.le
function rare197(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I, singles: S } = m;
I[s + C[pc + 1]!] = (S[s + C[pc + 2]!]! <= S[s + C[pc + 3]!]!) ? 1 : 0;
return pc + 4 | 0;
}
// f32.add
function rare198(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { singles: S } = m;
S[s + C[pc + 1]!] = S[s + C[pc + 2]!]! + S[s + C[pc + 3]!]!;
return pc + 4 | 0;
}
// f32.sub
function rare199(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { singles: S } = m;
S[s + C[pc + 1]!] = S[s + C[pc + 2]!]! - S[s + C[pc + 3]!]!;
return pc + 4 | 0;
}
// f32.mul
function rare200(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { singles: S } = m;
S[s + C[pc + 1]!] = S[s + C[pc + 2]!]! * S[s + C[pc + 3]!]!;
return pc + 4 | 0;
}
// f32.div
function rare201(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { singles: S } = m;
S[s + C[pc + 1]!] = S[s + C[pc + 2]!]! / S[s + C[pc + 3]!]!;
return pc + 4 | 0;
}
// f32.mul_add
function rare202(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { singles: S } = m;
S[s + C[pc + 1]!] = Math.fround(S[s + C[pc + 2]!]! * S[s + C[pc + 3]!]!) + S[s + C[pc + 4]!]!;
return pc + 5 | 0;
}
// f32.sub_mul
function rare203(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { singles: S } = m;
S[s + C[pc + 1]!] = S[s + C[pc + 4]!]! - Math.fround(S[s + C[pc + 2]!]! * S[s + C[pc + 3]!]!);
return pc + 5 | 0;
}
// f32.sqrt
function rare204(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { singles: S } = m;
S[s + C[pc + 1]!] = Math.sqrt(S[s + C[pc + 2]!]!);
return pc + 3 | 0;
}
// f64.eq
function rare205(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I, doubles: D } = m;
I[s + C[pc + 1]!] = (D[s + C[pc + 2]! >> 1]! === D[s + C[pc + 3]! >> 1]!) ? 1 : 0;
return pc + 4 | 0;
}
// f64.ne
function rare206(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I, doubles: D } = m;
I[s + C[pc + 1]!] = (D[s + C[pc + 2]! >> 1]! !== D[s + C[pc + 3]! >> 1]!) ? 1 : 0;
return pc + 4 | 0;
}
// f64.lt
function rare207(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I, doubles: D } = m;
I[s + C[pc + 1]!] = (D[s + C[pc + 2]! >> 1]! < D[s + C[pc + 3]! >> 1]!) ? 1 : 0;
return pc + 4 | 0;
}
// f64.le
function rare208(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I, doubles: D } = m;
I[s + C[pc + 1]!] = (D[s + C[pc + 2]! >> 1]! <= D[s + C[pc + 3]! >> 1]!) ? 1 : 0;
return pc + 4 | 0;
}
// f64.add
function rare209(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { doubles: D } = m;
D[s + C[pc + 1]! >> 1] = D[s + C[pc + 2]! >> 1]! + D[s + C[pc + 3]! >> 1]!;
return pc + 4 | 0;
}
// f64.sub
function rare210(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { doubles: D } = m;
D[s + C[pc + 1]! >> 1] = D[s + C[pc + 2]! >> 1]! - D[s + C[pc + 3]! >> 1]!;
return pc + 4 | 0;
}
// f64.mul
function rare211(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { doubles: D } = m;
D[s + C[pc + 1]! >> 1] = D[s + C[pc + 2]! >> 1]! * D[s + C[pc + 3]! >> 1]!;
return pc + 4 | 0;
}
// f64.div
function rare212(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { doubles: D } = m;
D[s + C[pc + 1]! >> 1] = D[s + C[pc + 2]! >> 1]! / D[s + C[pc + 3]! >> 1]!;
return pc + 4 | 0;
}
// f64.mul_add
function rare213(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { doubles: D } = m;
D[s + C[pc + 1]! >> 1] = D[s + C[pc + 2]! >> 1]! * D[s + C[pc + 3]! >> 1]! + D[s + C[pc + 4]! >> 1]!;
return pc + 5 | 0;
}
// f64.sub_mul
function rare214(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { doubles: D } = m;
D[s + C[pc + 1]! >> 1] = D[s + C[pc + 4]! >> 1]! - D[s + C[pc + 2]! >> 1]! * D[s + C[pc + 3]! >> 1]!;
return pc + 5 | 0;
}
// f64.sqrt
function rare215(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { doubles: D } = m;
D[s + C[pc + 1]! >> 1] = Math.sqrt(D[s + C[pc + 2]! >> 1]!);
return pc + 3 | 0;
}
// f32.abs
function rare216(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! & 0x7fffffff;
return pc + 3 | 0;
}
// f32.neg
function rare217(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! ^ 0x80000000;
return pc + 3 | 0;
}
// f64.abs
function rare218(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let a = 0;
let d = 0;
let lo = 0;
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
lo = I[a]!; I[d + 1] = I[a + 1]! & 0x7fffffff; I[d] = lo;
return pc + 3 | 0;
}
// f64.neg
function rare219(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I } = m;
let a = 0;
let d = 0;
let lo = 0;
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
lo = I[a]!; I[d + 1] = I[a + 1]! ^ 0x80000000; I[d] = lo;
return pc + 3 | 0;
}
// i32.trunc_f64_s
function rare220(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I, doubles: D } = m;
let real = 0.5;
real = D[s + C[pc + 2]! >> 1]!; if (!i32_trunc_f64_s_fits(real)) throw truncationTrap(real); I[s + C[pc + 1]!] = i32_trunc_f64_s(real);
return pc + 3 | 0;
}
// i32.trunc_f64_u
function rare221(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I, doubles: D } = m;
let real = 0.5;
real = D[s + C[pc + 2]! >> 1]!; if (!i32_trunc_f64_u_fits(real)) throw truncationTrap(real); I[s + C[pc + 1]!] = i32_trunc_f64_u(real);
return pc + 3 | 0;
}
// f32.convert_i32_s
function rare222(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I, singles: S } = m;
S[s + C[pc + 1]!] = I[s + C[pc + 2]!]!;
return pc + 3 | 0;
}
// f32.convert_i32_u
function rare223(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I, singles: S } = m;
S[s + C[pc + 1]!] = I[s + C[pc + 2]!]! >>> 0;
return pc + 3 | 0;
}
// f64.convert_i32_s
function rare224(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I, doubles: D } = m;
D[s + C[pc + 1]! >> 1] = I[s + C[pc + 2]!]!;
return pc + 3 | 0;
}
// f64.convert_i32_u
function rare225(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { words: I, doubles: D } = m;
D[s + C[pc + 1]! >> 1] = I[s + C[pc + 2]!]! >>> 0;
return pc + 3 | 0;
}
// f32.demote_f64
function rare226(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { singles: S, doubles: D } = m;
S[s + C[pc + 1]!] = D[s + C[pc + 2]! >> 1]!;
return pc + 3 | 0;
}
// f64.promote_f32
function rare227(m: Machine, X: Context, C: Int32Array, pc: number, s: number): number {
const { singles: S, doubles: D } = m;
D[s + C[pc + 1]! >> 1] = S[s + C[pc + 2]!]!;
return pc + 3 | 0;
}

/** In the order of their numbers, which follow those of the common ones. A function each: engines optimise those alone that a program uses. */
export const RARE: readonly Rare[] = [
  rare92,
  rare93,
  rare94,
  rare95,
  rare96,
  rare97,
  rare98,
  rare99,
  rare100,
  rare101,
  rare102,
  rare103,
  rare104,
  rare105,
  rare106,
  rare107,
  rare108,
  rare109,
  rare110,
  rare111,
  rare112,
  rare113,
  rare114,
  rare115,
  rare116,
  rare117,
  rare118,
  rare119,
  rare120,
  rare121,
  rare122,
  rare123,
  rare124,
  rare125,
  rare126,
  rare127,
  rare128,
  rare129,
  rare130,
  rare131,
  rare132,
  rare133,
  rare134,
  rare135,
  rare136,
  rare137,
  rare138,
  rare139,
  rare140,
  rare141,
  rare142,
  rare143,
  rare144,
  rare145,
  rare146,
  rare147,
  rare148,
  rare149,
  rare150,
  rare151,
  rare152,
  rare153,
  rare154,
  rare155,
  rare156,
  rare157,
  rare158,
  rare159,
  rare160,
  rare161,
  rare162,
  rare163,
  rare164,
  rare165,
  rare166,
  rare167,
  rare168,
  rare169,
  rare170,
  rare171,
  rare172,
  rare173,
  rare174,
  rare175,
  rare176,
  rare177,
  rare178,
  rare179,
  rare180,
  rare181,
  rare182,
  rare183,
  rare184,
  rare185,
  rare186,
  rare187,
  rare188,
  rare189,
  rare190,
  rare191,
  rare192,
  rare193,
  rare194,
  rare195,
  rare196,
  rare197,
  rare198,
  rare199,
  rare200,
  rare201,
  rare202,
  rare203,
  rare204,
  rare205,
  rare206,
  rare207,
  rare208,
  rare209,
  rare210,
  rare211,
  rare212,
  rare213,
  rare214,
  rare215,
  rare216,
  rare217,
  rare218,
  rare219,
  rare220,
  rare221,
  rare222,
  rare223,
  rare224,
  rare225,
  rare226,
  rare227,
];
