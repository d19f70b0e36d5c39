import { INSTRUCTION_ID } from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { KEYWORD } from '../src/lexer/keywords.ts';
import { tokenize } from '../src/lexer/lexer.ts';
import * as kinds from '../src/lexer/token.ts';
import { decodeUtf8, encodeUtf8 } from '../src/lexer/utf8.ts';

const NAMES = new Map(Object.entries(kinds).map(([name, kind]) => [kind, name]));

/** Kinds and texts of all tokens but the last. */
function scan(source: string | Uint8Array): string[] {
  const bytes = typeof source === 'string' ? encodeUtf8(source) : source;
  const tokens = tokenize(bytes);
  const out: string[] = [];
  for (let i = 0; i < tokens.count - 1; i++) {
    const text = decodeUtf8(bytes, tokens.starts[i], tokens.ends[i]);
    out.push(
      tokens.kinds[i] === kinds.ERROR
        ? `ERROR ${tokens.error?.reason}`
        : `${NAMES.get(tokens.kinds[i] as number)} ${text}`,
    );
  }
  return out;
}

describe('tokens', () => {
  it('end with the end', () => {
    const tokens = tokenize(encodeUtf8(' \n'));
    expect([tokens.count, tokens.kinds[0], tokens.starts[0]]).toEqual([1, kinds.END, 2]);
  });

  it.each([
    ['0', 'NAT'],
    ['12_345', 'NAT'],
    ['0xaF_0', 'NAT'],
    ['+1', 'INT'],
    ['-0x1', 'INT'],
    ['1.', 'FLOAT'],
    ['1.5e-3', 'FLOAT'],
    ['1E10', 'FLOAT'],
    ['0x1.8p3', 'FLOAT'],
    ['-0x.8p3', 'RESERVED'],
    ['inf', 'FLOAT'],
    ['-nan:0x1_2', 'FLOAT'],
    ['nan:0x', 'RESERVED'],
    ['1__0', 'RESERVED'],
    ['1_', 'RESERVED'],
    ['_1', 'RESERVED'],
    ['0x', 'RESERVED'],
    ['1e', 'RESERVED'],
    ['0x1e+', 'RESERVED'],
    ['.5', 'RESERVED'],
    ['1a', 'RESERVED'],
    ['+', 'RESERVED'],
    ['$x', 'ID'],
    ["$!#$%&'*+-./:<=>?@\\^_`|~", 'ID'],
    ['$"a b"', 'ID'],
    ['i32.add', 'KEYWORD'],
    ['i32.wrap/i64', 'RESERVED'],
    ['get_local', 'RESERVED'],
    ['offset=10', 'OFFSET'],
    ['offset=0x', 'RESERVED'],
    ['align=8', 'ALIGN'],
    ['align=-1', 'RESERVED'],
    ['"a\\"b\\00\\u{10_ffff}"', 'STRING'],
    ['a"b"', 'RESERVED'],
    ['"a"b', 'RESERVED'],
    ['"a""b"', 'RESERVED'],
    ['$a"b"', 'RESERVED'],
    ['$"a"b', 'RESERVED'],
    [',', 'RESERVED'],
    ['[', 'RESERVED'],
  ])('%s is %s', (text, kind) => {
    expect(scan(text)).toEqual([`${kind} ${text}`]);
  });

  it('need no space around parentheses and comments', () => {
    expect(scan('(func(;c;)$f)"s"(;(;nested;);)nop;;end\n1')).toEqual([
      'LEFT (',
      'KEYWORD func',
      'ID $f',
      'RIGHT )',
      'STRING "s"',
      'KEYWORD nop',
      'NAT 1',
    ]);
  });

  it('know where parentheses close', () => {
    const { values } = tokenize(encodeUtf8('(()) ('));
    expect([values[0], values[1], values[4]]).toEqual([3, 2, 5]);
  });

  it('have one symbol for an identifier, quoted or not', () => {
    const { values, symbols } = tokenize(encodeUtf8('$abc $"abc" $"\\61bc" $abd $"\\u{1f600}"'));
    expect([values[1], values[2]]).toEqual([values[0], values[0]]);
    expect(values[3]).not.toBe(values[0]);
    expect(symbols.name(values[4] as number)).toBe('😀');
  });

  it('keep thousands of identifiers apart', () => {
    const ids = Array.from({ length: 5000 }, (_, i) => `$id${i}`);
    const { values, symbols } = tokenize(encodeUtf8([...ids, ...ids].join(' ')));
    ids.forEach((id, i) => {
      expect(values[i]).toBe(values[i + ids.length]);
      expect(`$${symbols.name(values[i] as number)}`).toBe(id);
    });
  });

  it('have all mnemonics as keywords', () => {
    const { kinds: found, values } = tokenize(encodeUtf8('i64.atomic.rmw32.cmpxchg_u then ref.test'));
    expect([...found.subarray(0, 3)]).toEqual([kinds.KEYWORD, kinds.KEYWORD, kinds.KEYWORD]);
    const ids = [INSTRUCTION_ID['i64.atomic.rmw32.cmpxchg_u'], KEYWORD.then, INSTRUCTION_ID['ref.test']];
    expect([...values.subarray(0, 3)]).toEqual(ids);
  });

  it('nest comments and parentheses to any depth', () => {
    const depth = 200_000;
    expect(scan(`${'(;'.repeat(depth)}${';)'.repeat(depth)}1`)).toEqual(['NAT 1']);
    expect(scan(`${'('.repeat(depth)}${')'.repeat(depth)}`)).toHaveLength(2 * depth);
    expect(scan(`${'(@a '.repeat(depth)}${')'.repeat(depth)}1`)).toEqual(['NAT 1']);
  });
});

describe('lexical errors', () => {
  it.each([
    ['"abc', 'unclosed string'],
    ['"abc\n"', 'unclosed string'],
    ['"\t"', 'illegal character'],
    ['"\\x"', 'illegal character'],
    ['"\\u{d800}"', 'illegal character'],
    ['"\\u{110000}"', 'illegal character'],
    ['"\\u{}"', 'illegal character'],
    ['\u0001', 'illegal character'],
    ['é', 'illegal character'],
    ['$', 'empty identifier'],
    ['$""', 'empty identifier'],
    ['$"\\ff"', 'malformed UTF-8 encoding'],
    ['(; ', 'unclosed comment'],
    ['(; (; ;)', 'unclosed comment'],
    ['(@)', 'empty annotation id'],
    ['(@"")', 'empty annotation id'],
    ['(@"\\ff")', 'malformed UTF-8 encoding'],
    ['(@a (b)', 'unclosed annotation'],
    ['(@a "b)', 'unclosed string'],
    ['(@a $)', 'empty identifier'],
  ])('%s: %s', (text, reason) => {
    const found = scan(text);
    expect(found[found.length - 1]).toBe(`ERROR ${reason}`);
  });

  it.each([
    [0x80],
    [0xc0, 0x80],
    [0xc1, 0xbf],
    [0xe0, 0x9f, 0xbf],
    [0xed, 0xa0, 0x80],
    [0xf0, 0x8f, 0xbf, 0xbf],
    [0xf4, 0x90, 0x80, 0x80],
    [0xf5, 0x80, 0x80, 0x80],
    [0xe2, 0x82],
  ])('%s %s %s %s is no UTF-8, wherever it stands', (...bytes) => {
    const text = (before: string, after: string) =>
      Uint8Array.from([...encodeUtf8(before), ...bytes, ...encodeUtf8(after)]);
    for (const source of [text('', ''), text('"', '"'), text(';;', ''), text('(;', ';)'), text('(@a ', ')')]) {
      expect(scan(source).pop()).toBe('ERROR malformed UTF-8 encoding');
    }
  });
});

describe('UTF-8', () => {
  it('goes both ways', () => {
    for (const text of ['', 'a', 'é', '漢', '😀', '\u{10ffff}', `${'x'.repeat(9999)}é`.repeat(3)]) {
      expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text));
      expect(decodeUtf8(encodeUtf8(text))).toBe(text);
    }
    expect(encodeUtf8('\ud800a')).toEqual(new TextEncoder().encode('\ud800a'));
  });
});
