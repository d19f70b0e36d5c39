// Made by generate/generate.mjs from generate/operations.mjs. Do not edit.

import type { FunctionInstance } from '@softwasm/runtime';
import { Trap } from '@softwasm/syntax';
import { ESCAPES } from './escapes.ts';
import { HANDLERS } from './handlers/index.ts';
import type { InterpretedFunction } from './context.ts';
import { type Machine, MAX_DEPTH, STACK_WORDS } from './machine.ts';
import { RARE } from './rare.generated.ts';

/**
 * Executes the innermost frame, and what it calls, until the machine is no deeper than `floor`.
 *
 * @returns false where `m.steps` ran out before: the next call goes on
 * @throws whatever the program throws and does not handle here: the machine's state is that of the failed operation
 */
export function runLoop(m: Machine, floor: number): boolean {
  const { words: I, references: R, returns: P, bases: B, functions: F } = m;
  let depth = m.depth | 0;
  let s = B[depth]! | 0;
  let pc = P[depth]! | 0;
  let C = F[depth]!.code;
  let X = F[depth]!.context;
  let M = X.view;
  let steps = m.takeSteps() | 0;
  // What operations compute with.
let a = 0;
let b = 0;
let d = 0;
let x = 0;
let y = 0;
let lo = 0;
let at = 0;
let index = 0;
let base = 0;
let next = 0;
let G!: Int32Array;
let callee!: InterpretedFunction | undefined;
let func!: FunctionInstance;
  try {
    for (;;) {
      if ((steps = steps - 1 | 0) < 0) {
        steps = m.takeSteps() | 0;
        if (steps === 0) {
          P[depth] = pc;
          m.depth = depth;
          return false;
        }
        steps = steps - 1 | 0;
      }
enter: { call: { leave: { escape: { replace: { replace_by: {
      switch (C[pc]) {
// unreachable
case 0: {
throw new Trap('unreachable');
}
// br
case 1: {
pc = C[pc + 1]!;
continue;
}
// br_if
case 2: {
pc = I[s + C[pc + 1]!]! !== 0 ? C[pc + 2]! : pc + 3 | 0;
continue;
}
// br_unless
case 3: {
pc = I[s + C[pc + 1]!]! === 0 ? C[pc + 2]! : pc + 3 | 0;
continue;
}
// br_table
case 4: {
index = I[s + C[pc + 1]!]!; pc = C[pc + 3 + (index >= 0 && index < C[pc + 2]! ? index : C[pc + 2]!)]!;
continue;
}
// br_if i32.eq
case 5: {
pc = (I[s + C[pc + 1]!]! === I[s + C[pc + 2]!]!) ? C[pc + 3]! : pc + 4 | 0;
continue;
}
// br_if i32.ne
case 6: {
pc = (I[s + C[pc + 1]!]! !== I[s + C[pc + 2]!]!) ? C[pc + 3]! : pc + 4 | 0;
continue;
}
// br_if i32.lt_s
case 7: {
pc = (I[s + C[pc + 1]!]! < I[s + C[pc + 2]!]!) ? C[pc + 3]! : pc + 4 | 0;
continue;
}
// br_if i32.lt_u
case 8: {
pc = (I[s + C[pc + 1]!]! >>> 0 < I[s + C[pc + 2]!]! >>> 0) ? C[pc + 3]! : pc + 4 | 0;
continue;
}
// br_if i32.ge_s
case 9: {
pc = (I[s + C[pc + 1]!]! >= I[s + C[pc + 2]!]!) ? C[pc + 3]! : pc + 4 | 0;
continue;
}
// br_if i32.ge_u
case 10: {
pc = (I[s + C[pc + 1]!]! >>> 0 >= I[s + C[pc + 2]!]! >>> 0) ? C[pc + 3]! : pc + 4 | 0;
continue;
}
// br_if i32.eq k
case 11: {
pc = (I[s + C[pc + 1]!]! === C[pc + 2]!) ? C[pc + 3]! : pc + 4 | 0;
continue;
}
// br_if i32.ne k
case 12: {
pc = (I[s + C[pc + 1]!]! !== C[pc + 2]!) ? C[pc + 3]! : pc + 4 | 0;
continue;
}
// br_if i32.lt_s k
case 13: {
pc = (I[s + C[pc + 1]!]! < C[pc + 2]!) ? C[pc + 3]! : pc + 4 | 0;
continue;
}
// br_if i32.ge_s k
case 14: {
pc = (I[s + C[pc + 1]!]! >= C[pc + 2]!) ? C[pc + 3]! : pc + 4 | 0;
continue;
}
// br_if i32.gt_u k
case 15: {
pc = (I[s + C[pc + 1]!]! >>> 0 > C[pc + 2]! >>> 0) ? C[pc + 3]! : pc + 4 | 0;
continue;
}
// br_unless i32.and k
case 16: {
pc = ((I[s + C[pc + 1]!]! & C[pc + 2]!) === 0) ? C[pc + 3]! : pc + 4 | 0;
continue;
}
// br_if i64.eqz
case 17: {
a = s + C[pc + 1]!;
pc = ((I[a]! | I[a + 1]!) === 0) ? C[pc + 2]! : pc + 3 | 0;
continue;
}
// br_unless i64.eqz
case 18: {
a = s + C[pc + 1]!;
pc = ((I[a]! | I[a + 1]!) !== 0) ? C[pc + 2]! : pc + 3 | 0;
continue;
}
// br_if i64.eq
case 19: {
a = s + C[pc + 1]!;
b = s + C[pc + 2]!;
pc = (I[a]! === I[b]! && I[a + 1]! === I[b + 1]!) ? C[pc + 3]! : pc + 4 | 0;
continue;
}
// br_if i64.ne
case 20: {
a = s + C[pc + 1]!;
b = s + C[pc + 2]!;
pc = (I[a]! !== I[b]! || I[a + 1]! !== I[b + 1]!) ? C[pc + 3]! : pc + 4 | 0;
continue;
}
// br_if i64.lt_s
case 21: {
a = s + C[pc + 1]!;
b = s + C[pc + 2]!;
pc = (I[a + 1]! === I[b + 1]! ? I[a]! >>> 0 < I[b]! >>> 0 : I[a + 1]! < I[b + 1]!) ? C[pc + 3]! : pc + 4 | 0;
continue;
}
// br_if i64.lt_u
case 22: {
a = s + C[pc + 1]!;
b = s + C[pc + 2]!;
pc = (I[a + 1]! === I[b + 1]! ? I[a]! >>> 0 < I[b]! >>> 0 : I[a + 1]! >>> 0 < I[b + 1]! >>> 0) ? C[pc + 3]! : pc + 4 | 0;
continue;
}
// br_if i64.ge_s
case 23: {
a = s + C[pc + 1]!;
b = s + C[pc + 2]!;
pc = (I[a + 1]! === I[b + 1]! ? I[a]! >>> 0 >= I[b]! >>> 0 : I[a + 1]! >= I[b + 1]!) ? C[pc + 3]! : pc + 4 | 0;
continue;
}
// br_if i64.ge_u
case 24: {
a = s + C[pc + 1]!;
b = s + C[pc + 2]!;
pc = (I[a + 1]! === I[b + 1]! ? I[a]! >>> 0 >= I[b]! >>> 0 : I[a + 1]! >>> 0 >= I[b + 1]! >>> 0) ? C[pc + 3]! : pc + 4 | 0;
continue;
}
// call
case 25: {
base = s + C[pc + 2]!; next = pc + 3 | 0; callee = X.functions[C[pc + 1]!]!; break enter;
}
// call_import
case 26: {
base = s + C[pc + 2]!; next = pc + 3 | 0; func = m.imported(X, C[pc + 1]!); break call;
}
// call_indirect
case 27: {
base = s + C[pc + 4]!; next = pc + 5 | 0; func = m.indirect(X, C[pc + 1]!, C[pc + 2]!, I[s + C[pc + 3]!]! >>> 0); break call;
}
// call_ref
case 28: {
base = s + C[pc + 2]!; next = pc + 3 | 0; func = m.callee(R[s + C[pc + 1]!]); break call;
}
// return
case 29: {
break leave;
}
// return_1
case 30: {
I[s] = I[s + C[pc + 1]!]!; break leave;
}
// return_2
case 31: {
a = s + C[pc + 1]!;
lo = I[a]!; I[s + 1] = I[a + 1]!; I[s] = lo; break leave;
}
// return_ref
case 32: {
R[s] = R[s + C[pc + 1]!]; break leave;
}
// return_call
case 33: {
callee = X.functions[C[pc + 1]!]!; break replace;
}
// return_call_import
case 34: {
func = m.imported(X, C[pc + 1]!); break replace_by;
}
// return_call_ref
case 35: {
func = m.callee(R[s + C[pc + 1]!]); break replace_by;
}
// translate
case 36: {
at = 0; index = 0; break escape;
}
// generated
case 37: {
at = pc; pc = -1; index = 1; break escape;
}
// enter_loop
case 38: {
at = pc; pc = -1; index = 2; break escape;
}
// zero
case 39: {
d = s + C[pc + 1]!;
for (at = d, index = d + C[pc + 2]! | 0; at < index; at = at + 1 | 0) I[at] = 0;
pc = pc + 3 | 0;
continue;
}
// handler
case 40: {
P[depth] = pc; m.depth = depth; HANDLERS[C[pc + 1]!]!(m, X, C, pc + 3, s); M = X.view; pc = pc + C[pc + 2]! | 0;
continue;
}
// move_1
case 41: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]!;
pc = pc + 3 | 0;
continue;
}
// move_2
case 42: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
lo = I[a]!; I[d + 1] = I[a + 1]!; I[d] = lo;
pc = pc + 3 | 0;
continue;
}
// move_1 move_1
case 43: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]!; I[s + C[pc + 3]!] = I[s + C[pc + 4]!]!;
pc = pc + 5 | 0;
continue;
}
// const_1
case 44: {
I[s + C[pc + 1]!] = C[pc + 2]!;
pc = pc + 3 | 0;
continue;
}
// const_2
case 45: {
d = s + C[pc + 1]!;
I[d] = C[pc + 2]!; I[d + 1] = C[pc + 3]!;
pc = pc + 4 | 0;
continue;
}
// select_1
case 46: {
I[s + C[pc + 1]!] = I[s + C[pc + 4]!]! !== 0 ? I[s + C[pc + 2]!]! : I[s + C[pc + 3]!]!;
pc = pc + 5 | 0;
continue;
}
// global.get_1
case 47: {
I[s + C[pc + 1]!] = X.globals[C[pc + 2]!]!.words[0]!;
pc = pc + 3 | 0;
continue;
}
// global.get_2
case 48: {
d = s + C[pc + 1]!;
G = X.globals[C[pc + 2]!]!.words; I[d] = G[0]!; I[d + 1] = G[1]!;
pc = pc + 3 | 0;
continue;
}
// global.set_1
case 49: {
X.globals[C[pc + 1]!]!.words[0] = I[s + C[pc + 2]!]!;
pc = pc + 3 | 0;
continue;
}
// i32.load
case 50: {
I[s + C[pc + 1]!] = M.getInt32((I[s + C[pc + 2]!]! >>> 0) + C[pc + 3]!, true);
pc = pc + 4 | 0;
continue;
}
// i32.load shl_add
case 51: {
I[s + C[pc + 1]!] = M.getInt32((I[s + C[pc + 2]!]! + (I[s + C[pc + 3]!]! << C[pc + 4]!) >>> 0) + C[pc + 5]!, true);
pc = pc + 6 | 0;
continue;
}
// i32.load8_s
case 52: {
I[s + C[pc + 1]!] = M.getInt8((I[s + C[pc + 2]!]! >>> 0) + C[pc + 3]!);
pc = pc + 4 | 0;
continue;
}
// i32.load8_u
case 53: {
I[s + C[pc + 1]!] = M.getUint8((I[s + C[pc + 2]!]! >>> 0) + C[pc + 3]!);
pc = pc + 4 | 0;
continue;
}
// i32.load16_u
case 54: {
I[s + C[pc + 1]!] = M.getUint16((I[s + C[pc + 2]!]! >>> 0) + C[pc + 3]!, true);
pc = pc + 4 | 0;
continue;
}
// i64.load
case 55: {
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! >>> 0) + C[pc + 3]!; lo = M.getInt32(at, true); I[d + 1] = M.getInt32(at + 4, true); I[d] = lo;
pc = pc + 4 | 0;
continue;
}
// i64.load shl_add
case 56: {
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! + (I[s + C[pc + 3]!]! << C[pc + 4]!) >>> 0) + C[pc + 5]!; lo = M.getInt32(at, true); I[d + 1] = M.getInt32(at + 4, true); I[d] = lo;
pc = pc + 6 | 0;
continue;
}
// i64.load8_u
case 57: {
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! >>> 0) + C[pc + 3]!; lo = M.getUint8(at); I[d + 1] = 0; I[d] = lo;
pc = pc + 4 | 0;
continue;
}
// i64.load32_s
case 58: {
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! >>> 0) + C[pc + 3]!; lo = M.getInt32(at, true); I[d + 1] = lo >> 31; I[d] = lo;
pc = pc + 4 | 0;
continue;
}
// i64.load32_u
case 59: {
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! >>> 0) + C[pc + 3]!; lo = M.getInt32(at, true); I[d + 1] = 0; I[d] = lo;
pc = pc + 4 | 0;
continue;
}
// i32.store
case 60: {
M.setInt32((I[s + C[pc + 1]!]! >>> 0) + C[pc + 3]!, I[s + C[pc + 2]!]!, true);
pc = pc + 4 | 0;
continue;
}
// i32.store8
case 61: {
M.setInt8((I[s + C[pc + 1]!]! >>> 0) + C[pc + 3]!, I[s + C[pc + 2]!]!);
pc = pc + 4 | 0;
continue;
}
// i32.store16
case 62: {
M.setInt16((I[s + C[pc + 1]!]! >>> 0) + C[pc + 3]!, I[s + C[pc + 2]!]!, true);
pc = pc + 4 | 0;
continue;
}
// i64.store
case 63: {
b = s + C[pc + 2]!;
at = (I[s + C[pc + 1]!]! >>> 0) + C[pc + 3]!; M.setInt32(at + 4, I[b + 1]!, true); M.setInt32(at, I[b]!, true);
pc = pc + 4 | 0;
continue;
}
// i64.store k
case 64: {
at = (I[s + C[pc + 1]!]! >>> 0) + C[pc + 4]!; M.setInt32(at + 4, C[pc + 3]!, true); M.setInt32(at, C[pc + 2]!, true);
pc = pc + 5 | 0;
continue;
}
// i32.eqz
case 65: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! === 0) ? 1 : 0;
pc = pc + 3 | 0;
continue;
}
// i32.add
case 66: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! + I[s + C[pc + 3]!]! | 0;
pc = pc + 4 | 0;
continue;
}
// i32.add k
case 67: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! + C[pc + 3]! | 0;
pc = pc + 4 | 0;
continue;
}
// i32.sub
case 68: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! - I[s + C[pc + 3]!]! | 0;
pc = pc + 4 | 0;
continue;
}
// i32.mul k
case 69: {
I[s + C[pc + 1]!] = Math.imul(I[s + C[pc + 2]!]!, C[pc + 3]!);
pc = pc + 4 | 0;
continue;
}
// i32.and
case 70: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! & I[s + C[pc + 3]!]!;
pc = pc + 4 | 0;
continue;
}
// i32.and k
case 71: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! & C[pc + 3]!;
pc = pc + 4 | 0;
continue;
}
// i32.or
case 72: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! | I[s + C[pc + 3]!]!;
pc = pc + 4 | 0;
continue;
}
// i32.or k
case 73: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! | C[pc + 3]!;
pc = pc + 4 | 0;
continue;
}
// i32.xor k
case 74: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! ^ C[pc + 3]!;
pc = pc + 4 | 0;
continue;
}
// i32.shl k
case 75: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! << C[pc + 3]!;
pc = pc + 4 | 0;
continue;
}
// i32.shr_u k
case 76: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! >>> C[pc + 3]!;
pc = pc + 4 | 0;
continue;
}
// i32.shl_add
case 77: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! + (I[s + C[pc + 3]!]! << C[pc + 4]!) | 0;
pc = pc + 5 | 0;
continue;
}
// i64.eqz
case 78: {
a = s + C[pc + 2]!;
I[s + C[pc + 1]!] = ((I[a]! | I[a + 1]!) === 0) ? 1 : 0;
pc = pc + 3 | 0;
continue;
}
// i64.add
case 79: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
x = I[a]!; y = I[b]!; lo = x + y | 0; I[d + 1] = I[a + 1]! + I[b + 1]! + ((x & y | (x | y) & ~lo) >>> 31); I[d] = lo;
pc = pc + 4 | 0;
continue;
}
// i64.sub
case 80: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
x = I[a]!; y = I[b]!; lo = x - y | 0; I[d + 1] = I[a + 1]! - I[b + 1]! - ((~x & y | (~x | y) & lo) >>> 31); I[d] = lo;
pc = pc + 4 | 0;
continue;
}
// i64.add k
case 81: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
x = I[a]!; y = C[pc + 3]!; lo = x + y | 0; I[d + 1] = I[a + 1]! + C[pc + 4]! + ((x & y | (x | y) & ~lo) >>> 31); I[d] = lo;
pc = pc + 5 | 0;
continue;
}
// i64.and k
case 82: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
lo = I[a]! & C[pc + 3]!; I[d + 1] = I[a + 1]! & C[pc + 4]!; I[d] = lo;
pc = pc + 5 | 0;
continue;
}
// i64.and
case 83: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
lo = I[a]! & I[b]!; I[d + 1] = I[a + 1]! & I[b + 1]!; I[d] = lo;
pc = pc + 4 | 0;
continue;
}
// i64.or
case 84: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
lo = I[a]! | I[b]!; I[d + 1] = I[a + 1]! | I[b + 1]!; I[d] = lo;
pc = pc + 4 | 0;
continue;
}
// i64.xor
case 85: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
lo = I[a]! ^ I[b]!; I[d + 1] = I[a + 1]! ^ I[b + 1]!; I[d] = lo;
pc = pc + 4 | 0;
continue;
}
// i64.mul
case 86: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
x = I[a]!; y = I[b]!; lo = Math.imul(x, y); I[d + 1] = (((x >>> 0) * (y >>> 0) - (lo >>> 0)) * 2 ** -32 + 0.5 >>> 0) + Math.imul(x, I[b + 1]!) + Math.imul(I[a + 1]!, y); I[d] = lo;
pc = pc + 4 | 0;
continue;
}
// i64.shl k
case 87: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
x = I[a]!; y = C[pc + 3]!; I[d + 1] = I[a + 1]! << y | x >>> 32 - y; I[d] = x << y;
pc = pc + 4 | 0;
continue;
}
// i64.shr_u k
case 88: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
x = I[a + 1]!; y = C[pc + 3]!; I[d] = I[a]! >>> y | x << 32 - y; I[d + 1] = x >>> y;
pc = pc + 4 | 0;
continue;
}
// i64.shr_u 32+k
case 89: {
d = s + C[pc + 1]!;
x = I[s + C[pc + 2]! + 1]!; I[d] = x >>> C[pc + 3]!; I[d + 1] = 0;
pc = pc + 4 | 0;
continue;
}
// i64.extend_i32_s
case 90: {
d = s + C[pc + 1]!;
lo = I[s + C[pc + 2]!]!; I[d + 1] = lo >> 31; I[d] = lo;
pc = pc + 3 | 0;
continue;
}
// i64.extend_i32_u
case 91: {
d = s + C[pc + 1]!;
lo = I[s + C[pc + 2]!]!; I[d + 1] = 0; I[d] = lo;
pc = pc + 3 | 0;
continue;
}
default: {
pc = RARE[C[pc]! - 92]!(m, X, C, pc, s) | 0;
continue;
}
      }
}
// replace_by
callee = m.interpretedBy(func, X);
if (callee === undefined) {
  // The frame is left: none of its handlers is found for what the callee throws.
  pc = -1;
  P[depth] = pc;
  m.depth = depth;
  m.callOut(func, s);
  M = X.view;
  break leave;
}
}
// replace
if (s + callee.frameWords > STACK_WORDS) throw new Trap('stack-exhausted');
F[depth] = callee;
C = callee.code;
pc = 0;
if (callee.context !== X) {
  X = callee.context;
  M = X.view;
}
continue;
}
// escape
P[depth] = pc;
m.depth = depth;
if (!ESCAPES[index]!(m, F[depth]!, at, s)) {
  C = F[depth]!.code;
  pc = at | 0;
  continue;
}
M = X.view;
}
// leave
depth = depth - 1 | 0;
if (depth === floor) {
  m.depth = depth;
  return true;
}
callee = F[depth]!;
s = B[depth]! | 0;
pc = P[depth]! | 0;
C = callee.code;
if (callee.context !== X) {
  X = callee.context;
  M = X.view;
}
continue;
}
// call
callee = m.interpretedBy(func, X);
if (callee === undefined) {
  P[depth] = next;
  m.depth = depth;
  m.callOut(func, base);
  M = X.view;
  pc = next | 0;
  continue;
}
}
// enter
if (depth === MAX_DEPTH || base + callee.frameWords > STACK_WORDS) throw new Trap('stack-exhausted');
P[depth] = next;
depth = depth + 1 | 0;
B[depth] = base;
F[depth] = callee;
s = base | 0;
C = callee.code;
pc = 0;
if (callee.context !== X) {
  X = callee.context;
  M = X.view;
}
    }
  } catch (error) {
    P[depth] = pc;
    m.depth = depth;
    throw error;
  } finally {
    m.returnSteps(steps);
  }
}
