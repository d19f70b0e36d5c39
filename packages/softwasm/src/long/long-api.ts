import type Long from 'long';
import type {
  GlobalDescriptor,
  Reference,
  ReflectedType,
  ValueType,
  ValueTypeMap,
  WebAssemblyNamespace,
} from '../api.ts';

/** What values of a type are in JavaScript where an `i64` is a `Long`. */
export type LongValueTypeMap = Omit<ValueTypeMap, 'i64'> & { i64: Long };

export interface LongGlobal<T extends ValueType = ValueType> {
  /** Only with type reflection. */
  type?(): ReflectedType;
  value: LongValueTypeMap[T];
  valueOf(): LongValueTypeMap[T];
}

export interface LongGlobalConstructor {
  new <T extends ValueType = ValueType>(descriptor: GlobalDescriptor<T>, value?: LongValueTypeMap[T]): LongGlobal<T>;
  readonly prototype: Reference;
}

/** The namespace of `softwasm/long`: sizes and indices of memories and tables with 64-bit addresses are unsigned `Long`s, too. */
export interface LongWebAssemblyNamespace extends Omit<WebAssemblyNamespace, 'Global'> {
  readonly Global: LongGlobalConstructor;
}
