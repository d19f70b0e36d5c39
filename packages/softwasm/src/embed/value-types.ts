import type { Store } from '@softwasm/runtime';
import { type FuncType, formatResultType, formatValType, I8, I16, NAMED_TYPES, type ValType } from '@softwasm/syntax';
import { describeValue } from './describe-value.ts';
import { EmbedError } from './embed-error.ts';
import { notAValueType } from './messages.ts';

/** Value types by name, as the text format has them. */
export type ValueType =
  | 'i32'
  | 'i64'
  | 'f32'
  | 'f64'
  | 'v128'
  | 'funcref'
  | 'externref'
  | 'anyref'
  | 'eqref'
  | 'i31ref'
  | 'structref'
  | 'arrayref'
  | 'exnref'
  | 'nullref'
  | 'nullfuncref'
  | 'nullexternref'
  | 'nullexnref';

/** What values of a type are in JavaScript. */
export interface ValueOfType {
  i32: number;
  i64: bigint;
  f32: number;
  f64: number;
  /** Sixteen bytes, the first lane first. */
  v128: Uint8Array;
  // biome-ignore lint/complexity/noBannedTypes: an exported function of any type
  funcref: Function | null;
  externref: unknown;
  anyref: unknown;
  eqref: unknown;
  i31ref: number | null;
  structref: object | null;
  arrayref: object | null;
  exnref: object | null;
  nullref: null;
  nullfuncref: null;
  nullexternref: null;
  nullexnref: null;
}

/** The JavaScript values of a list of types. */
export type ValuesOfTypes<T extends readonly ValueType[]> = { -readonly [K in keyof T]: ValueOfType[T[K]] };

/** @throws EmbedError where it is no name of a value type */
export function parseValueType(name: unknown): ValType {
  const type = typeof name === 'string' ? NAMED_TYPES.get(name) : undefined;
  if (type === undefined || type === I8 || type === I16) {
    throw new EmbedError(
      'argument',
      notAValueType(typeof name === 'string' ? JSON.stringify(name) : describeValue(name)),
    );
  }
  return type;
}

/** A type with canonical ids in words: where it names a type, by what that is. */
export function typeInWords({ types }: Store, type: ValType): string {
  return formatValType(type, (id) => {
    const { composite } = types.get(id);
    return composite.kind === 'func' ? funcInWords(composite) : composite.kind;
  });
}

/** Types within are named by their kind alone, for types may be recursive. */
function funcInWords({ params, results }: FuncType): string {
  const typed = (): string => 'type';
  return `(func ${formatResultType(params, typed)} -> ${formatResultType(results, typed)})`;
}
