/*
 * Numeric literals (§6.3.1, §6.3.2) that are read back bit by bit as they were.
 */

const bytes = new DataView(new ArrayBuffer(8));

function withSign(negative: boolean, text: string): string {
  return negative ? `-${text}` : text;
}

/** A value of 32 bits, given as such, as the shortest decimal that means it; NaN payloads in hexadecimal. */
export function f32Literal(bits: number): string {
  const magnitude = bits & 0x7fffffff;
  const negative = bits < 0;
  if (magnitude > 0x7f800000) {
    const payload = magnitude & 0x7fffff;
    return withSign(negative, payload === 0x400000 ? 'nan' : `nan:0x${payload.toString(16)}`);
  }
  if (magnitude === 0x7f800000) return withSign(negative, 'inf');
  bytes.setInt32(0, magnitude);
  return withSign(negative, shortestF32(bytes.getFloat32(0)));
}

/**
 * The shortest decimal close to `value`: closer than half way to the next number of 32 bits by a margin that the rounding of doubles cannot eat up.
 */
function shortestF32(value: number): string {
  const margin = Math.max(value * 2 ** -26, 2 ** -151);
  for (let digits = 1; digits <= 9; digits++) {
    const decimal = Number(value.toPrecision(digits));
    if (Math.abs(decimal - value) <= margin) return String(decimal);
  }
  return String(value);
}

/** A value of 64 bits, given as two words. */
export function f64Literal(low: number, high: number): string {
  const negative = high < 0;
  const magnitude = high & 0x7fffffff;
  if (magnitude >= 0x7ff00000) {
    const payload = (BigInt(magnitude & 0xfffff) << 32n) | BigInt(low >>> 0);
    if (payload === 0n) return withSign(negative, 'inf');
    return withSign(negative, payload === 1n << 51n ? 'nan' : `nan:0x${payload.toString(16)}`);
  }
  bytes.setInt32(0, magnitude);
  bytes.setInt32(4, low);
  return withSign(negative, String(bytes.getFloat64(0)));
}

/** A signed integer of 64 bits, given as two words. */
export function i64Literal(low: number, high: number): string {
  // Most fit into one word.
  if (high === low >> 31) return String(low);
  return String((BigInt(high) << 32n) | BigInt(low >>> 0));
}

/** Four lanes of 32 bits. */
export function v128Literal(code: Int32Array, at: number): string {
  const lanes = Array.from(code.subarray(at, at + 4), (lane) => `0x${(lane >>> 0).toString(16).padStart(8, '0')}`);
  return `i32x4 ${lanes.join(' ')}`;
}
