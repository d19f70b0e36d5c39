import { ParseError } from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { type Command, parseScript, type ResultPattern, type ScriptValue } from '../src/index.ts';

function commands(text: string): readonly Command[] {
  return parseScript(text).commands;
}

/** Commands without their places. */
function plain(text: string): unknown[] {
  return commands(text).map(({ offset: _offset, line: _line, column: _column, ...rest }) => rest);
}

function args(text: string): readonly ScriptValue[] {
  const [command] = commands(`(invoke "f" ${text})`);
  return command?.kind === 'action' && command.action.kind === 'invoke' ? command.action.args : [];
}

function results(text: string): readonly ResultPattern[] {
  const [command] = commands(`(assert_return (invoke "f") ${text})`);
  return command?.kind === 'assert_return' ? command.results : [];
}

describe('commands', () => {
  it('are actions and assertions on them', () => {
    const f = { kind: 'invoke', name: 'f', args: [] };
    expect(
      plain(`(invoke "f") (get $m "g") (assert_return (invoke $m "f" (i32.const 1)))
        (assert_trap (invoke "f") "t") (assert_exhaustion (invoke "f") "e") (assert_exception (invoke "f"))
        (register "n" $m) (register "n")`),
    ).toEqual([
      { kind: 'action', action: f },
      { kind: 'action', action: { kind: 'get', id: 'm', name: 'g' } },
      {
        kind: 'assert_return',
        action: { kind: 'invoke', id: 'm', name: 'f', args: [{ kind: 'i32', bits: 1 }] },
        results: [],
      },
      { kind: 'assert_trap', action: f, message: 't' },
      { kind: 'assert_exhaustion', action: f, message: 'e' },
      { kind: 'assert_exception', action: f },
      { kind: 'register', name: 'n', id: 'm' },
      { kind: 'register', name: 'n' },
    ]);
  });

  it('are modules of three kinds', () => {
    const [text, binary, quote, definition] = commands(`(module $m (func $f)) (module $b binary "\\00a" "sm")
      (module quote "(func" ")") (module definition $d binary "")`);
    expect(text).toMatchObject({ kind: 'module', id: 'm', definition: false, module: { kind: 'text' } });
    expect(binary).toMatchObject({ id: 'b', module: { kind: 'binary', bytes: Uint8Array.of(0, 97, 115, 109) } });
    expect(quote).toMatchObject({ module: { kind: 'quote' } });
    expect(definition).toMatchObject({ id: 'd', definition: true });
    const parsed = text?.kind === 'module' && text.module.kind === 'text' ? text.module.parse() : undefined;
    expect([parsed?.id, parsed?.names.functions]).toEqual(['m', new Map([[0, 'f']])]);
    const quoted = quote?.kind === 'module' && quote.module.kind === 'quote' ? quote.module : undefined;
    expect(quoted?.parse().module.funcs).toHaveLength(1);
    expect(new TextDecoder().decode(quoted?.source)).toBe('(func)');
  });

  it('are instances of definitions', () => {
    expect(plain('(module instance $i $m) (module instance $m) (module instance)')).toEqual([
      { kind: 'instance', id: 'i', of: 'm' },
      { kind: 'instance', of: 'm' },
      { kind: 'instance' },
    ]);
  });

  it('are assertions on modules', () => {
    const kinds = plain(`(assert_malformed (module quote "") "m") (assert_invalid (module) "m")
      (assert_malformed_custom (module quote "") "m") (assert_invalid_custom (module) "m")
      (assert_unlinkable (module) "m") (assert_trap (module) "m") (assert_unlinkable (module instance $m) "m")`);
    expect(kinds).toMatchObject([
      { kind: 'assert_malformed', message: 'm', module: { kind: 'quote' } },
      { kind: 'assert_invalid', module: { kind: 'text' } },
      { kind: 'assert_malformed_custom' },
      { kind: 'assert_invalid_custom' },
      { kind: 'assert_unlinkable', instance: { kind: 'module', module: { kind: 'text' } } },
      { kind: 'assert_uninstantiable', message: 'm' },
      { kind: 'assert_unlinkable', instance: { kind: 'instance', of: 'm' } },
    ]);
  });

  it('are threads', () => {
    const [thread, wait] =
      commands(`(thread $t (shared (module $a)) (shared (module $b)) (invoke "f") (thread (wait $x)))
      (wait $t)`);
    expect(thread).toMatchObject({
      kind: 'thread',
      id: 't',
      shared: ['a', 'b'],
      commands: [{ kind: 'action' }, { kind: 'thread', commands: [{ kind: 'wait', id: 'x', line: 1 }] }],
    });
    expect(wait).toMatchObject({ kind: 'wait', id: 't', line: 2, column: 7 });
  });

  it('know where they are', () => {
    const places = commands(' (module)\n;; é\r\n  (module (func)\n)(get "a")\r(get "b")').map(
      ({ offset, line, column }) => [offset, line, column],
    );
    expect(places).toEqual([
      [1, 1, 2],
      [19, 3, 3],
      [35, 4, 2],
      [45, 5, 1],
    ]);
  });

  it('may be the fields of one module', () => {
    const [command, ...rest] = commands(';; a\n(func $f) (export "f" (func $f))');
    expect(rest).toEqual([]);
    const module = command?.kind === 'module' && command.module.kind === 'text' ? command.module.parse() : undefined;
    expect(module?.module.exports).toHaveLength(1);
    expect(commands('')).toEqual([]);
  });

  it('do not mind malformed modules until they are parsed', () => {
    for (const text of ['(module quote "(func") (get "a")', '(module (func nop foo)) (get "a")']) {
      const [command, after] = commands(text);
      expect(after?.kind).toBe('action');
      const module = command?.kind === 'module' ? command.module : undefined;
      expect(() => (module?.kind === 'binary' ? undefined : module?.parse())).toThrow(ParseError);
    }
  });

  it.each([
    ['(modul)', 'unknown operator modul'],
    ['(func) (module)', ''],
    ['(module) (func)', 'unexpected token func'],
    ['(module) foo', 'unknown operator foo'],
    ['(module', 'unexpected token at the end of the text'],
    ['(assert_return (module))', 'unexpected token module'],
    ['(assert_trap (invoke "f"))', 'unexpected token )'],
    ['(assert_trap (module definition) "")', 'unexpected token'],
    ['(invoke "f" (ref.func))', 'unexpected token ref.func'],
    ['(invoke "f" (i32.const nan:canonical))', 'unexpected token nan:canonical'],
    ['(invoke "f" (i32.const 0x1_0000_0000))', 'constant out of range'],
    ['(thread (shared (module)))', 'unexpected token )'],
    ['(module (func "))', 'unclosed string'],
  ])('%s: %s', (text, reason) => {
    const parse = () =>
      parseScript(text).commands.map(
        (command) => command.kind === 'module' && command.module.kind === 'text' && command.module.parse(),
      );
    if (reason === '') expect(parse).toThrow('unexpected token');
    else expect(() => parseScript(text)).toThrow(reason);
  });
});

describe('constants', () => {
  it('are bits', () => {
    expect(
      args(`(i32.const -1) (i64.const 0x8000_0000_0000_0001) (f32.const -nan:0x20_0000) (f64.const -0x1p-1074)
        (v128.const i32x4 1 -1 0 0x80000000) (ref.null extern) (ref.null 3) (ref.extern 7) (ref.host 8)`),
    ).toMatchObject([
      { kind: 'i32', bits: -1 },
      { kind: 'i64', low: 1, high: -0x8000_0000 },
      { kind: 'f32', bits: 0xffa00000 | 0 },
      { kind: 'f64', low: 1, high: -0x8000_0000 },
      { kind: 'v128', words: Int32Array.of(1, -1, 0, -0x8000_0000) },
      { kind: 'ref.null' },
      { kind: 'ref.null', heap: 3 },
      { kind: 'ref.extern', value: 7 },
      { kind: 'ref.host', value: 8 },
    ]);
  });

  it('are patterns in results', () => {
    expect(
      results(`(f32.const nan:canonical) (f64.const nan:arithmetic) (f64.const nan) (v128.const f32x4 1 nan:canonical nan:arithmetic 0)
        (v128.const f64x2 nan:canonical 1) (v128.const i64x2 1 2) (ref.null) (ref.null func) (ref) (ref.eq) (ref.i31) (ref.struct) (ref.array)
        (ref.func) (ref.exn) (ref.extern) (ref.extern 1) (either (i32.const 1) (either (i32.const 2) (ref)))`),
    ).toMatchObject([
      { kind: 'f32.nan', nan: 'canonical' },
      { kind: 'f64.nan', nan: 'arithmetic' },
      { kind: 'f64', low: 0, high: 0x7ff8_0000 },
      {
        kind: 'v128.nan',
        shape: 'f32x4',
        words: Int32Array.of(0x3f80_0000, 0, 0, 0),
        nans: [undefined, 'canonical', 'arithmetic', undefined],
      },
      { kind: 'v128.nan', shape: 'f64x2', words: Int32Array.of(0, 0, 0, 0x3ff0_0000), nans: ['canonical', undefined] },
      { kind: 'v128', words: Int32Array.of(1, 0, 2, 0) },
      { kind: 'ref.null.any' },
      { kind: 'ref.null' },
      { kind: 'ref', type: 'any' },
      { kind: 'ref', type: 'eq' },
      { kind: 'ref', type: 'i31' },
      { kind: 'ref', type: 'struct' },
      { kind: 'ref', type: 'array' },
      { kind: 'ref', type: 'func' },
      { kind: 'ref', type: 'exn' },
      { kind: 'ref', type: 'extern' },
      { kind: 'ref.extern', value: 1 },
      {
        kind: 'either',
        patterns: [
          { kind: 'i32', bits: 1 },
          { kind: 'either', patterns: [{ kind: 'i32', bits: 2 }, { kind: 'ref' }] },
        ],
      },
    ]);
  });
});
