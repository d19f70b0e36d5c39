/**
 * Where results go that do not fit one JavaScript return value. Both are typed arrays and not `let` bindings: an
 * int32 kept in a `let` that crosses functions is boxed by V8 (calls measured 4.8 times slower).
 *
 * A slot is valid until the next numeric function runs: read it at once.
 */

/** `HI[0]` is the high word of the last i64 result; its low word was returned. */
export const HI: Int32Array = new Int32Array(new ArrayBuffer(16));

/** `V[0]`…`V[3]` are the four little-endian 32-bit words of the last v128 result. */
export const V: Int32Array = new Int32Array(4);
