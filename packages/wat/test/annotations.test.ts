import { decodeBranchHints, decodeModule, decodeNameSection } from '@softwasm/decoder';
import { describe, expect, it } from 'vitest';
import { encodeModule, parseModule, withCustomSections } from '../src/index.ts';

describe('@custom', () => {
  it('is a section, at the end or where it says', () => {
    const { customs } = parseModule(`(module (@custom "a" "x" "\\00") (func) (@custom "b" (before first))
      (@custom "c" (after func) "c") (@custom "d" (before global)) (@custom "e" (after last)))`).module;
    expect(customs.map(({ name, after }) => [name, after])).toEqual([
      ['b', undefined],
      ['c', 'function'],
      ['d', 'tag'],
      ['a', 'data'],
      ['e', 'data'],
    ]);
    expect(customs.map(({ bytes }) => [...bytes])).toEqual([[], [99], [], [120, 0], []]);
  });

  it('may stand around the module', () => {
    const { customs } = parseModule('(@custom "a") (module (func)) (@custom "b")').module;
    expect(customs.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it.each([
    ['(@custom)', '@custom annotation: missing section name'],
    ['(@custom "\\ff")', '@custom annotation: malformed UTF-8 encoding'],
    ['(@custom "a" (on type))', '@custom annotation: malformed placement'],
    ['(@custom "a" (after function))', '@custom annotation: malformed section kind'],
    ['(@custom "a" (after type x))', '@custom annotation: unexpected token'],
    ['(@custom "a" x)', '@custom annotation: unexpected token'],
    ['(func (@custom "a"))', 'misplaced @custom annotation'],
  ])('%s: %s', (text, reason) => {
    expect(() => parseModule(text)).toThrow(reason);
  });
});

describe('@name', () => {
  it('names what stands in front of it', () => {
    const { names } = parseModule(`(module $m (@name "the module") (type $t (@name "a type") (func))
      (import "" "" (func $i (@name "j"))) (func (@name "λ") (type $t))
      (func $g (@name "h") (param $p (@name "parameter") i32)))`);
    expect(names.module).toBe('the module');
    expect(names.types).toEqual(new Map([[0, 'a type']]));
    expect(names.functions).toEqual(
      new Map([
        [0, 'j'],
        [1, 'λ'],
        [2, 'h'],
      ]),
    );
    expect(names.locals).toEqual(new Map([[2, new Map([[0, 'parameter']])]]));
  });

  it.each([
    ['(module (@name "a") (@name "b"))', '@name annotation: multiple module names'],
    ['(module (@name))', '@name annotation: string expected'],
    ['(module (@name "a" "b"))', '@name annotation: unexpected token'],
    ['(module (@name "\\ff"))', 'malformed UTF-8 encoding'],
    ['(module (func) (@name "a"))', 'misplaced @name annotation'],
    ['(func (nop (@name "a")))', 'misplaced @name annotation'],
  ])('%s: %s', (text, reason) => {
    expect(() => parseModule(text)).toThrow(reason);
  });
});

describe('@metadata.code.branch_hint', () => {
  const text = `(import "" "" (func)) (func) (func (param i32) (local f64)
    (@metadata.code.branch_hint "\\01") (if (i32.add (local.get 0) (i32.const 1)) (then
      block local.get 0 (@metadata.code.branch_hint "\\00") br_if 0 end)))`;

  it('is about the branch that follows', () => {
    const { branchHints, module } = parseModule(text);
    const hints = branchHints.get(2) ?? [];
    expect([...branchHints.keys()]).toEqual([2]);
    expect(hints.map(({ likely }) => likely)).toEqual([true, false]);
    const { code } = module.funcs[1]?.body().expr ?? { code: new Int32Array() };
    expect(hints.map(({ slot }) => text.slice(code[slot + 1]).slice(0, 2))).toEqual(['if', 'br']);
  });

  it('becomes a section with the offsets of the instructions', () => {
    const parsed = parseModule(text);
    const bytes = encodeModule(withCustomSections(parsed, { branchHints: true }));
    const module = decodeModule(bytes);
    const [section] = module.customs;
    expect([section?.name, section?.after]).toEqual(['metadata.code.branch_hint', 'function']);
    const [vector, func, count, first, one, likely, second, size, unlikely, ...rest] = section?.bytes ?? [];
    expect([vector, func, count, one, likely, size, unlikely, rest]).toEqual([1, 2, 2, 1, 1, 1, 0, []]);
    const start = module.funcs[1]?.offset ?? 0;
    expect(decodeBranchHints(module, { strict: true })).toEqual(
      new Map([
        [
          2,
          new Map([
            [start + (first ?? 0), true],
            [start + (second ?? 0), false],
          ]),
        ],
      ]),
    );
    expect([bytes[start + (first ?? 0)], bytes[start + (second ?? 0)]]).toEqual([0x04, 0x0d]);
  });

  it.each([
    ['(func (@metadata.code.branch_hint "\\02") (if (i32.const 0) (then)))', 'invalid hint value'],
    ['(func (@metadata.code.branch_hint x) (if (i32.const 0) (then)))', 'unexpected token'],
    ['(@metadata.code.branch_hint "\\00") (func)', 'not in a function'],
    ['(func (@metadata.code.branch_hint "\\00"))', 'invalid placement'],
    ['(func (@metadata.code.branch_hint "\\00") nop)', 'invalid target'],
  ])('%s: %s', (malformed, reason) => {
    expect(() => parseModule(malformed)).toThrow(`@metadata.code.branch_hint annotation: ${reason}`);
  });
});

describe('custom sections', () => {
  it('have the names, if asked for and if there are any', () => {
    const parsed = parseModule('(module $m (func $f (param $x i32)))');
    const named = withCustomSections(parsed, { names: true });
    const { module, functions, locals } = decodeNameSection(decodeModule(encodeModule(named)));
    expect([module, functions, locals]).toEqual(['m', new Map([[0, 'f']]), new Map([[0, new Map([[0, 'x']])]])]);
    expect(withCustomSections(parsed, {})).toBe(parsed.module);
    expect(withCustomSections(parseModule('(func)'), { names: true, branchHints: true }).customs).toEqual([]);
  });

  it('leave unknown annotations alone', () => {
    expect(parseModule('(@a (@custom "x") ]) (module (@b))').module.customs).toEqual([]);
  });
});
