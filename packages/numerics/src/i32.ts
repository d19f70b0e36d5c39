/**
 * Integer operations on i32. Operands and results are signed int32; comparisons return 0 or 1.
 * @see https://webassembly.github.io/spec/core/exec/numerics.html#integer-operations
 */

export function i32_add(a: number, b: number): number {
  return (a + b) | 0;
}

export function i32_sub(a: number, b: number): number {
  return (a - b) | 0;
}

export function i32_mul(a: number, b: number): number {
  return Math.imul(a, b);
}

/** Whether `i32.div_s` traps with an overflow: the quotient would be 2^31. */
export function i32_div_s_overflows(a: number, b: number): boolean {
  return b === -1 && a === -0x80000000;
}

/** Presupposes `b` ≠ 0 and not {@link i32_div_s_overflows}. */
export function i32_div_s(a: number, b: number): number {
  return (a / b) | 0;
}

/** Presupposes `b` ≠ 0. */
export function i32_div_u(a: number, b: number): number {
  return ((a >>> 0) / (b >>> 0)) | 0;
}

/** Presupposes `b` ≠ 0. The remainder of −2^31 and −1 is 0. */
export function i32_rem_s(a: number, b: number): number {
  return (a % b) | 0;
}

/** Presupposes `b` ≠ 0. */
export function i32_rem_u(a: number, b: number): number {
  return ((a >>> 0) % (b >>> 0)) | 0;
}

export function i32_and(a: number, b: number): number {
  return a & b;
}

export function i32_or(a: number, b: number): number {
  return a | b;
}

export function i32_xor(a: number, b: number): number {
  return a ^ b;
}

export function i32_shl(a: number, count: number): number {
  return a << count;
}

export function i32_shr_s(a: number, count: number): number {
  return a >> count;
}

export function i32_shr_u(a: number, count: number): number {
  return (a >>> count) | 0;
}

export function i32_rotl(a: number, count: number): number {
  return (a << count) | (a >>> (32 - count));
}

export function i32_rotr(a: number, count: number): number {
  return (a >>> count) | (a << (32 - count));
}

export function i32_clz(a: number): number {
  return Math.clz32(a);
}

export function i32_ctz(a: number): number {
  return a === 0 ? 32 : 31 - Math.clz32(a & -a);
}

export function i32_popcnt(a: number): number {
  const pairs = a - ((a >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function i32_extend8_s(a: number): number {
  return (a << 24) >> 24;
}

export function i32_extend16_s(a: number): number {
  return (a << 16) >> 16;
}

export function i32_eqz(a: number): number {
  return a === 0 ? 1 : 0;
}

export function i32_eq(a: number, b: number): number {
  return a === b ? 1 : 0;
}

export function i32_ne(a: number, b: number): number {
  return a !== b ? 1 : 0;
}

export function i32_lt_s(a: number, b: number): number {
  return a < b ? 1 : 0;
}

export function i32_lt_u(a: number, b: number): number {
  return a >>> 0 < b >>> 0 ? 1 : 0;
}

export function i32_gt_s(a: number, b: number): number {
  return a > b ? 1 : 0;
}

export function i32_gt_u(a: number, b: number): number {
  return a >>> 0 > b >>> 0 ? 1 : 0;
}

export function i32_le_s(a: number, b: number): number {
  return a <= b ? 1 : 0;
}

export function i32_le_u(a: number, b: number): number {
  return a >>> 0 <= b >>> 0 ? 1 : 0;
}

export function i32_ge_s(a: number, b: number): number {
  return a >= b ? 1 : 0;
}

export function i32_ge_u(a: number, b: number): number {
  return a >>> 0 >= b >>> 0 ? 1 : 0;
}
