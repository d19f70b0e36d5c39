import { MALFORMED_TEXT, ParseError, unexpectedToken, unknownOperator } from '@softwasm/syntax';
import { stringBytes, unescapeString } from './lexer/string-literal.ts';
import { END, ERROR, ID, KEYWORD, LEFT, NAT, RESERVED, RIGHT, STRING, type Tokens } from './lexer/token.ts';
import { decodeUtf8 } from './lexer/utf8.ts';
import { lineAndColumn } from './location.ts';
import { parseNat } from './numbers/integers.ts';

const LONGEST_LEXEME = 60;

/** A place among tokens, and the questions that every parser asks there. All `throws` below are {@link ParseError}s. */
export class Cursor {
  readonly tokens: Tokens;
  /** Index of the next token. */
  at: number;
  private readonly enabled: Uint8Array;

  /** `enabled` says by keyword id which keywords exist. */
  constructor(tokens: Tokens, enabled: Uint8Array, at = 0) {
    this.tokens = tokens;
    this.enabled = enabled;
    this.at = at;
  }

  get kind(): number {
    return this.tokens.kinds[this.at] as number;
  }

  /** The byte offset of the next token. */
  get offset(): number {
    return this.tokens.starts[this.at] as number;
  }

  /** The keyword that comes next, or -1. */
  get keyword(): number {
    return this.keywordAt(this.at);
  }

  /** The keyword behind the `(` that comes next, or -1 where there are no such two tokens. */
  get clause(): number {
    return this.kind === LEFT ? this.keywordAt(this.at + 1) : -1;
  }

  /** Whether this keyword comes next. */
  isKeyword(keyword: number): boolean {
    const { kinds, values } = this.tokens;
    return kinds[this.at] === KEYWORD && values[this.at] === keyword;
  }

  /** Whether `(` and this keyword come next. */
  isClause(keyword: number): boolean {
    const { kinds, values } = this.tokens;
    return kinds[this.at] === LEFT && kinds[this.at + 1] === KEYWORD && values[this.at + 1] === keyword;
  }

  /** Takes `(` and this keyword if they come next. */
  takeClause(keyword: number): boolean {
    if (!this.isClause(keyword)) return false;
    this.checkEnabled(keyword, this.at + 1);
    this.at += 2;
    return true;
  }

  /** Takes this keyword if it comes next. */
  takeKeyword(keyword: number): boolean {
    if (!this.isKeyword(keyword)) return false;
    this.checkEnabled(keyword, this.at);
    this.at++;
    return true;
  }

  /** @throws where `(` and this keyword do not come next */
  expectClause(keyword: number): void {
    this.expect(LEFT);
    this.expectKeyword(keyword);
  }

  /** @throws where this keyword does not come next */
  expectKeyword(keyword: number): void {
    if (!this.takeKeyword(keyword)) this.unexpected();
  }

  /** Takes a token of this kind. */
  take(kind: number): boolean {
    if (this.kind !== kind) return false;
    this.at++;
    return true;
  }

  /** @throws where a token of this kind does not come next */
  expect(kind: number): void {
    if (this.kind !== kind) this.unexpected();
    this.at++;
  }

  /** Whether `)` comes next. */
  isClosing(): boolean {
    return this.kind === RIGHT;
  }

  /** @throws where `)` does not come next */
  close(): void {
    if (this.kind !== RIGHT) this.unexpected();
    this.at++;
  }

  /** Takes an identifier if one comes next; its symbol, or -1. */
  optionalId(): number {
    return this.kind === ID ? (this.tokens.values[this.at++] as number) : -1;
  }

  /** Takes an unsigned 32-bit integer. */
  u32(): number {
    const value = this.tokens.values[this.at] as number;
    if (this.kind !== NAT) this.unexpected();
    this.at++;
    if (value >= 0) return value;
    const wide = this.natValue(this.at - 1, 0);
    if (wide > 0xffffffffn) this.fail(MALFORMED_TEXT.i32OutOfRange, this.at - 1);
    return Number(wide);
  }

  /** Takes an unsigned integer below 256, as lanes are counted. */
  u8(): number {
    if (this.kind !== NAT) this.unexpected();
    const value = this.tokens.values[this.at] as number;
    const wide = value >= 0 ? value : Number(this.natValue(this.at, 0));
    if (wide > 0xff) this.fail(MALFORMED_TEXT.i8OutOfRange, this.at);
    this.at++;
    return wide;
  }

  /** The unsigned integer that the token at `index` is, `skip` bytes at its front apart. */
  natValue(index: number, skip: number): bigint {
    const { source, starts, ends, values } = this.tokens;
    const small = values[index] as number;
    if (small >= 0) return BigInt(small);
    return parseNat(source, (starts[index] as number) + skip, ends[index] as number);
  }

  /** Takes a string literal that is a name: valid UTF-8. */
  name(): string {
    if (this.kind !== STRING) this.unexpected();
    const { source, starts, ends } = this.tokens;
    const name = decodeUtf8(stringBytes(source, starts[this.at] as number, ends[this.at] as number));
    if (name === undefined) throw this.error(MALFORMED_TEXT.utf8, this.at);
    this.at++;
    return name;
  }

  /** Takes all string literals that follow, concatenated. */
  bytes(): Uint8Array {
    const { source, kinds, starts, ends } = this.tokens;
    const first = this.at;
    let capacity = 0;
    while (kinds[this.at] === STRING) {
      capacity += (ends[this.at] as number) - (starts[this.at] as number);
      this.at++;
    }
    const bytes = new Uint8Array(capacity);
    let length = 0;
    for (let i = first; i < this.at; i++) {
      length = unescapeString(source, starts[i] as number, ends[i] as number, bytes, length);
    }
    return bytes.slice(0, length);
  }

  /** What the token at `index` looks like. */
  lexeme(index: number = this.at): string {
    const { source, starts, ends } = this.tokens;
    const start = starts[index] as number;
    const end = ends[index] as number;
    const text = decodeUtf8(source, start, end) ?? '';
    return text.length <= LONGEST_LEXEME ? text : `${text.slice(0, LONGEST_LEXEME)}…`;
  }

  /** @throws saying that the next token has no business here */
  unexpected(): never {
    const { kinds, error } = this.tokens;
    const kind = kinds[this.at];
    if (kind === ERROR && error !== undefined) throw this.errorAt(error.reason, error.offset);
    if (kind === RESERVED) throw this.error(unknownOperator(this.lexeme()), this.at);
    if (kind === KEYWORD) this.checkEnabled(this.keyword, this.at);
    throw this.error(unexpectedToken(kind === END ? 'at the end of the text' : this.lexeme()), this.at);
  }

  /** @throws where what comes next is no token at all: syntax comes before meaning */
  checkLexical(): void {
    const { kind } = this;
    if (kind === RESERVED || kind === ERROR) this.unexpected();
  }

  /** @throws where no feature that is on has the keyword at `index` */
  checkEnabled(keyword: number, index: number): void {
    if (this.enabled[keyword] === 0) throw this.error(unknownOperator(this.lexeme(index)), index);
  }

  /** @throws with this reason, at the token `index` */
  fail(reason: string, index: number = this.at): never {
    throw this.error(reason, index);
  }

  private error(reason: string, index: number): ParseError {
    return this.errorAt(reason, this.tokens.starts[index] as number);
  }

  errorAt(reason: string, offset: number): ParseError {
    const { line, column } = lineAndColumn(this.tokens.source, offset);
    return new ParseError(reason, offset, line, column);
  }

  private keywordAt(index: number): number {
    const { kinds, values } = this.tokens;
    return kinds[index] === KEYWORD ? (values[index] as number) : -1;
  }
}
