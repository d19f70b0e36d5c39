/*
 * What there is beyond ES2020 can be taken away, so that whatever relies on it fails: newer parts of the language, and everything that a host adds.
 */

/** The globals of ES2020, but for SharedArrayBuffer, which hosts may withhold. */
const GLOBALS: ReadonlySet<string> = new Set(
  (
    'globalThis Infinity NaN undefined eval isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI encodeURIComponent ' +
    'escape unescape Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError Float32Array Float64Array Function ' +
    'Int8Array Int16Array Int32Array Map Number Object Promise Proxy RangeError ReferenceError RegExp Set String Symbol SyntaxError TypeError ' +
    'Uint8Array Uint8ClampedArray Uint16Array Uint32Array URIError WeakMap WeakSet Atomics JSON Math Reflect'
  ).split(' '),
);

/** Static members and members of prototypes that came after ES2020. */
const NEWER: readonly (readonly [object, string])[] = [
  [Object, 'groupBy hasOwn'],
  [Map, 'groupBy'],
  [Promise, 'any try withResolvers'],
  [Array, 'fromAsync'],
  [RegExp, 'escape'],
  [Error, 'isError captureStackTrace stackTraceLimit'],
  [Math, 'f16round sumPrecise'],
  [Uint8Array, 'fromBase64 fromHex'],
  [Uint8Array.prototype, 'setFromBase64 setFromHex toBase64 toHex'],
  [Array.prototype, 'at findLast findLastIndex toReversed toSorted toSpliced with'],
  [Object.getPrototypeOf(Int8Array.prototype) as object, 'at findLast findLastIndex toReversed toSorted with'],
  [String.prototype, 'at isWellFormed replaceAll toWellFormed'],
  [ArrayBuffer.prototype, 'detached maxByteLength resizable resize transfer transferToFixedLength'],
  [DataView.prototype, 'getFloat16 setFloat16'],
  [Map.prototype, 'getOrInsert getOrInsertComputed'],
  [WeakMap.prototype, 'getOrInsert getOrInsertComputed'],
  [Set.prototype, 'difference intersection isDisjointFrom isSubsetOf isSupersetOf symmetricDifference union'],
];

/** Leaves ES2020 alone. */
export function hideBeyondES2020(): void {
  for (const [object, names] of NEWER) for (const name of names.split(' ')) Reflect.deleteProperty(object, name);
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!GLOBALS.has(name)) Reflect.deleteProperty(globalThis, name);
  }
}

/** Whoever touches the host's own WebAssembly fails. */
export function hideHostWebAssembly(): void {
  if (!('WebAssembly' in globalThis)) return;
  Object.defineProperty(globalThis, 'WebAssembly', {
    configurable: true,
    get: () => {
      throw new Error("the host's WebAssembly was touched");
    },
  });
}
