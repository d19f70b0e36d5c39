import { type AddressType, API_ERRORS, memberRequired, notInRange, notOneOf, type U64 } from '@softwasm/syntax';
import type { AddressResult } from './api.ts';
import type { Int64Values } from './int64.ts';

/*
 * The parts of Web IDL that the JavaScript API is written in: conversions of arguments, and the shape of interfaces.
 *
 * @see https://webidl.spec.whatwg.org/
 */

const MAX_U32 = 0xffff_ffff;

/** `[EnforceRange] unsigned long`. @throws TypeError */
export function toU32(value: unknown, what: string): number {
  // The unary plus throws for symbols and bigints, as ToNumber does.
  const number = Math.trunc(+(value as number));
  if (!(number >= 0 && number <= MAX_U32)) throw new TypeError(notInRange(what));
  return number === 0 ? 0 : number;
}

/** `ToIndex` of the language: a length. @throws RangeError */
export function toLength(value: unknown): number {
  const number = Math.trunc(+(value as number)) || 0;
  if (number < 0 || number > Number.MAX_SAFE_INTEGER) throw new RangeError(notInRange('length'));
  return number;
}

/** `AddressValueToU64`: numbers for 32-bit addresses, bigints for 64-bit ones. @throws TypeError */
export function toAddress(int64: Int64Values, value: unknown, addressType: AddressType, what: string): U64 {
  return addressType === 'i32' ? toU32(value, what) : int64.toU64(value, what);
}

/** {@link toAddress} as the runtime takes indices and counts: a number, inexact from 2^53 on, which is out of any bounds. @throws TypeError */
export function toIndex(int64: Int64Values, value: unknown, addressType: AddressType, what: string): number {
  return addressType === 'i32' ? toU32(value, what) : Number(int64.toU64(value, what));
}

/** `U64ToAddressValue`. */
export function fromAddress(int64: Int64Values, address: U64, addressType: AddressType): AddressResult {
  return addressType === 'i32' ? address : int64.ofU64(address);
}

/** Whether this is an Object of the language. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** `optional object importObject`. @throws TypeError */
export function toOptionalObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (value !== undefined && !isObject(value)) throw new TypeError(API_ERRORS.importObject);
  return value;
}

/** A pair of surrogates, or one alone. Not with a lookbehind, which is a syntax error for engines of 2022. */
const SURROGATES = /[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g;

/** `USVString`: unpaired surrogates are replaced. @throws TypeError for symbols */
export function toUsvString(value: unknown): string {
  return `${value as string}`.replace(SURROGATES, (found) => (found.length === 2 ? found : '\uFFFD'));
}

/** A dictionary argument: what is missing is empty. @throws TypeError */
export function toDictionary(value: unknown): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new TypeError(API_ERRORS.dictionary);
  return value;
}

/** A required member of a dictionary, already read. @throws TypeError */
export function required(value: unknown, member: string): unknown {
  if (value === undefined) throw new TypeError(memberRequired(member));
  return value;
}

/** A sequence: any iterable object. @throws TypeError */
export function toSequence(value: unknown): unknown[] {
  const iterable = value as Iterable<unknown>;
  if (!isObject(value)) throw new TypeError(API_ERRORS.sequence);
  return [...iterable];
}

/** An enumeration value. @throws TypeError */
export function toEnum<T extends string>(value: unknown, allowed: readonly T[], what: string): T {
  const text = `${value as string}`;
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new TypeError(notOneOf(what, allowed));
  return found;
}

/** Reads the length of a buffer; throws for anything else. */
type ByteLengthGetter = (this: unknown) => number;

function byteLengthGetter(prototype: object): ByteLengthGetter | undefined {
  return Object.getOwnPropertyDescriptor(prototype, 'byteLength')?.get;
}

const BYTE_LENGTH_GETTERS: readonly ByteLengthGetter[] = [
  byteLengthGetter(ArrayBuffer.prototype),
  typeof SharedArrayBuffer === 'undefined' ? undefined : byteLengthGetter(SharedArrayBuffer.prototype),
].filter((getter) => getter !== undefined);

/** The length of an ArrayBuffer or SharedArrayBuffer, of whatever realm; of a detached one 0. `undefined` for anything else. */
function bufferLength(value: unknown): number | undefined {
  for (const getter of BYTE_LENGTH_GETTERS) {
    try {
      return getter.call(value);
    } catch {
      // It is no buffer of this kind.
    }
  }
  return undefined;
}

/** An `AllowSharedBufferSource`; also resizable ones. */
export type Bytes = ArrayBuffer | SharedArrayBuffer | ArrayBufferView;

/** @throws TypeError */
export function toBufferSource(value: unknown): Bytes {
  if (!ArrayBuffer.isView(value) && bufferLength(value) === undefined) throw new TypeError(API_ERRORS.bytes);
  return value as Bytes;
}

/** A copy of the bytes that a buffer holds ("get a copy of the buffer source"): none where it is detached. */
export function copyBytes(source: Bytes): Uint8Array {
  const view = ArrayBuffer.isView(source);
  const buffer = view ? source.buffer : source;
  const length = view ? source.byteLength : (bufferLength(source) ?? 0);
  const bytes = new Uint8Array(length);
  // A detached buffer has no bytes, and allows no view.
  if (length > 0) bytes.set(new Uint8Array(buffer, view ? source.byteOffset : 0, length));
  return bytes;
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
  for (const [name, { configurable }] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
    // Where classes have been compiled to functions, those may have `arguments` and `caller`, which stay as they are.
    if (configurable && !except.includes(name)) Object.defineProperty(object, name, { enumerable: true });
  }
}
