// Made by generate/generate.mjs from generate/operations.mjs. Do not edit.

import { HI, f32_demote_f64, f64_promote_f32, i32_ctz, i32_popcnt, i32_rotl, i32_rotr, i32_trunc_f64_s, i32_trunc_f64_s_fits, i32_trunc_f64_u, i32_trunc_f64_u_fits, i64_mul, i64_shl, i64_shr_s, i64_shr_u } from '@softwasm/numerics';
import type { FunctionInstance } from '@softwasm/runtime';
import { Trap } from '@softwasm/syntax';
import { HANDLERS } from './handlers/index.ts';
import { truncationTrap } from './handlers/numeric.ts';
import type { InterpretedFunction } from './context.ts';
import { type Machine, MAX_DEPTH, STACK_WORDS } from './machine.ts';

/**
 * Executes the innermost frame, and what it calls, until the machine is no deeper than `floor`.
 *
 * @returns false where `m.steps` ran out before: the next call goes on
 * @throws whatever the program throws and does not handle here: the machine's state is that of the failed operation
 */
export function runLoop(m: Machine, floor: number): boolean {
  const { words: I, view: D, references: R, returns: P, bases: B, functions: F } = m;
  let depth = m.depth;
  let s = B[depth]!;
  let pc = P[depth]!;
  let C = F[depth]!.code;
  let X = F[depth]!.context;
  let M = X.view;
  let steps = m.takeSteps();
  // What operations compute with.
  let a = 0;
  let b = 0;
  let d = 0;
  let x = 0;
  let y = 0;
  let lo = 0;
  let real = 0.5;
  let at = 0;
  let index = 0;
  let base = 0;
  let next = 0;
  let G: Int32Array;
  let callee: InterpretedFunction | undefined;
  let func: FunctionInstance;
  try {
    for (;;) {
      if (--steps < 0) {
        steps = m.takeSteps();
        if (steps === 0) {
          P[depth] = pc;
          m.depth = depth;
          return false;
        }
        steps--;
      }
      switch (C[pc]) {
// unreachable
case 0: {
throw new Trap('unreachable');
}
// br
case 1: {
pc = C[pc + 1]!;
break;
}
// br_if
case 2: {
pc = I[s + C[pc + 1]!]! !== 0 ? C[pc + 2]! : pc + 3;
break;
}
// br_unless
case 3: {
pc = I[s + C[pc + 1]!]! === 0 ? C[pc + 2]! : pc + 3;
break;
}
// br_if_null
case 4: {
pc = R[s + C[pc + 1]!] === null ? C[pc + 2]! : pc + 3;
break;
}
// br_unless_null
case 5: {
pc = R[s + C[pc + 1]!] !== null ? C[pc + 2]! : pc + 3;
break;
}
// br_table
case 6: {
index = I[s + C[pc + 1]!]! >>> 0; pc = C[pc + 3 + (index < C[pc + 2]! ? index : C[pc + 2]!)]!;
break;
}
// br_if i32.eq
case 7: {
pc = I[s + C[pc + 1]!]! === I[s + C[pc + 2]!]! ? C[pc + 3]! : pc + 4;
break;
}
// br_if i32.eq k
case 8: {
pc = I[s + C[pc + 1]!]! === C[pc + 2]! ? C[pc + 3]! : pc + 4;
break;
}
// br_if i32.ne
case 9: {
pc = I[s + C[pc + 1]!]! !== I[s + C[pc + 2]!]! ? C[pc + 3]! : pc + 4;
break;
}
// br_if i32.ne k
case 10: {
pc = I[s + C[pc + 1]!]! !== C[pc + 2]! ? C[pc + 3]! : pc + 4;
break;
}
// br_if i32.lt_s
case 11: {
pc = I[s + C[pc + 1]!]! < I[s + C[pc + 2]!]! ? C[pc + 3]! : pc + 4;
break;
}
// br_if i32.lt_s k
case 12: {
pc = I[s + C[pc + 1]!]! < C[pc + 2]! ? C[pc + 3]! : pc + 4;
break;
}
// br_if i32.lt_u
case 13: {
pc = I[s + C[pc + 1]!]! >>> 0 < I[s + C[pc + 2]!]! >>> 0 ? C[pc + 3]! : pc + 4;
break;
}
// br_if i32.lt_u k
case 14: {
pc = I[s + C[pc + 1]!]! >>> 0 < C[pc + 2]! >>> 0 ? C[pc + 3]! : pc + 4;
break;
}
// br_if i32.gt_s
case 15: {
pc = I[s + C[pc + 1]!]! > I[s + C[pc + 2]!]! ? C[pc + 3]! : pc + 4;
break;
}
// br_if i32.gt_s k
case 16: {
pc = I[s + C[pc + 1]!]! > C[pc + 2]! ? C[pc + 3]! : pc + 4;
break;
}
// br_if i32.gt_u
case 17: {
pc = I[s + C[pc + 1]!]! >>> 0 > I[s + C[pc + 2]!]! >>> 0 ? C[pc + 3]! : pc + 4;
break;
}
// br_if i32.gt_u k
case 18: {
pc = I[s + C[pc + 1]!]! >>> 0 > C[pc + 2]! >>> 0 ? C[pc + 3]! : pc + 4;
break;
}
// br_if i32.le_s
case 19: {
pc = I[s + C[pc + 1]!]! <= I[s + C[pc + 2]!]! ? C[pc + 3]! : pc + 4;
break;
}
// br_if i32.le_s k
case 20: {
pc = I[s + C[pc + 1]!]! <= C[pc + 2]! ? C[pc + 3]! : pc + 4;
break;
}
// br_if i32.le_u
case 21: {
pc = I[s + C[pc + 1]!]! >>> 0 <= I[s + C[pc + 2]!]! >>> 0 ? C[pc + 3]! : pc + 4;
break;
}
// br_if i32.le_u k
case 22: {
pc = I[s + C[pc + 1]!]! >>> 0 <= C[pc + 2]! >>> 0 ? C[pc + 3]! : pc + 4;
break;
}
// br_if i32.ge_s
case 23: {
pc = I[s + C[pc + 1]!]! >= I[s + C[pc + 2]!]! ? C[pc + 3]! : pc + 4;
break;
}
// br_if i32.ge_s k
case 24: {
pc = I[s + C[pc + 1]!]! >= C[pc + 2]! ? C[pc + 3]! : pc + 4;
break;
}
// br_if i32.ge_u
case 25: {
pc = I[s + C[pc + 1]!]! >>> 0 >= I[s + C[pc + 2]!]! >>> 0 ? C[pc + 3]! : pc + 4;
break;
}
// br_if i32.ge_u k
case 26: {
pc = I[s + C[pc + 1]!]! >>> 0 >= C[pc + 2]! >>> 0 ? C[pc + 3]! : pc + 4;
break;
}
// br_if i64.eqz
case 27: {
a = s + C[pc + 1]!;
pc = (I[a]! | I[a + 1]!) === 0 ? C[pc + 2]! : pc + 3;
break;
}
// br_unless i64.eqz
case 28: {
a = s + C[pc + 1]!;
pc = (I[a]! | I[a + 1]!) !== 0 ? C[pc + 2]! : pc + 3;
break;
}
// call
case 29: {
base = s + C[pc + 2]!; next = pc + 3; callee = X.functions[C[pc + 1]!]!; 
  if (depth === MAX_DEPTH || base + callee.frameWords > STACK_WORDS) throw new Trap('stack-exhausted');
  P[depth] = next;
  depth++;
  B[depth] = base;
  F[depth] = callee;
  s = base;
  C = callee.code;
  pc = 0;
  if (callee.context !== X) {
    X = callee.context;
    M = X.view;
  }
break;
}
// call_import
case 30: {
base = s + C[pc + 2]!; next = pc + 3; func = X.instance.func(C[pc + 1]!); 
  callee = m.interpretedBy(func, X);
  if (callee === undefined) {
    P[depth] = next;
    m.depth = depth;
    m.callOut(func, base);
    M = X.view;
    pc = next;
    break;
  }
  
  if (depth === MAX_DEPTH || base + callee.frameWords > STACK_WORDS) throw new Trap('stack-exhausted');
  P[depth] = next;
  depth++;
  B[depth] = base;
  F[depth] = callee;
  s = base;
  C = callee.code;
  pc = 0;
  if (callee.context !== X) {
    X = callee.context;
    M = X.view;
  }
break;
}
// call_indirect
case 31: {
base = s + C[pc + 4]!; next = pc + 5; func = m.indirect(X, C[pc + 1]!, C[pc + 2]!, I[s + C[pc + 3]!]! >>> 0); 
  callee = m.interpretedBy(func, X);
  if (callee === undefined) {
    P[depth] = next;
    m.depth = depth;
    m.callOut(func, base);
    M = X.view;
    pc = next;
    break;
  }
  
  if (depth === MAX_DEPTH || base + callee.frameWords > STACK_WORDS) throw new Trap('stack-exhausted');
  P[depth] = next;
  depth++;
  B[depth] = base;
  F[depth] = callee;
  s = base;
  C = callee.code;
  pc = 0;
  if (callee.context !== X) {
    X = callee.context;
    M = X.view;
  }
break;
}
// call_ref
case 32: {
base = s + C[pc + 2]!; next = pc + 3; func = m.callee(R[s + C[pc + 1]!]); 
  callee = m.interpretedBy(func, X);
  if (callee === undefined) {
    P[depth] = next;
    m.depth = depth;
    m.callOut(func, base);
    M = X.view;
    pc = next;
    break;
  }
  
  if (depth === MAX_DEPTH || base + callee.frameWords > STACK_WORDS) throw new Trap('stack-exhausted');
  P[depth] = next;
  depth++;
  B[depth] = base;
  F[depth] = callee;
  s = base;
  C = callee.code;
  pc = 0;
  if (callee.context !== X) {
    X = callee.context;
    M = X.view;
  }
break;
}
// return
case 33: {

  depth--;
  if (depth === floor) {
    m.depth = depth;
    return true;
  }
  callee = F[depth]!;
  s = B[depth]!;
  pc = P[depth]!;
  C = callee.code;
  if (callee.context !== X) {
    X = callee.context;
    M = X.view;
  }
break;
}
// return_1
case 34: {
I[s] = I[s + C[pc + 1]!]!; 
  depth--;
  if (depth === floor) {
    m.depth = depth;
    return true;
  }
  callee = F[depth]!;
  s = B[depth]!;
  pc = P[depth]!;
  C = callee.code;
  if (callee.context !== X) {
    X = callee.context;
    M = X.view;
  }
break;
}
// return_2
case 35: {
a = s + C[pc + 1]!;
lo = I[a]!; I[s + 1] = I[a + 1]!; I[s] = lo; 
  depth--;
  if (depth === floor) {
    m.depth = depth;
    return true;
  }
  callee = F[depth]!;
  s = B[depth]!;
  pc = P[depth]!;
  C = callee.code;
  if (callee.context !== X) {
    X = callee.context;
    M = X.view;
  }
break;
}
// return_ref
case 36: {
R[s] = R[s + C[pc + 1]!]; 
  depth--;
  if (depth === floor) {
    m.depth = depth;
    return true;
  }
  callee = F[depth]!;
  s = B[depth]!;
  pc = P[depth]!;
  C = callee.code;
  if (callee.context !== X) {
    X = callee.context;
    M = X.view;
  }
break;
}
// return_call
case 37: {
callee = X.functions[C[pc + 1]!]!; 
  if (s + callee.frameWords > STACK_WORDS) throw new Trap('stack-exhausted');
  F[depth] = callee;
  C = callee.code;
  pc = 0;
  if (callee.context !== X) {
    X = callee.context;
    M = X.view;
  }
break;
}
// return_call_import
case 38: {
func = X.instance.func(C[pc + 1]!); 
  callee = m.interpretedBy(func, X);
  if (callee !== undefined) {
    
  if (s + callee.frameWords > STACK_WORDS) throw new Trap('stack-exhausted');
  F[depth] = callee;
  C = callee.code;
  pc = 0;
  if (callee.context !== X) {
    X = callee.context;
    M = X.view;
  }
    break;
  }
  P[depth] = pc;
  m.depth = depth;
  m.callOut(func, s);
  
  depth--;
  if (depth === floor) {
    m.depth = depth;
    return true;
  }
  callee = F[depth]!;
  s = B[depth]!;
  pc = P[depth]!;
  C = callee.code;
  if (callee.context !== X) {
    X = callee.context;
    M = X.view;
  }
break;
}
// return_call_ref
case 39: {
func = m.callee(R[s + C[pc + 1]!]); 
  callee = m.interpretedBy(func, X);
  if (callee !== undefined) {
    
  if (s + callee.frameWords > STACK_WORDS) throw new Trap('stack-exhausted');
  F[depth] = callee;
  C = callee.code;
  pc = 0;
  if (callee.context !== X) {
    X = callee.context;
    M = X.view;
  }
    break;
  }
  P[depth] = pc;
  m.depth = depth;
  m.callOut(func, s);
  
  depth--;
  if (depth === floor) {
    m.depth = depth;
    return true;
  }
  callee = F[depth]!;
  s = B[depth]!;
  pc = P[depth]!;
  C = callee.code;
  if (callee.context !== X) {
    X = callee.context;
    M = X.view;
  }
break;
}
// translate
case 40: {
C = m.translate(F[depth]!, s); pc = 0;
break;
}
// zero
case 41: {
d = s + C[pc + 1]!;
for (let i = d; i < d + C[pc + 2]!; i++) I[i] = 0;
pc += 3;
break;
}
// null
case 42: {
d = s + C[pc + 1]!;
for (let i = d; i < d + C[pc + 2]!; i++) R[i] = null;
pc += 3;
break;
}
// reserve
case 43: {
while (R.length < s + C[pc + 1]!) R.push(null);
pc += 2;
break;
}
// handler
case 44: {
P[depth] = pc; m.depth = depth; HANDLERS[C[pc + 1]!]!(m, X, C, pc + 3, s); M = X.view; pc += C[pc + 2]!;
break;
}
// move_1
case 45: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]!;
pc += 3;
break;
}
// move_2
case 46: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
lo = I[a]!; I[d + 1] = I[a + 1]!; I[d] = lo;
pc += 3;
break;
}
// move_4
case 47: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
x = I[a]!; y = I[a + 1]!; lo = I[a + 2]!; I[d + 3] = I[a + 3]!; I[d + 2] = lo; I[d + 1] = y; I[d] = x;
pc += 3;
break;
}
// move_ref
case 48: {
R[s + C[pc + 1]!] = R[s + C[pc + 2]!];
pc += 3;
break;
}
// const_1
case 49: {
I[s + C[pc + 1]!] = C[pc + 2]!;
pc += 3;
break;
}
// const_2
case 50: {
d = s + C[pc + 1]!;
I[d] = C[pc + 2]!; I[d + 1] = C[pc + 3]!;
pc += 4;
break;
}
// select_1
case 51: {
I[s + C[pc + 1]!] = I[s + C[pc + 4]!]! !== 0 ? I[s + C[pc + 2]!]! : I[s + C[pc + 3]!]!;
pc += 5;
break;
}
// select_2
case 52: {
d = s + C[pc + 1]!;
at = I[s + C[pc + 4]!]! !== 0 ? s + C[pc + 2]! : s + C[pc + 3]!; lo = I[at]!; I[d + 1] = I[at + 1]!; I[d] = lo;
pc += 5;
break;
}
// select_4
case 53: {
d = s + C[pc + 1]!;
at = I[s + C[pc + 4]!]! !== 0 ? s + C[pc + 2]! : s + C[pc + 3]!; x = I[at]!; y = I[at + 1]!; lo = I[at + 2]!; I[d + 3] = I[at + 3]!; I[d + 2] = lo; I[d + 1] = y; I[d] = x;
pc += 5;
break;
}
// select_ref
case 54: {
R[s + C[pc + 1]!] = I[s + C[pc + 4]!]! !== 0 ? R[s + C[pc + 2]!] : R[s + C[pc + 3]!];
pc += 5;
break;
}
// ref.is_null
case 55: {
I[s + C[pc + 1]!] = (R[s + C[pc + 2]!] === null) ? 1 : 0;
pc += 3;
break;
}
// global.get_1
case 56: {
I[s + C[pc + 1]!] = X.globals[C[pc + 2]!]!.words[0]!;
pc += 3;
break;
}
// global.get_2
case 57: {
d = s + C[pc + 1]!;
G = X.globals[C[pc + 2]!]!.words; I[d] = G[0]!; I[d + 1] = G[1]!;
pc += 3;
break;
}
// global.set_1
case 58: {
X.globals[C[pc + 1]!]!.words[0] = I[s + C[pc + 2]!]!;
pc += 3;
break;
}
// global.set_2
case 59: {
a = s + C[pc + 2]!;
G = X.globals[C[pc + 1]!]!.words; G[0] = I[a]!; G[1] = I[a + 1]!;
pc += 3;
break;
}
// global.get_ref
case 60: {
R[s + C[pc + 1]!] = X.globals[C[pc + 2]!]!.cell[0];
pc += 3;
break;
}
// global.set_ref
case 61: {
X.globals[C[pc + 1]!]!.cell[0] = R[s + C[pc + 2]!];
pc += 3;
break;
}
// i32.load
case 62: {
I[s + C[pc + 1]!] = M.getInt32((I[s + C[pc + 2]!]! >>> 0) + (C[pc + 3]! >>> 0), true);
pc += 4;
break;
}
// i32.load8_s
case 63: {
I[s + C[pc + 1]!] = M.getInt8((I[s + C[pc + 2]!]! >>> 0) + (C[pc + 3]! >>> 0));
pc += 4;
break;
}
// i32.load8_u
case 64: {
I[s + C[pc + 1]!] = M.getUint8((I[s + C[pc + 2]!]! >>> 0) + (C[pc + 3]! >>> 0));
pc += 4;
break;
}
// i32.load16_s
case 65: {
I[s + C[pc + 1]!] = M.getInt16((I[s + C[pc + 2]!]! >>> 0) + (C[pc + 3]! >>> 0), true);
pc += 4;
break;
}
// i32.load16_u
case 66: {
I[s + C[pc + 1]!] = M.getUint16((I[s + C[pc + 2]!]! >>> 0) + (C[pc + 3]! >>> 0), true);
pc += 4;
break;
}
// i64.load
case 67: {
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! >>> 0) + (C[pc + 3]! >>> 0); lo = M.getInt32(at, true); I[d + 1] = M.getInt32(at + 4, true); I[d] = lo;
pc += 4;
break;
}
// i64.load8_s
case 68: {
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! >>> 0) + (C[pc + 3]! >>> 0); lo = M.getInt8(at); I[d + 1] = lo >> 31; I[d] = lo;
pc += 4;
break;
}
// i64.load8_u
case 69: {
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! >>> 0) + (C[pc + 3]! >>> 0); lo = M.getUint8(at); I[d + 1] = 0; I[d] = lo;
pc += 4;
break;
}
// i64.load16_s
case 70: {
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! >>> 0) + (C[pc + 3]! >>> 0); lo = M.getInt16(at, true); I[d + 1] = lo >> 31; I[d] = lo;
pc += 4;
break;
}
// i64.load16_u
case 71: {
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! >>> 0) + (C[pc + 3]! >>> 0); lo = M.getUint16(at, true); I[d + 1] = 0; I[d] = lo;
pc += 4;
break;
}
// i64.load32_s
case 72: {
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! >>> 0) + (C[pc + 3]! >>> 0); lo = M.getInt32(at, true); I[d + 1] = lo >> 31; I[d] = lo;
pc += 4;
break;
}
// i64.load32_u
case 73: {
d = s + C[pc + 1]!;
at = (I[s + C[pc + 2]!]! >>> 0) + (C[pc + 3]! >>> 0); lo = M.getInt32(at, true); I[d + 1] = 0; I[d] = lo;
pc += 4;
break;
}
// i32.store
case 74: {
M.setInt32((I[s + C[pc + 1]!]! >>> 0) + (C[pc + 3]! >>> 0), I[s + C[pc + 2]!]!, true);
pc += 4;
break;
}
// i32.store8
case 75: {
M.setInt8((I[s + C[pc + 1]!]! >>> 0) + (C[pc + 3]! >>> 0), I[s + C[pc + 2]!]!);
pc += 4;
break;
}
// i32.store16
case 76: {
M.setInt16((I[s + C[pc + 1]!]! >>> 0) + (C[pc + 3]! >>> 0), I[s + C[pc + 2]!]!, true);
pc += 4;
break;
}
// i64.store
case 77: {
b = s + C[pc + 2]!;
at = (I[s + C[pc + 1]!]! >>> 0) + (C[pc + 3]! >>> 0); M.setInt32(at + 4, I[b + 1]!, true); M.setInt32(at, I[b]!, true);
pc += 4;
break;
}
// i32.eqz
case 78: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! === 0) ? 1 : 0;
pc += 3;
break;
}
// i32.eq
case 79: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! === I[s + C[pc + 3]!]!) ? 1 : 0;
pc += 4;
break;
}
// i32.eq k
case 80: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! === C[pc + 3]!) ? 1 : 0;
pc += 4;
break;
}
// i32.ne
case 81: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! !== I[s + C[pc + 3]!]!) ? 1 : 0;
pc += 4;
break;
}
// i32.ne k
case 82: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! !== C[pc + 3]!) ? 1 : 0;
pc += 4;
break;
}
// i32.lt_s
case 83: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! < I[s + C[pc + 3]!]!) ? 1 : 0;
pc += 4;
break;
}
// i32.lt_s k
case 84: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! < C[pc + 3]!) ? 1 : 0;
pc += 4;
break;
}
// i32.lt_u
case 85: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 < I[s + C[pc + 3]!]! >>> 0) ? 1 : 0;
pc += 4;
break;
}
// i32.lt_u k
case 86: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 < C[pc + 3]! >>> 0) ? 1 : 0;
pc += 4;
break;
}
// i32.gt_s
case 87: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! > I[s + C[pc + 3]!]!) ? 1 : 0;
pc += 4;
break;
}
// i32.gt_s k
case 88: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! > C[pc + 3]!) ? 1 : 0;
pc += 4;
break;
}
// i32.gt_u
case 89: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 > I[s + C[pc + 3]!]! >>> 0) ? 1 : 0;
pc += 4;
break;
}
// i32.gt_u k
case 90: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 > C[pc + 3]! >>> 0) ? 1 : 0;
pc += 4;
break;
}
// i32.le_s
case 91: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! <= I[s + C[pc + 3]!]!) ? 1 : 0;
pc += 4;
break;
}
// i32.le_s k
case 92: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! <= C[pc + 3]!) ? 1 : 0;
pc += 4;
break;
}
// i32.le_u
case 93: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 <= I[s + C[pc + 3]!]! >>> 0) ? 1 : 0;
pc += 4;
break;
}
// i32.le_u k
case 94: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 <= C[pc + 3]! >>> 0) ? 1 : 0;
pc += 4;
break;
}
// i32.ge_s
case 95: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >= I[s + C[pc + 3]!]!) ? 1 : 0;
pc += 4;
break;
}
// i32.ge_s k
case 96: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >= C[pc + 3]!) ? 1 : 0;
pc += 4;
break;
}
// i32.ge_u
case 97: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 >= I[s + C[pc + 3]!]! >>> 0) ? 1 : 0;
pc += 4;
break;
}
// i32.ge_u k
case 98: {
I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0 >= C[pc + 3]! >>> 0) ? 1 : 0;
pc += 4;
break;
}
// i32.clz
case 99: {
I[s + C[pc + 1]!] = Math.clz32(I[s + C[pc + 2]!]!);
pc += 3;
break;
}
// i32.ctz
case 100: {
I[s + C[pc + 1]!] = i32_ctz(I[s + C[pc + 2]!]!);
pc += 3;
break;
}
// i32.popcnt
case 101: {
I[s + C[pc + 1]!] = i32_popcnt(I[s + C[pc + 2]!]!);
pc += 3;
break;
}
// i32.add
case 102: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! + I[s + C[pc + 3]!]! | 0;
pc += 4;
break;
}
// i32.add k
case 103: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! + C[pc + 3]! | 0;
pc += 4;
break;
}
// i32.sub
case 104: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! - I[s + C[pc + 3]!]! | 0;
pc += 4;
break;
}
// i32.sub k
case 105: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! - C[pc + 3]! | 0;
pc += 4;
break;
}
// i32.mul
case 106: {
I[s + C[pc + 1]!] = Math.imul(I[s + C[pc + 2]!]!, I[s + C[pc + 3]!]!);
pc += 4;
break;
}
// i32.mul k
case 107: {
I[s + C[pc + 1]!] = Math.imul(I[s + C[pc + 2]!]!, C[pc + 3]!);
pc += 4;
break;
}
// i32.and
case 108: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! & I[s + C[pc + 3]!]!;
pc += 4;
break;
}
// i32.and k
case 109: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! & C[pc + 3]!;
pc += 4;
break;
}
// i32.or
case 110: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! | I[s + C[pc + 3]!]!;
pc += 4;
break;
}
// i32.or k
case 111: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! | C[pc + 3]!;
pc += 4;
break;
}
// i32.xor
case 112: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! ^ I[s + C[pc + 3]!]!;
pc += 4;
break;
}
// i32.xor k
case 113: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! ^ C[pc + 3]!;
pc += 4;
break;
}
// i32.shl
case 114: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! << I[s + C[pc + 3]!]!;
pc += 4;
break;
}
// i32.shl k
case 115: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! << C[pc + 3]!;
pc += 4;
break;
}
// i32.shr_s
case 116: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! >> I[s + C[pc + 3]!]!;
pc += 4;
break;
}
// i32.shr_s k
case 117: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! >> C[pc + 3]!;
pc += 4;
break;
}
// i32.shr_u
case 118: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! >>> I[s + C[pc + 3]!]!;
pc += 4;
break;
}
// i32.shr_u k
case 119: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! >>> C[pc + 3]!;
pc += 4;
break;
}
// i32.rotl
case 120: {
I[s + C[pc + 1]!] = i32_rotl(I[s + C[pc + 2]!]!, I[s + C[pc + 3]!]!);
pc += 4;
break;
}
// i32.rotr
case 121: {
I[s + C[pc + 1]!] = i32_rotr(I[s + C[pc + 2]!]!, I[s + C[pc + 3]!]!);
pc += 4;
break;
}
// i32.div_s
case 122: {
x = I[s + C[pc + 2]!]!; y = I[s + C[pc + 3]!]!; if (y === 0) throw new Trap('integer-divide-by-zero'); if (y === -1 && x === -0x80000000) throw new Trap('integer-overflow'); I[s + C[pc + 1]!] = x / y;
pc += 4;
break;
}
// i32.div_u
case 123: {
y = I[s + C[pc + 3]!]! >>> 0; if (y === 0) throw new Trap('integer-divide-by-zero'); I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0) / y;
pc += 4;
break;
}
// i32.rem_s
case 124: {
y = I[s + C[pc + 3]!]!; if (y === 0) throw new Trap('integer-divide-by-zero'); I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! % y;
pc += 4;
break;
}
// i32.rem_u
case 125: {
y = I[s + C[pc + 3]!]! >>> 0; if (y === 0) throw new Trap('integer-divide-by-zero'); I[s + C[pc + 1]!] = (I[s + C[pc + 2]!]! >>> 0) % y;
pc += 4;
break;
}
// i32.extend8_s
case 126: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! << 24 >> 24;
pc += 3;
break;
}
// i32.extend16_s
case 127: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! << 16 >> 16;
pc += 3;
break;
}
// i64.eqz
case 128: {
a = s + C[pc + 2]!;
I[s + C[pc + 1]!] = ((I[a]! | I[a + 1]!) === 0) ? 1 : 0;
pc += 3;
break;
}
// i64.eq
case 129: {
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
I[s + C[pc + 1]!] = (I[a]! === I[b]! && I[a + 1]! === I[b + 1]!) ? 1 : 0;
pc += 4;
break;
}
// i64.ne
case 130: {
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
I[s + C[pc + 1]!] = (I[a]! !== I[b]! || I[a + 1]! !== I[b + 1]!) ? 1 : 0;
pc += 4;
break;
}
// i64.lt_s
case 131: {
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
I[s + C[pc + 1]!] = (I[a + 1]! === I[b + 1]! ? I[a]! >>> 0 < I[b]! >>> 0 : I[a + 1]! < I[b + 1]!) ? 1 : 0;
pc += 4;
break;
}
// i64.lt_u
case 132: {
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
I[s + C[pc + 1]!] = (I[a + 1]! === I[b + 1]! ? I[a]! >>> 0 < I[b]! >>> 0 : I[a + 1]! >>> 0 < I[b + 1]! >>> 0) ? 1 : 0;
pc += 4;
break;
}
// i64.gt_s
case 133: {
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
I[s + C[pc + 1]!] = (I[a + 1]! === I[b + 1]! ? I[a]! >>> 0 > I[b]! >>> 0 : I[a + 1]! > I[b + 1]!) ? 1 : 0;
pc += 4;
break;
}
// i64.gt_u
case 134: {
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
I[s + C[pc + 1]!] = (I[a + 1]! === I[b + 1]! ? I[a]! >>> 0 > I[b]! >>> 0 : I[a + 1]! >>> 0 > I[b + 1]! >>> 0) ? 1 : 0;
pc += 4;
break;
}
// i64.le_s
case 135: {
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
I[s + C[pc + 1]!] = (I[a + 1]! === I[b + 1]! ? I[a]! >>> 0 <= I[b]! >>> 0 : I[a + 1]! <= I[b + 1]!) ? 1 : 0;
pc += 4;
break;
}
// i64.le_u
case 136: {
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
I[s + C[pc + 1]!] = (I[a + 1]! === I[b + 1]! ? I[a]! >>> 0 <= I[b]! >>> 0 : I[a + 1]! >>> 0 <= I[b + 1]! >>> 0) ? 1 : 0;
pc += 4;
break;
}
// i64.ge_s
case 137: {
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
I[s + C[pc + 1]!] = (I[a + 1]! === I[b + 1]! ? I[a]! >>> 0 >= I[b]! >>> 0 : I[a + 1]! >= I[b + 1]!) ? 1 : 0;
pc += 4;
break;
}
// i64.ge_u
case 138: {
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
I[s + C[pc + 1]!] = (I[a + 1]! === I[b + 1]! ? I[a]! >>> 0 >= I[b]! >>> 0 : I[a + 1]! >>> 0 >= I[b + 1]! >>> 0) ? 1 : 0;
pc += 4;
break;
}
// i64.add
case 139: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
x = I[a]!; lo = x + I[b]! | 0; I[d + 1] = I[a + 1]! + I[b + 1]! + (lo >>> 0 < x >>> 0 ? 1 : 0); I[d] = lo;
pc += 4;
break;
}
// i64.sub
case 140: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
x = I[a]!; y = I[b]!; I[d + 1] = I[a + 1]! - I[b + 1]! - (x >>> 0 < y >>> 0 ? 1 : 0); I[d] = x - y;
pc += 4;
break;
}
// i64.and
case 141: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
lo = I[a]! & I[b]!; I[d + 1] = I[a + 1]! & I[b + 1]!; I[d] = lo;
pc += 4;
break;
}
// i64.or
case 142: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
lo = I[a]! | I[b]!; I[d + 1] = I[a + 1]! | I[b + 1]!; I[d] = lo;
pc += 4;
break;
}
// i64.xor
case 143: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
lo = I[a]! ^ I[b]!; I[d + 1] = I[a + 1]! ^ I[b + 1]!; I[d] = lo;
pc += 4;
break;
}
// i64.mul
case 144: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
b = s + C[pc + 3]!;
lo = i64_mul(I[a]!, I[a + 1]!, I[b]!, I[b + 1]!); I[d + 1] = HI[0]!; I[d] = lo;
pc += 4;
break;
}
// i64.shl
case 145: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
lo = i64_shl(I[a]!, I[a + 1]!, I[s + C[pc + 3]!]!); I[d + 1] = HI[0]!; I[d] = lo;
pc += 4;
break;
}
// i64.shr_s
case 146: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
lo = i64_shr_s(I[a]!, I[a + 1]!, I[s + C[pc + 3]!]!); I[d + 1] = HI[0]!; I[d] = lo;
pc += 4;
break;
}
// i64.shr_u
case 147: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
lo = i64_shr_u(I[a]!, I[a + 1]!, I[s + C[pc + 3]!]!); I[d + 1] = HI[0]!; I[d] = lo;
pc += 4;
break;
}
// i64.extend_i32_s
case 148: {
d = s + C[pc + 1]!;
lo = I[s + C[pc + 2]!]!; I[d + 1] = lo >> 31; I[d] = lo;
pc += 3;
break;
}
// i64.extend_i32_u
case 149: {
d = s + C[pc + 1]!;
lo = I[s + C[pc + 2]!]!; I[d + 1] = 0; I[d] = lo;
pc += 3;
break;
}
// f32.eq
case 150: {
I[s + C[pc + 1]!] = (D.getFloat32((s + C[pc + 2]!) << 2, true) === D.getFloat32((s + C[pc + 3]!) << 2, true)) ? 1 : 0;
pc += 4;
break;
}
// f32.ne
case 151: {
I[s + C[pc + 1]!] = (D.getFloat32((s + C[pc + 2]!) << 2, true) !== D.getFloat32((s + C[pc + 3]!) << 2, true)) ? 1 : 0;
pc += 4;
break;
}
// f32.lt
case 152: {
I[s + C[pc + 1]!] = (D.getFloat32((s + C[pc + 2]!) << 2, true) < D.getFloat32((s + C[pc + 3]!) << 2, true)) ? 1 : 0;
pc += 4;
break;
}
// f32.gt
case 153: {
I[s + C[pc + 1]!] = (D.getFloat32((s + C[pc + 2]!) << 2, true) > D.getFloat32((s + C[pc + 3]!) << 2, true)) ? 1 : 0;
pc += 4;
break;
}
// f32.le
case 154: {
I[s + C[pc + 1]!] = (D.getFloat32((s + C[pc + 2]!) << 2, true) <= D.getFloat32((s + C[pc + 3]!) << 2, true)) ? 1 : 0;
pc += 4;
break;
}
// f32.ge
case 155: {
I[s + C[pc + 1]!] = (D.getFloat32((s + C[pc + 2]!) << 2, true) >= D.getFloat32((s + C[pc + 3]!) << 2, true)) ? 1 : 0;
pc += 4;
break;
}
// f32.add
case 156: {
D.setFloat32((s + C[pc + 1]!) << 2, D.getFloat32((s + C[pc + 2]!) << 2, true) + D.getFloat32((s + C[pc + 3]!) << 2, true), true);
pc += 4;
break;
}
// f32.sub
case 157: {
D.setFloat32((s + C[pc + 1]!) << 2, D.getFloat32((s + C[pc + 2]!) << 2, true) - D.getFloat32((s + C[pc + 3]!) << 2, true), true);
pc += 4;
break;
}
// f32.mul
case 158: {
D.setFloat32((s + C[pc + 1]!) << 2, D.getFloat32((s + C[pc + 2]!) << 2, true) * D.getFloat32((s + C[pc + 3]!) << 2, true), true);
pc += 4;
break;
}
// f32.div
case 159: {
D.setFloat32((s + C[pc + 1]!) << 2, D.getFloat32((s + C[pc + 2]!) << 2, true) / D.getFloat32((s + C[pc + 3]!) << 2, true), true);
pc += 4;
break;
}
// f32.sqrt
case 160: {
D.setFloat32((s + C[pc + 1]!) << 2, Math.sqrt(D.getFloat32((s + C[pc + 2]!) << 2, true)), true);
pc += 3;
break;
}
// f64.eq
case 161: {
I[s + C[pc + 1]!] = (D.getFloat64((s + C[pc + 2]!) << 2, true) === D.getFloat64((s + C[pc + 3]!) << 2, true)) ? 1 : 0;
pc += 4;
break;
}
// f64.ne
case 162: {
I[s + C[pc + 1]!] = (D.getFloat64((s + C[pc + 2]!) << 2, true) !== D.getFloat64((s + C[pc + 3]!) << 2, true)) ? 1 : 0;
pc += 4;
break;
}
// f64.lt
case 163: {
I[s + C[pc + 1]!] = (D.getFloat64((s + C[pc + 2]!) << 2, true) < D.getFloat64((s + C[pc + 3]!) << 2, true)) ? 1 : 0;
pc += 4;
break;
}
// f64.gt
case 164: {
I[s + C[pc + 1]!] = (D.getFloat64((s + C[pc + 2]!) << 2, true) > D.getFloat64((s + C[pc + 3]!) << 2, true)) ? 1 : 0;
pc += 4;
break;
}
// f64.le
case 165: {
I[s + C[pc + 1]!] = (D.getFloat64((s + C[pc + 2]!) << 2, true) <= D.getFloat64((s + C[pc + 3]!) << 2, true)) ? 1 : 0;
pc += 4;
break;
}
// f64.ge
case 166: {
I[s + C[pc + 1]!] = (D.getFloat64((s + C[pc + 2]!) << 2, true) >= D.getFloat64((s + C[pc + 3]!) << 2, true)) ? 1 : 0;
pc += 4;
break;
}
// f64.add
case 167: {
D.setFloat64((s + C[pc + 1]!) << 2, D.getFloat64((s + C[pc + 2]!) << 2, true) + D.getFloat64((s + C[pc + 3]!) << 2, true), true);
pc += 4;
break;
}
// f64.sub
case 168: {
D.setFloat64((s + C[pc + 1]!) << 2, D.getFloat64((s + C[pc + 2]!) << 2, true) - D.getFloat64((s + C[pc + 3]!) << 2, true), true);
pc += 4;
break;
}
// f64.mul
case 169: {
D.setFloat64((s + C[pc + 1]!) << 2, D.getFloat64((s + C[pc + 2]!) << 2, true) * D.getFloat64((s + C[pc + 3]!) << 2, true), true);
pc += 4;
break;
}
// f64.div
case 170: {
D.setFloat64((s + C[pc + 1]!) << 2, D.getFloat64((s + C[pc + 2]!) << 2, true) / D.getFloat64((s + C[pc + 3]!) << 2, true), true);
pc += 4;
break;
}
// f64.sqrt
case 171: {
D.setFloat64((s + C[pc + 1]!) << 2, Math.sqrt(D.getFloat64((s + C[pc + 2]!) << 2, true)), true);
pc += 3;
break;
}
// f32.abs
case 172: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! & 0x7fffffff;
pc += 3;
break;
}
// f32.neg
case 173: {
I[s + C[pc + 1]!] = I[s + C[pc + 2]!]! ^ 0x80000000;
pc += 3;
break;
}
// f64.abs
case 174: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
lo = I[a]!; I[d + 1] = I[a + 1]! & 0x7fffffff; I[d] = lo;
pc += 3;
break;
}
// f64.neg
case 175: {
d = s + C[pc + 1]!;
a = s + C[pc + 2]!;
lo = I[a]!; I[d + 1] = I[a + 1]! ^ 0x80000000; I[d] = lo;
pc += 3;
break;
}
// i32.trunc_f64_s
case 176: {
real = D.getFloat64((s + C[pc + 2]!) << 2, true); if (!i32_trunc_f64_s_fits(real)) throw truncationTrap(real); I[s + C[pc + 1]!] = i32_trunc_f64_s(real);
pc += 3;
break;
}
// i32.trunc_f64_u
case 177: {
real = D.getFloat64((s + C[pc + 2]!) << 2, true); if (!i32_trunc_f64_u_fits(real)) throw truncationTrap(real); I[s + C[pc + 1]!] = i32_trunc_f64_u(real);
pc += 3;
break;
}
// f32.convert_i32_s
case 178: {
D.setFloat32((s + C[pc + 1]!) << 2, I[s + C[pc + 2]!]!, true);
pc += 3;
break;
}
// f32.convert_i32_u
case 179: {
D.setFloat32((s + C[pc + 1]!) << 2, I[s + C[pc + 2]!]! >>> 0, true);
pc += 3;
break;
}
// f64.convert_i32_s
case 180: {
D.setFloat64((s + C[pc + 1]!) << 2, I[s + C[pc + 2]!]!, true);
pc += 3;
break;
}
// f64.convert_i32_u
case 181: {
D.setFloat64((s + C[pc + 1]!) << 2, I[s + C[pc + 2]!]! >>> 0, true);
pc += 3;
break;
}
// f32.demote_f64
case 182: {
D.setFloat32((s + C[pc + 1]!) << 2, f32_demote_f64(D.getFloat64((s + C[pc + 2]!) << 2, true)), true);
pc += 3;
break;
}
// f64.promote_f32
case 183: {
D.setFloat64((s + C[pc + 1]!) << 2, f64_promote_f32(D.getFloat32((s + C[pc + 2]!) << 2, true)), true);
pc += 3;
break;
}
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
