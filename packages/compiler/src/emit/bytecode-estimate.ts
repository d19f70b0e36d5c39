/*
 * V8 optimises no function of more than 60 KB of bytecode. How much a function has is known only to V8; but bytecode follows the text closely. Large
 * functions need more for each character: registers, constants and feedback slots beyond the first 256 of each take wider operands.
 *
 * Fitted to the functions of SQLite, QuickJS and esbuild, median error 6 %; a test compares with what V8 says.
 */

/** V8's limit in bytes: `max_optimized_bytecode_size`. */
export const V8_LIMIT = 61_440;

/** Characters of source and bytes of bytecode for each of them, linear in between on a logarithmic scale. */
const DENSITIES: readonly (readonly [chars: number, density: number])[] = [
  [300, 0.72],
  [1000, 0.79],
  [4000, 1],
  [15_000, 1.13],
  [60_000, 1.23],
];

/** @param chars of a function's source. @returns bytes of bytecode for each character */
export function bytecodeDensity(chars: number): number {
  let [from, density] = DENSITIES[0]!;
  for (const [to, next] of DENSITIES) {
    if (chars < to) {
      const share = Math.max(0, Math.log(chars / from) / Math.log(to / from));
      return density + (next - density) * (to === from ? 0 : share);
    }
    [from, density] = [to, next];
  }
  return density;
}

/** Estimates the size of V8's bytecode. @param chars of a function's source. @returns bytes */
export function estimateBytecode(chars: number): number {
  return Math.round(chars * bytecodeDensity(chars));
}
