/*
 * Floats from their bits to the text format, without loss: shortest decimal numbers that read back the same, NaNs with their payloads.
 */

const view = new DataView(new ArrayBuffer(8));

/** The text of an `f32` of these bits, e.g. `-0`, `0.1`, `inf`, `nan:0x200000`; a canonical NaN is `nan`. */
export function formatF32(bits: number): string {
  const mantissa = bits & 0x7fffff;
  const sign = bits < 0 ? '-' : '';
  if ((bits & 0x7f800000) === 0x7f800000) {
    if (mantissa === 0) return `${sign}inf`;
    return mantissa === 0x400000 ? `${sign}nan` : `${sign}nan:0x${mantissa.toString(16)}`;
  }
  view.setInt32(0, bits);
  const value = view.getFloat32(0);
  if (value === 0) return `${sign}0`;
  // Nine digits tell any two singles apart.
  for (let digits = 1; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(9)));
}

/** The text of an `f64` of these bits. */
export function formatF64(lo: number, hi: number): string {
  const sign = hi < 0 ? '-' : '';
  if ((hi & 0x7ff00000) === 0x7ff00000) {
    const mantissa = (BigInt(hi & 0xfffff) << 32n) | BigInt(lo >>> 0);
    if (mantissa === 0n) return `${sign}inf`;
    return mantissa === 0x8000000000000n ? `${sign}nan` : `${sign}nan:0x${mantissa.toString(16)}`;
  }
  view.setInt32(0, hi);
  view.setInt32(4, lo);
  const value = view.getFloat64(0);
  return value === 0 ? `${sign}0` : String(value);
}
