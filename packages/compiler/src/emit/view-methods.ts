import type { Printer } from './printer.ts';

/** A method of a DataView, with what its calls begin with as far as that was put before: most of a module's code goes to one memory. */
export interface ViewMethod {
  /** With the parenthesis behind it. */
  readonly name: string;
  /** By {@link placeOf}. */
  readonly calls: string[];
  /** What is behind its last argument: bytes have no order. */
  readonly end: string;
}

function method(name: string, hasOrder: boolean): ViewMethod {
  return { name: `.${name}(`, calls: [], end: hasOrder ? ',true)' : ')' };
}

export const GET_INT8: ViewMethod = method('getInt8', false);
export const GET_UINT8: ViewMethod = method('getUint8', false);
export const GET_INT16: ViewMethod = method('getInt16', true);
export const GET_UINT16: ViewMethod = method('getUint16', true);
export const GET_INT32: ViewMethod = method('getInt32', true);
export const GET_FLOAT32: ViewMethod = method('getFloat32', true);
export const GET_FLOAT64: ViewMethod = method('getFloat64', true);
export const GET_BIGINT64: ViewMethod = method('getBigInt64', true);
export const GET_BIGUINT64: ViewMethod = method('getBigUint64', true);

/** Those that store, by what they store. */
export const STORE_METHODS: readonly ViewMethod[] = [
  method('setInt8', false),
  method('setInt16', true),
  method('setInt32', true),
  method('setFloat32', true),
  method('setFloat64', true),
  method('setBigInt64', true),
];

function placeOf({ viewsAreConstant }: Printer, memory: number, short: boolean): number {
  return 4 * memory + (short ? 2 : 0) + (viewsAreConstant ? 1 : 0);
}

function nameOf(p: Printer, memory: number, short: boolean): string {
  if (p.viewsAreConstant) return short ? `m${memory}.n` : `m${memory}.v`;
  return short ? `N${memory}` : `M${memory}`;
}

/** Puts a memory's view; `short`: without its last four bytes. */
export function putView(p: Printer, memory: number, short: boolean): void {
  p.useView(memory, short);
  p.put(nameOf(p, memory, short));
}

/** Puts what a call of a view's method begins with. */
export function putMethod(p: Printer, memory: number, short: boolean, { calls, name }: ViewMethod): void {
  p.useView(memory, short);
  p.put((calls[placeOf(p, memory, short)] ??= `${nameOf(p, memory, short)}${name}`));
}
