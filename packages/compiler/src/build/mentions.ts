/**
 * Whether an instruction may be in code: a search of its number among all there are, which is native, rules out most of those that are rare at once. The
 * number may be that of something else.
 */
export function mentions(code: Int32Array, id: number): boolean {
  // A quarter of a nanosecond for each number in V8, where `includes` takes 1.7.
  return code.indexOf(id) >= 0;
}
