import { API_ERRORS, memberRequired, notInRange, notOneOf } from '@softwasm/syntax';

/*
 * The parts of Web IDL that the JavaScript API is written in: conversions of arguments, and the shape of interfaces.
 *
 * @see https://webidl.spec.whatwg.org/
 */

const MAX_U32 = 0xffff_ffff;
const MAX_U64 = 0xffff_ffff_ffff_ffffn;

/** BigInt.asIntN with more bits than any bigint has converts as ToBigInt does: numbers throw, strings are read. */
const ALL_BITS = Number.MAX_SAFE_INTEGER;

/** `ToBigInt`. @throws TypeError, SyntaxError */
export function toBigInt(value: unknown): bigint {
  return BigInt.asIntN(ALL_BITS, value as bigint);
}

/** `[EnforceRange] unsigned long`. @throws TypeError */
export function toU32(value: unknown, what: string): number {
  // The unary plus throws for symbols and bigints, as ToNumber does.
  const number = Math.trunc(+(value as number));
  if (!(number >= 0 && number <= MAX_U32)) throw new TypeError(notInRange(what));
  return number === 0 ? 0 : number;
}

/** `AddressValueToU64`: numbers for 32-bit addresses, bigints for 64-bit ones. @throws TypeError */
export function toAddress(value: unknown, addressType: 'i32' | 'i64', what: string): bigint {
  if (addressType === 'i32') return BigInt(toU32(value, what));
  const address = toBigInt(value);
  if (address < 0n || address > MAX_U64) throw new TypeError(notInRange(what));
  return address;
}

/** `U64ToAddressValue`. */
export function fromAddress(address: number, addressType: 'i32' | 'i64'): number | bigint {
  return addressType === 'i32' ? address : BigInt(address);
}

/** A dictionary argument: what is missing is empty. @throws TypeError */
export function toDictionary(value: unknown): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError(API_ERRORS.dictionary);
  return value as Record<string, unknown>;
}

/** A required member of a dictionary, already read. @throws TypeError */
export function required(value: unknown, member: string): unknown {
  if (value === undefined) throw new TypeError(memberRequired(member));
  return value;
}

/** A sequence: any iterable object. @throws TypeError */
export function toSequence(value: unknown): unknown[] {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') {
    throw new TypeError(API_ERRORS.sequence);
  }
  return [...(value as Iterable<unknown>)];
}

/** An enumeration value. @throws TypeError */
export function toEnum<T extends string>(value: unknown, allowed: readonly T[], what: string): T {
  const text = `${value as string}`;
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new TypeError(notOneOf(what, allowed));
  return found;
}

const bufferByteLength = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength')?.get as () => number;

/** Whether this is an ArrayBuffer, of whatever realm, and not a shared one. */
function isArrayBuffer(value: unknown): value is ArrayBuffer {
  try {
    bufferByteLength.call(value);
    return true;
  } catch {
    return false;
  }
}

/** A copy of the bytes of a `BufferSource`. @throws TypeError */
export function copyBytes(source: unknown): Uint8Array {
  if (isArrayBuffer(source)) return new Uint8Array(source).slice();
  if (!ArrayBuffer.isView(source) || !isArrayBuffer(source.buffer)) throw new TypeError(API_ERRORS.bytes);
  return new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice();
}

/** A constructor of an interface. */
interface Interface {
  readonly prototype: object;
}

/** Gives a class the shape of an interface object: enumerable members, a name, a tag for `toString`. */
export function defineInterface<T extends Interface>(type: T, name: string): T {
  makeEnumerable(type.prototype, ['constructor']);
  makeEnumerable(type, ['prototype', 'length', 'name']);
  Object.defineProperty(type, 'name', { value: name, configurable: true });
  tag(type.prototype, `WebAssembly.${name}`);
  return type;
}

/** Gives an object its `Symbol.toStringTag`. */
export function tag(object: object, name: string): void {
  Object.defineProperty(object, Symbol.toStringTag, { value: name, configurable: true });
}

function makeEnumerable(object: object, except: readonly string[]): void {
  for (const name of Object.getOwnPropertyNames(object)) {
    if (!except.includes(name)) Object.defineProperty(object, name, { enumerable: true });
  }
}
