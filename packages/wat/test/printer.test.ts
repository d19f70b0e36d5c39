import { decodeModule } from '@softwasm/decoder';
import { ALL_FEATURES, type LocalRun, type Module, type NameSection, NO_NAMES } from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { fuzzModule, randomNumbers } from '../../../test-support/fuzz-module.ts';
import {
  type ParsedModule,
  type PrintOptions,
  parseModule,
  printFunction,
  printInstructions,
  printModule,
  writeModule,
} from '../src/index.ts';
import { f32Literal, f64Literal } from '../src/printer/numbers.ts';
import { comparable } from './comparable.ts';
import { listScripts, readScript, SUITE, textModules } from './suite.ts';

function parse(text: string): ParsedModule {
  return parseModule(text, { features: ALL_FEATURES });
}

/** A module whose runs of locals are as text makes them: consecutive ones of a type are one. */
function withJoinedLocals(module: Module): Module {
  const join = (locals: readonly LocalRun[]): LocalRun[] => {
    const runs: { count: number; type: number }[] = [];
    for (const { count, type } of locals) {
      const last = runs[runs.length - 1];
      if (last?.type === type) last.count += count;
      else if (count > 0) runs.push({ count, type });
    }
    return runs;
  };
  const funcs = module.funcs.map((func) => {
    const { locals, expr } = func.body();
    return { ...func, type: func.type, body: () => ({ locals: join(locals), expr }) };
  });
  return { ...module, funcs };
}

/** Prints a module in every way there is, and parses it again. */
function roundTrip(module: Module, names?: NameSection): void {
  const expected = comparable(withJoinedLocals(module));
  const ways: PrintOptions[] = [{}, { folded: true }, { offsets: true, indent: '' }];
  if (names !== undefined) ways.push({ names }, { names, folded: true });
  for (const options of ways) {
    const text = printModule(module, options);
    expect(comparable(parse(text).module), text.length < 5000 ? text : `${Object.keys(options)}`).toBe(expected);
  }
}

const EXAMPLE = `(module $m
  (type $sig (func (param i32 f64) (result i32)))
  (rec
    (type $s (sub (struct (field $x (mut i32)) (field i8))))
    (type $t (sub final $s (struct (field (mut i32)) (field i8) (field (ref null $s))))))
  (import "env" "say" (func $say (param i32)))
  (table $t 3 funcref) (memory i64 1 2) (global $g (mut f32) (f32.const nan:0x12345)) (tag $e (param i32))
  (elem (i32.const 1) $f $say) (data $d (i64.const 0) "a\\"b\\ff") (data "passive")
  (func $f (export "f") (param $a i32) (param $b f64) (result i32) (local $i i32) (local f32 f32)
    block $out loop $again
      local.get $i i32.const 10 i32.ge_s br_if $out
      local.get $i i32.const 1 i32.add local.set $i
      local.get $a (@metadata.code.branch_hint "\\01") if $c (result i32) i32.const 1 else i32.const 2 end drop
      br $again
    end end
    local.get $a i64.const 3 i32.load offset=8 align=1 i32.mul))`;

describe('the printer', () => {
  it('prints one instruction a line', () => {
    const { module, names, branchHints } = parse(EXAMPLE);
    expect(printModule(module, { names, branchHints })).toMatchSnapshot();
    expect(printModule(module)).toMatchSnapshot();
  });

  it('folds', () => {
    const { module, names, branchHints } = parse(EXAMPLE);
    expect(printModule(module, { names, branchHints, folded: true })).toMatchSnapshot();
  });

  it('prints what comes back the same: names and branch hints, too', () => {
    const { module, names, branchHints } = parse(EXAMPLE);
    roundTrip(module, names);
    const again = parse(printModule(module, { names, branchHints }));
    expect(again.names).toEqual(names);
    expect([...again.branchHints]).toEqual([...branchHints]);
    expect(branchHints.size).toBe(1);
  });

  it('prints single functions', () => {
    const { module, names } = parse(EXAMPLE);
    expect(printFunction(module, 0, { names })).toBe('(import "env" "say" (func $say (type 3) (param i32)))');
    expect(printFunction(module, 1, { names })).toMatch(/^\(func \$f \(type \$sig\) .*i32\.mul\)$/s);
    expect(printFunction(module, 2)).toBe('');
    expect(printInstructions(module, 1).split('\n').slice(0, 3)).toEqual([
      'block (;@1;)',
      '  loop (;@2;)',
      '    local.get 2',
    ]);
    expect(printInstructions(module, 0)).toBe('');
  });

  it('tells the offsets of instructions', () => {
    const module = decodeModule(
      Uint8Array.of(
        0,
        0x61,
        0x73,
        0x6d,
        1,
        0,
        0,
        0,
        1,
        4,
        1,
        0x60,
        0,
        0,
        3,
        2,
        1,
        0,
        10,
        7,
        1,
        5,
        0,
        0x41,
        7,
        0x1a,
        0x0b,
      ),
    );
    expect(printInstructions(module, 0, { offsets: true })).toBe('(;0x00017;) i32.const 7\n(;0x00019;) drop');
  });

  it('hands large modules out in chunks', () => {
    const module = parse(`(func ${'nop '.repeat(50_000)})`).module;
    const chunks: string[] = [];
    writeModule((chunk) => chunks.push(chunk), module);
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks.join('')).toBe(printModule(module));
  });
});

describe('what is printed parses again as what it was', () => {
  it.each([
    ['an empty module', ''],
    [
      'memory arguments',
      '(memory 1) (memory 1) (func i32.const 0 v128.load8_lane 1 offset=3 7 v128.store64_lane align=2 1 drop)',
    ],
    [
      'optional indices',
      '(table 1 funcref) (table 1 funcref) (elem func) (memory 1) (memory 1) (data "") (func table.copy 0 1 table.copy table.init 1 0 table.init 0 memory.init 1 0 memory.copy 1 0 memory.size 1 table.get 1 call_indirect 1 (param i32))',
    ],
    [
      'block types',
      '(type $t (func (param i32) (result i32))) (type (func)) (func block (type 1) end block (type $t) end block (result i32) end block (param i32) end loop (result i32 i64) end)',
    ],
    ['an empty else', '(func i32.const 0 if else end i32.const 0 if end)'],
    [
      'handlers',
      '(tag $e) (func block try_table (catch $e 0) (catch_ref $e 1) (catch_all 0) (catch_all_ref 0) end end)',
    ],
    [
      'legacy handlers',
      '(tag $e) (func try try nop delegate 0 catch $e rethrow 0 catch $e catch_all nop end try end try catch_all end)',
    ],
    [
      'casts',
      '(type $s (struct)) (func block local.get 0 br_on_cast 0 anyref (ref $s) br_on_cast_fail 0 (ref null any) (ref null $s) ref.test (ref null i31) ref.cast (ref (exact $s)) drop end)',
    ],
    ['selections', '(func select select (result i32) select (result (ref null func)) select (result))'],
    [
      'constants',
      '(func i32.const -2147483648 i64.const 9223372036854775807 i64.const -5000000000 f32.const -0 f64.const -inf f64.const nan:0xfffffffffffff f32.const -nan v128.const i64x2 1 -2 f64.const 5e-324)',
    ],
    ['shuffles', '(func i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31)'],
    [
      'types',
      '(rec) (rec (type (func))) (type (sub (array (mut i8)))) (rec (type $a (descriptor $b) (struct)) (type $b (describes $a) (struct (field (ref (exact $a))))))',
    ],
    [
      'memory and table types',
      '(memory i64 1 2) (memory 1 1 shared) (memory 0 (pagesize 1)) (table i64 1 externref) (table 1 2 (ref func) (ref.func 0)) (func)',
    ],
    [
      'imports',
      '(import "\\u{202e}\\"\\\\" "\\00\\7f" (func (exact (type 0)))) (import "" "😀" (tag (param i32))) (import "a" "b" (global (mut i64))) (type (func))',
    ],
    [
      'segments',
      '(table 1 funcref) (table 1 externref) (func $f) (elem declare func $f) (elem func $f $f) (elem (table 1) (i32.const 0) externref (ref.null extern)) (elem funcref (item ref.func $f) (item nop nop)) (elem (offset nop i32.const 1) func) (memory 1) (data (memory 0) (offset) "x")',
    ],
    [
      'custom sections',
      '(@custom "a" "x\\00") (@custom "a" (before first) "1") (@custom "a" (after func) "2") (@custom "b" (before code) "3") (func)',
    ],
    ['indices that are too large', '(func (type 99) call 4294967295 block (type 77) end br 99)'],
    ['a multi-value condition', '(func (param i32) local.get 0 i32.const 0 if (param i32) drop end)'],
  ])('%s', (_, fields) => {
    const { module, names } = parse(fields);
    roundTrip(module, names);
  });

  it('modules of a generator', () => {
    for (const seed of [1, 2, 3, 4]) roundTrip(decodeModule(fuzzModule(seed, 8000), { features: ALL_FEATURES }));
  });

  it('blocks and operands nested very deep', () => {
    const depth = 100_000;
    roundTrip(parse(`(func ${'block '.repeat(depth)}${'end '.repeat(depth)})`).module);
    roundTrip(parse(`(func (result i32) i32.const 0 ${'i32.eqz '.repeat(depth)})`).module);
  });

  it('floating-point numbers, bit by bit', () => {
    const random = randomNumbers(5);
    const words = Array.from({ length: 4000 }, (_, i) => {
      const word = random() | 0;
      // Subnormal numbers, NaNs and powers of two among the others.
      return [word & 0x807fffff, word | 0x7f800000, word & 0xff800000, word][i % 4] as number;
    });
    const { funcs } = parse(`(func ${words.map((bits) => `f32.const ${f32Literal(bits)}`).join(' ')})`).module;
    const singles = funcs[0]?.body().expr.code as Int32Array;
    expect(words.map((_, i) => singles[3 * i + 2])).toEqual(words);
    const pairs = words.map((word, i) => [words[i ^ 1] as number, (word >> (3 * (i & 1))) | 0] as const);
    const doubles = parse(`(func ${pairs.map(([low, high]) => `f64.const ${f64Literal(low, high)}`).join(' ')})`);
    const code = doubles.module.funcs[0]?.body().expr.code as Int32Array;
    expect(pairs.map((_, i) => [code[4 * i + 2], code[4 * i + 3]])).toEqual(pairs);
  });
});

describe('names', () => {
  const { module } = parse('(func (param i32) (local i32 i32)) (func call 0 call 1) (memory 1)');

  it('that are alike, empty or no identifiers are told apart, and kept', () => {
    const names: NameSection = {
      ...NO_NAMES,
      functions: new Map([
        [0, 'f'],
        [1, 'f'],
      ]),
      locals: new Map([
        [
          0,
          new Map([
            [0, 'a b'],
            [1, '(;'],
            [2, '(;'],
          ]),
        ],
      ]),
      memories: new Map([[0, '']]),
    };
    const text = printModule(module, { names });
    expect(text).toContain('(func $f (type 0) (param $"a b" i32)');
    expect(text).toContain('(local $"(;" i32)');
    expect(text).toContain('(local $"(;#1" (@name "(;") i32)');
    expect(text).toContain('(func $f#1 (@name "f")');
    expect(text).toContain('call $f#1');
    const again = parse(text);
    expect(comparable(again.module)).toBe(comparable(module));
    expect(again.names).toEqual(names);
  });

  it('of labels that are shadowed give way to numbers', () => {
    const { module: shadowing, names } = parse('(func block $l block $l br $l br 1 end br $l end)');
    const text = printModule(shadowing, { names });
    expect(text.match(/br .*/g)).toEqual(['br $l', 'br 1 (;@1;)', 'br $l']);
    roundTrip(shadowing, names);
  });

  it('stand in for the name section', () => {
    const custom = { name: 'name', bytes: Uint8Array.of(0, 2, 1, 0x6d), after: 'data', offset: 0 } as const;
    const named: Module = { ...module, customs: [custom] };
    expect(printModule(named)).toContain('(@custom "name" (after data) "\\00\\02\\01m")');
    expect(printModule(named, { names: { ...NO_NAMES, module: 'm' } })).not.toContain('@custom');
  });
});

if (SUITE !== undefined) {
  const suite = SUITE;
  it('prints every text of the official test suite as what it was', () => {
    let count = 0;
    for (const file of listScripts(suite)) {
      for (const { module: text } of textModules(readScript(suite, file).commands)) {
        let parsed: ParsedModule;
        try {
          parsed = text.parse();
        } catch {
          continue;
        }
        count++;
        const expected = comparable(parsed.module);
        for (const options of [{ names: parsed.names }, { folded: true }]) {
          expect(comparable(parse(printModule(parsed.module, options)).module), file).toBe(expected);
        }
      }
    }
    expect(count).toBeGreaterThan(1000);
  }, 120_000);
}
