import { MALFORMED_TEXT } from '@softwasm/syntax';
import { CHARACTER, DIGIT, IDCHAR, LOWER, SPACE } from './characters.ts';
import { lookUpKeyword } from './keywords.ts';
import { classifyNumber, smallNat } from './number-token.ts';
import { type BrokenString, scanString, stringBytes } from './string-literal.ts';
import { HASH_SEED, hashByte, SymbolTable } from './symbol-table.ts';
import {
  ALIGN,
  type Annotation,
  END,
  ERROR,
  ID,
  KEYWORD,
  LEFT,
  type LexicalError,
  NAT,
  OFFSET,
  RESERVED,
  RIGHT,
  STRING,
  type Tokens,
} from './token.ts';
import { decodeUtf8, sequenceLength } from './utf8.ts';

const QUOTE = 0x22;
const DOLLAR = 0x24;
const OPEN = 0x28;
const CLOSE = 0x29;
const SEMICOLON = 0x3b;
const AT = 0x40;

/** Annotations that are kept; what the others say is nobody's business. */
const KNOWN_ANNOTATIONS: ReadonlySet<string> = new Set(['custom', 'name', 'metadata.code.branch_hint']);

const STRING_ERRORS: Readonly<Record<BrokenString['kind'], string>> = {
  unclosed: MALFORMED_TEXT.unclosedString,
  character: MALFORMED_TEXT.illegalCharacter,
  utf8: MALFORMED_TEXT.utf8,
};

/**
 * Splits a text into tokens (§6.3). It never throws: where the text breaks, the tokens end with one that says why, so that an earlier error of syntax
 * is reported first.
 *
 * @see https://webassembly.github.io/spec/core/text/lexical.html
 */
export function tokenize(source: Uint8Array, symbols: SymbolTable = new SymbolTable()): Tokens {
  return new Lexer(source, symbols).run();
}

class Lexer {
  private readonly source: Uint8Array;
  private readonly symbols: SymbolTable;
  private at = 0;
  private kinds: Uint8Array<ArrayBuffer>;
  private starts: Int32Array<ArrayBuffer>;
  private ends: Int32Array<ArrayBuffer>;
  private values: Int32Array<ArrayBuffer>;
  private count = 0;
  /** Indices of the parentheses that are open. */
  private readonly open: number[] = [];
  private readonly annotations: Annotation[] = [];
  private error: LexicalError | undefined;
  /** What the last call of `scan` found. */
  private start = 0;
  private value = 0;
  /** Whether it scans the inside of an annotation. */
  private nested = false;

  constructor(source: Uint8Array, symbols: SymbolTable) {
    this.source = source;
    this.symbols = symbols;
    const capacity = (source.length >> 2) + 16;
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.values = new Int32Array(capacity);
  }

  run(): Tokens {
    for (;;) {
      const kind = this.scan();
      const index = this.count;
      if (kind === LEFT) this.open.push(index);
      else if (kind === RIGHT) {
        const left = this.open.pop();
        if (left !== undefined) this.values[left] = index;
      }
      this.push(kind);
      if (kind === ERROR) {
        this.start = this.at = this.source.length;
        this.push(END);
        break;
      }
      if (kind === END) break;
    }
    const last = this.count - (this.error === undefined ? 1 : 2);
    for (const left of this.open) this.values[left] = last;
    const { source, symbols, count, kinds, starts, ends, values, annotations, error } = this;
    const tokens = { source, symbols, count, kinds, starts, ends, values, annotations };
    return error === undefined ? tokens : { ...tokens, error };
  }

  private push(kind: number): void {
    const index = this.count++;
    if (index === this.kinds.length) this.grow();
    this.kinds[index] = kind;
    this.starts[index] = this.start;
    this.ends[index] = this.at;
    this.values[index] = this.value;
  }

  private grow(): void {
    const capacity = this.count * 2;
    const kinds = new Uint8Array(capacity);
    kinds.set(this.kinds);
    this.kinds = kinds;
    const widen = (array: Int32Array): Int32Array<ArrayBuffer> => {
      const wider = new Int32Array(capacity);
      wider.set(array);
      return wider;
    };
    this.starts = widen(this.starts);
    this.ends = widen(this.ends);
    this.values = widen(this.values);
  }

  private fail(reason: string, offset: number): number {
    this.error = { reason, offset };
    this.start = offset;
    this.value = 0;
    return ERROR;
  }

  /** Reads the next token; says its kind and sets `start`, `at` and `value`. */
  private scan(): number {
    const { source } = this;
    const end = source.length;
    for (;;) {
      if (this.at >= end) {
        this.start = end;
        return END;
      }
      const byte = source[this.at] as number;
      const character = CHARACTER[byte] as number;
      if ((character & SPACE) !== 0) {
        this.at++;
        continue;
      }
      this.start = this.at;
      this.value = 0;
      if ((character & IDCHAR) !== 0) return this.scanWord(byte, character);
      const next = this.at + 1 < end ? (source[this.at + 1] as number) : 0;
      if (byte === OPEN) {
        if (next !== SEMICOLON && (next !== AT || this.nested)) {
          this.at++;
          return LEFT;
        }
        if (next === SEMICOLON ? this.skipBlockComment() : this.skipAnnotation()) continue;
        return ERROR;
      }
      if (byte === CLOSE) {
        this.at++;
        return RIGHT;
      }
      if (byte === QUOTE) return this.scanStringToken();
      if (byte === SEMICOLON && next === SEMICOLON) {
        if (this.skipLineComment()) continue;
        return ERROR;
      }
      return this.scanOther(byte);
    }
  }

  /** What starts with a character that may stand in an identifier. */
  private scanWord(first: number, character: number): number {
    const { source } = this;
    const end = source.length;
    const start = this.at;
    let at = start + 1;
    let hash = HASH_SEED;
    for (; at < end; at++) {
      const byte = source[at] as number;
      if (((CHARACTER[byte] as number) & IDCHAR) === 0) break;
      hash = hashByte(hash, byte);
    }
    this.at = at;
    if (at < end && source[at] === QUOTE) {
      const quoted = this.scanGlued(first === DOLLAR && at === start + 1);
      if (quoted !== 0) return quoted;
    }
    if ((character & LOWER) !== 0) return this.classifyWord(start, at, hash);
    if (first === DOLLAR) {
      if (at === start + 1) return this.fail(MALFORMED_TEXT.emptyIdentifier, start);
      this.value = this.symbols.intern(source, start + 1, at, hash);
      return ID;
    }
    if ((character & DIGIT) !== 0) {
      // Most numbers are short.
      const small = smallNat(source, start, at);
      if (small >= 0) {
        this.value = small;
        return NAT;
      }
    }
    this.value = -1;
    return classifyNumber(source, start, at);
  }

  private classifyWord(start: number, end: number, hash: number): number {
    const { source } = this;
    const keyword = lookUpKeyword(source, start, end, hash);
    if (keyword >= 0) {
      this.value = keyword;
      return KEYWORD;
    }
    if (startsWith(source, start, end, 'offset=')) return this.classifyMemarg(OFFSET, start + 7, end);
    if (startsWith(source, start, end, 'align=')) return this.classifyMemarg(ALIGN, start + 6, end);
    return classifyNumber(source, start, end);
  }

  private classifyMemarg(kind: number, start: number, end: number): number {
    if (classifyNumber(this.source, start, end) !== NAT) return RESERVED;
    this.value = smallNat(this.source, start, end);
    return kind;
  }

  /**
   * A string follows a word without a space between them: a quoted identifier after `$`, else a reserved token. Returns 0 where it is no
   * string, which then is the next token's affair.
   */
  private scanGlued(identifier: boolean): number {
    const { source } = this;
    const quote = this.at;
    const after = scanString(source, quote);
    if (typeof after !== 'number') return 0;
    this.at = after;
    if (this.skipGlue() || !identifier) return RESERVED;
    const bytes = stringBytes(source, quote, after);
    if (bytes.length === 0) return this.fail(MALFORMED_TEXT.emptyIdentifier, this.start);
    if (decodeUtf8(bytes) === undefined) return this.fail(MALFORMED_TEXT.utf8, this.start);
    let hash = HASH_SEED;
    for (let i = 0; i < bytes.length; i++) hash = hashByte(hash, bytes[i] as number);
    this.value = this.symbols.intern(bytes, 0, bytes.length, hash);
    return ID;
  }

  private scanStringToken(): number {
    const after = scanString(this.source, this.at);
    if (typeof after !== 'number') return this.fail(STRING_ERRORS[after.kind], after.at);
    this.at = after;
    return this.skipGlue() ? RESERVED : STRING;
  }

  /** Skips words and strings that follow without a space; says whether there were any. */
  private skipGlue(): boolean {
    const { source } = this;
    const start = this.at;
    while (this.at < source.length) {
      const byte = source[this.at] as number;
      if (((CHARACTER[byte] as number) & IDCHAR) !== 0) this.at++;
      else if (byte === QUOTE) {
        const after = scanString(source, this.at);
        if (typeof after !== 'number') break;
        this.at = after;
      } else break;
    }
    return this.at > start;
  }

  /** Punctuation that is reserved, or a character that may stand in strings and comments alone. */
  private scanOther(byte: number): number {
    // , ; [ ] { }
    if (byte === 0x2c || byte === SEMICOLON || byte === 0x5b || byte === 0x5d || byte === 0x7b || byte === 0x7d) {
      this.at++;
      return RESERVED;
    }
    const valid = sequenceLength(this.source, this.at, this.source.length) > 0;
    return this.fail(valid ? MALFORMED_TEXT.illegalCharacter : MALFORMED_TEXT.utf8, this.at);
  }

  private skipLineComment(): boolean {
    const { source } = this;
    const end = source.length;
    let at = this.at + 2;
    while (at < end) {
      const byte = source[at] as number;
      if (byte === 0x0a || byte === 0x0d) break;
      if (byte < 0x80) at++;
      else {
        const length = sequenceLength(source, at, end);
        if (length === 0) {
          this.fail(MALFORMED_TEXT.utf8, at);
          return false;
        }
        at += length;
      }
    }
    this.at = at;
    return true;
  }

  /** Skips `(; … ;)`, nested to any depth. */
  private skipBlockComment(): boolean {
    const { source } = this;
    const end = source.length;
    const start = this.at;
    let depth = 1;
    let at = start + 2;
    while (at < end) {
      const byte = source[at] as number;
      if (byte === SEMICOLON && at + 1 < end && source[at + 1] === CLOSE) {
        at += 2;
        if (--depth === 0) {
          this.at = at;
          return true;
        }
      } else if (byte === OPEN && at + 1 < end && source[at + 1] === SEMICOLON) {
        at += 2;
        depth++;
      } else if (byte < 0x80) at++;
      else {
        const length = sequenceLength(source, at, end);
        if (length === 0) {
          this.fail(MALFORMED_TEXT.utf8, at);
          return false;
        }
        at += length;
      }
    }
    this.fail(MALFORMED_TEXT.unclosedComment, start);
    return false;
  }

  /** Skips `(@id …)`: any tokens, with balanced parentheses. Annotations within it are skipped by the scanning of its tokens. */
  private skipAnnotation(): boolean {
    const start = this.at;
    const id = this.scanAnnotationId();
    if (id === undefined) return false;
    const bodyStart = this.at;
    let depth = 1;
    this.nested = true;
    // An annotation inside this one is text like all the rest of it: what `scan` recurses into is counted here instead.
    for (;;) {
      if (this.atAnnotation()) {
        if (this.scanAnnotationId() === undefined) return false;
        depth++;
        continue;
      }
      const kind = this.scan();
      if (kind === LEFT) depth++;
      else if (kind === RIGHT) {
        if (--depth === 0) break;
      } else if (kind === END) {
        this.fail(MALFORMED_TEXT.unclosedAnnotation, start);
        return false;
      } else if (kind === ERROR) return false;
    }
    this.nested = false;
    if (KNOWN_ANNOTATIONS.has(id)) {
      this.annotations.push({ id, start, bodyStart, bodyEnd: this.at - 1, token: this.count });
    }
    return true;
  }

  /** Whether, white space and comments aside, an annotation comes next. Inside of another one, `(@` alone is no error. */
  private atAnnotation(): boolean {
    const { source } = this;
    for (;;) {
      const byte = this.at < source.length ? (source[this.at] as number) : 0;
      if (((CHARACTER[byte] as number) & SPACE) !== 0) this.at++;
      else {
        const next = this.at + 1 < source.length ? (source[this.at + 1] as number) : 0;
        if (byte === OPEN && next === AT) {
          const id = this.at + 2 < source.length ? (source[this.at + 2] as number) : 0;
          return ((CHARACTER[id] as number) & IDCHAR) !== 0 || id === QUOTE;
        }
        if (byte === OPEN && next === SEMICOLON) {
          if (!this.skipBlockComment()) return false;
        } else if (byte === SEMICOLON && next === SEMICOLON) {
          if (!this.skipLineComment()) return false;
        } else return false;
      }
    }
  }

  /** Reads `(@id` and says what its id is; `undefined`, with an error, where there is none. */
  private scanAnnotationId(): string | undefined {
    const { source } = this;
    const start = this.at;
    let at = start + 2;
    while (at < source.length && ((CHARACTER[source[at] as number] as number) & IDCHAR) !== 0) at++;
    this.at = at;
    if (at > start + 2) return decodeUtf8(source, start + 2, at);
    const after = source[at] === QUOTE ? scanString(source, at) : at;
    if (typeof after !== 'number' || after <= at + 2) {
      this.fail(MALFORMED_TEXT.emptyAnnotation, start);
      return undefined;
    }
    this.at = after;
    const id = decodeUtf8(stringBytes(source, at, after));
    if (id === undefined) this.fail(MALFORMED_TEXT.utf8, at);
    return id;
  }
}

function startsWith(source: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start < text.length) return false;
  for (let i = 0; i < text.length; i++) if (source[start + i] !== text.charCodeAt(i)) return false;
  return true;
}
