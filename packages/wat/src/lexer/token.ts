import type { SymbolTable } from './symbol-table.ts';

/*
 * Kinds of tokens (§6.3.1). Comments, white space and annotations leave no tokens.
 */

/** The end of the text. */
export const END: number = 0;
/** `(`; its value is the index of the `)` that closes it, or of the END or ERROR where none does. */
export const LEFT: number = 1;
/** `)` */
export const RIGHT: number = 2;
/** An unsigned integer; its value is the number if that is below 2^31 and was written in decimal, else -1. */
export const NAT: number = 3;
/** An integer with a sign. */
export const INT: number = 4;
/** A floating-point literal that is no integer. */
export const FLOAT: number = 5;
/** A string literal. */
export const STRING: number = 6;
/** `$name` or `$"name"`; its value is a symbol. */
export const ID: number = 7;
/** A keyword; its value is a keyword id. */
export const KEYWORD: number = 8;
/** `offset=N`; its value is N as for {@link NAT}. */
export const OFFSET: number = 9;
/** `align=N`; its value is N as for {@link NAT}. */
export const ALIGN: number = 10;
/** A sequence of characters that is no other token: "unknown operator" wherever it stands, except inside annotations. */
export const RESERVED: number = 11;
/** Where the text stopped being text: always the last token but one; `Tokens.error` says why. */
export const ERROR: number = 12;

/** An annotation that means something to us (see `annotations.ts`); all others are skipped. */
export interface Annotation {
  readonly id: string;
  /** Byte offset of its `(`. */
  readonly start: number;
  /** Byte offsets of what stands between its id and its `)`. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** Index of the token that follows it. */
  readonly token: number;
}

/** What keeps a text from being split into tokens. */
export interface LexicalError {
  readonly reason: string;
  readonly offset: number;
}

/** A text as tokens: parallel arrays, so that millions of them cost little. The last token is {@link END}. */
export interface Tokens {
  readonly source: Uint8Array;
  readonly count: number;
  readonly kinds: Uint8Array;
  /** Byte offsets where tokens start. */
  readonly starts: Int32Array;
  /** Byte offsets after their last bytes. */
  readonly ends: Int32Array;
  readonly values: Int32Array;
  readonly symbols: SymbolTable;
  readonly annotations: readonly Annotation[];
  readonly error?: LexicalError;
}
