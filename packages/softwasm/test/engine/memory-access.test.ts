import type { MemoryInstance, ModuleInstance } from '@softwasm/runtime';
import { describe, expect, test } from 'vitest';
import type { NativeExports } from '../../../../test-support/webassembly.ts';
import { memoryArray } from '../../src/engine/memory-arrays.ts';
import { asNative, callJit, callNative, jit, native, type Outcome } from './harness.ts';

/*
 * Every load and store against the host's own: at both ends of a memory, across them, unaligned, with offsets, and with addresses of every form that code
 * is generated for.
 */

const LOADS = [
  ['i32.load', ''],
  ['i32.load8_s', ''],
  ['i32.load8_u', ''],
  ['i32.load16_s', ''],
  ['i32.load16_u', ''],
  ['i64.load', ''],
  ['i64.load8_s', ''],
  ['i64.load16_u', ''],
  ['i64.load32_s', ''],
  ['f32.load', 'i32.reinterpret_f32'],
  ['f64.load', 'i64.reinterpret_f64'],
  // The low word alone.
  ['i64.load', 'i32.wrap_i64'],
  // Computed with: bits of NaNs make no difference.
  ['f64.load', 'f64.lt (f64.const 1)'],
] as const;

const STORES = [
  ['i32.store', '(local.get 1)'],
  ['i32.store8', '(local.get 1)'],
  ['i32.store16', '(local.get 1)'],
  ['i64.store', '(i64.mul (i64.extend_i32_s (local.get 1)) (i64.const 0x100000001))'],
  ['i64.store32', '(i64.extend_i32_s (local.get 1))'],
  ['f32.store', '(f32.reinterpret_i32 (local.get 1))'],
  ['f64.store', '(f64.reinterpret_i64 (i64.extend_i32_s (local.get 1)))'],
  ['f32.store', '(f32.mul (f32.convert_i32_s (local.get 1)) (f32.const 0.1))'],
  ['f64.store', '(f64.div (f64.const 1) (f64.convert_i32_s (local.get 1)))'],
  // The value loads, and may trap itself.
  ['i32.store', '(i32.load (i32.sub (local.get 1) (local.get 0)))'],
] as const;

/** Addresses, of parameter 0. */
const FORMS = [
  '(local.get 0)',
  '(i32.add (local.get 0) (i32.const 8))',
  '(i32.add (local.get 0) (i32.const 5))',
  '(i32.add (i32.shl (local.get 0) (i32.const 3)) (i32.const 24))',
  '(i32.sub (local.get 0) (local.get 1))',
  '(i32.shl (local.get 0) (i32.const 3))',
  '(i32.add (i32.shl (local.get 0) (i32.const 3)) (i32.const -16))',
  '(i32.and (i32.shl (local.get 0) (i32.const 3)) (i32.const 0x1fff8))',
  '(i32.sub (i32.mul (local.get 0) (i32.const 24)) (i32.shl (local.get 1) (i32.const 4)))',
  '(i32.or (i32.shl (local.get 0) (i32.const 4)) (i32.const 8))',
  '(i32.load8_u (local.get 0))',
  '(i32.shr_u (i32.load (local.get 0)) (local.get 1))',
];
const CONSTANTS = ['(i32.const 0)', '(i32.const 5)', '(i32.const 65532)', '(i32.const -1)'];
const OFFSETS = [2, 65_528, 0xffff_fff8];
const ARGUMENTS = [0, 1, 4, 8191, 8192, 65_524, 65_533, -1, -8, -0x80000000, 0x20000001].map(
  (address, i) => [address, i % 3 === 0 ? 3 : 0x7fc0_0001] as const,
);

interface Access {
  readonly form: string;
  readonly offset: number;
  /** Whether it is made three times. */
  readonly inLoop: boolean;
}

const accesses: readonly Access[] = [
  ...[...FORMS, ...CONSTANTS].flatMap((form) => [0, 8].map((offset) => ({ form, offset, inLoop: false }))),
  ...[FORMS[0]!, FORMS[3]!].flatMap((form) => OFFSETS.map((offset) => ({ form, offset, inLoop: false }))),
  ...FORMS.filter((form) => form.startsWith('(i32.add')).flatMap((form) =>
    [0, 8, ...OFFSETS].map((offset) => ({ form, offset, inLoop: true })),
  ),
];

/** Statements in a loop that counts to three in local 2. */
function threeTimes(body: string): string {
  return `(loop ${body} (br_if 0 (i32.lt_u (local.tee 2 (i32.add (local.get 2) (i32.const 1))) (i32.const 3))))`;
}

function loadText(
  instruction: string,
  use: string,
  { form, offset, inLoop }: Access,
  align: string,
  i: number,
): string {
  const load = `(${instruction} offset=${offset} ${align} ${form})`;
  const [operator, operand = ''] = use.split(/ (.*)/);
  const value = use === '' ? load : `(${operator} ${operand} ${load})`;
  const result = /^i32|lt$/.test(operator || instruction) ? 'i32' : 'i64';
  const body = inLoop ? `(local i32 ${result}) ${threeTimes(`(local.set 3 ${value})`)} (local.get 3)` : value;
  return `(func (export "${i}") (param i32 i32) (result ${result}) ${body})`;
}

/** A memory of a page of which every byte is another than its neighbours. */
const MEMORY = `(memory (export "memory") 1 2)
  (func $fill (local i32)
    (loop (i32.store8 (local.get 0) (i32.mul (local.get 0) (i32.const 37)))
      (br_if 0 (i32.ne (i32.const 65536) (local.tee 0 (i32.add (local.get 0) (i32.const 1)))))))
  (start $fill)`;

const module = (functions: readonly string[]): string => `(module ${MEMORY} ${functions.join('\n')})`;

/** Calls function `i` of both with all arguments. @returns where they differ */
function differences(
  ours: ModuleInstance,
  host: NativeExports,
  count: number,
  accessOf: (i: number) => Access,
): string[] {
  const found: string[] = [];
  for (let i = 0; i < count; i++) {
    for (const args of ARGUMENTS) {
      const expected = show(callNative(host, String(i), args));
      const got = show(asNative(callJit(ours, String(i), args)));
      if (got !== expected)
        found.push(`${got} instead of ${expected}: offset ${accessOf(i).offset}, ${accessOf(i).form}, of ${args}`);
    }
  }
  return found;
}

function show(outcome: Outcome): string {
  return 'trap' in outcome ? outcome.trap : String(outcome.value);
}

describe.each(['jit', 'jitless'] as const)('tuned for %s', (tune) => {
  test.each(LOADS)('%s %s', (instruction, use) => {
    const functions = accesses.map((access, i) => loadText(instruction, use, access, i % 7 === 0 ? 'align=1' : '', i));
    const text = module(functions);
    expect(differences(jit(text, { tune }), native(text), functions.length, (i) => accesses[i]!)).toEqual([]);
  });

  test.each(STORES)('%s of %s', (instruction, value) => {
    const functions = accesses.map(({ form, offset, inLoop }, i) => {
      const store = `(${instruction} offset=${offset} ${form} ${value})`;
      return `(func (export "${i}") (param i32 i32) (local i32) ${inLoop ? threeTimes(store) : store})`;
    });
    const text = module(functions);
    const ours = jit(text, { tune });
    const host = native(text);
    expect(differences(ours, host, functions.length, (i) => accesses[i]!)).toEqual([]);
    const { bytes } = ours.exports.get('memory') as MemoryInstance;
    const expected = new Uint8Array(host.memory.buffer);
    expect(bytes.findIndex((byte, i) => byte !== expected[i])).toBe(-1);
  });

  /** Stores to one base, one after the other, of one size and of several; values that read what was just stored. */
  const SEQUENCES: readonly (readonly [string, readonly string[]])[] = [
    ['words', ['i32.store offset=4 V', 'i32.store V', 'f32.store offset=12 F', 'i32.store offset=8 V']],
    ['pairs', ['i64.store offset=8 L', 'i64.store L']],
    ['bytes', ['i32.store8 V', 'i32.store8 offset=1 V', 'i32.store8 offset=2 V', 'i32.store8 offset=3 V']],
    ['sizes', ['i32.store8 V', 'i32.store V', 'f64.store offset=8 D', 'i32.store16 offset=2 V']],
    ['copies', ['i32.store offset=4 (i32.load (local.get 0))', 'i32.store offset=8 (i32.load offset=4 (local.get 0))']],
    ['floats', ['f64.store D', 'f64.store offset=8 (f64.mul (f64.load (local.get 0)) (f64.const 2))']],
  ];
  const VALUES: Readonly<Record<string, string>> = {
    V: '(i32.add (local.get 1) (i32.const 5))',
    L: '(i64.extend_i32_s (local.get 1))',
    F: '(f32.convert_i32_s (local.get 1))',
    D: '(f64.convert_i32_s (local.get 1))',
  };

  test.each(SEQUENCES)('stores one after the other are made up to the one that traps: %s', (_, stores) => {
    const body = stores.map((store) => {
      const [instruction, ...rest] = store.split(' ');
      const offset = rest[0]!.startsWith('offset') ? rest.shift()! : '';
      const value = rest.join(' ');
      return `(${instruction} ${offset} (local.get 0) ${VALUES[value] ?? value})`;
    });
    const text = module([`(func (export "f") (param i32 i32) ${body.join(' ')})`]);
    for (const address of [
      0, 1, 2, 4, 65_516, 65_520, 65_524, 65_526, 65_528, 65_531, 65_532, 65_534, 65_536, -4, -8,
    ]) {
      const ours = jit(text, { tune });
      const host = native(text);
      expect(asNative(callJit(ours, 'f', [address, 77]))).toEqual(callNative(host, 'f', [address, 77]));
      const { bytes } = ours.exports.get('memory') as MemoryInstance;
      const expected = new Uint8Array(host.memory.buffer);
      expect(
        bytes.findIndex((byte, i) => byte !== expected[i]),
        `address ${address}`,
      ).toBe(-1);
    }
  });

  test('accesses see what a memory grows to, in the middle of a function, too', () => {
    const text = `(module (memory (export "memory") 1)
      (func (export "f") (param i32) (result i32)
        (i32.store (i32.const 65532) (i32.const 7))
        (drop (memory.grow (i32.const 1)))
        (i32.store offset=4 (local.get 0) (i32.const 9))
        (i32.add (i32.load (i32.const 65532)) (i32.load offset=4 (local.get 0)))))`;
    const ours = jit(text, { tune });
    const host = native(text);
    for (const address of [65_532, 131_064, 131_068, 196_604, 262_140, -4]) {
      expect(callJit(ours, 'f', [address])).toEqual(callNative(host, 'f', [address]));
    }
  });

  /** Four stores in a loop, at addresses that only the growth before makes valid; their sum. */
  const growing = (grow: string): string => `(module (memory 1)
    (tag $t)
    (func $grow (drop (memory.grow (i32.const 1))))
    (func $grow_and_throw (call $grow) (throw $t))
    (func (export "f") (param i32) (result i32) (local $i i32) (local $sum i32) (local $p i32)
      (loop $loop
        (local.set $p (i32.add (i32.shl (local.get $i) (i32.const 16)) (local.get 0)))
        (i32.store (local.get $p) (i32.add (local.get $i) (i32.const 100)))
        (i32.store offset=4 (local.get $p) (i32.const 20))
        (i32.store8 offset=9 (local.get $p) (i32.const 30))
        (i64.store offset=16 (local.get $p) (i64.const 0x500000004))
        (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $p))))
        (local.set $sum (i32.add (local.get $sum) (i32.load offset=4 (local.get $p))))
        (local.set $sum (i32.add (local.get $sum) (i32.load8_u offset=9 (local.get $p))))
        (local.set $sum (i32.add (local.get $sum) (i32.load offset=20 (local.get $p))))
        ${grow}
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $loop (i32.lt_u (local.get $i) (i32.const 5))))
      (local.get $sum)))`;

  test.each([
    ['a call', '(call $grow)'],
    ['the instruction', '(drop (memory.grow (i32.const 1)))'],
    ['a call that throws', '(block $caught (try_table (catch $t $caught) (call $grow_and_throw)))'],
  ])('stores in a loop go to the memory that %s has made grow', (_, grow) => {
    const ours = jit(growing(grow), { tune });
    // At 65,520 the last of a turn's stores is out of bounds before the memory grows.
    expect(callJit(ours, 'f', [65_520])).toEqual({ trap: 'memory-out-of-bounds' });
    for (const address of [0, 3, 65_512]) expect(callJit(ours, 'f', [address])).toEqual({ value: 5 * 155 + 10 });
  });
});

describe('arrays over a memory', () => {
  const instance = jit('(module (memory (export "memory") 1))');
  const memory = instance.exports.get('memory') as MemoryInstance;

  test('are made once, and anew when it grows', () => {
    const before = memoryArray(memory, 4, 12);
    expect(memoryArray(memory, 4, 12)).toBe(before);
    expect(memoryArray(memory, 4, 8) === before).toBe(false);
    memory.grow(1);
    expect(memoryArray(memory, 4, 12) === before).toBe(false);
    expect(memoryArray(memory, 4, 12).length).toBe(131_072 / 4 - 3);
  });

  test('end where a wide word no longer fits', () => {
    expect(memoryArray(memory, 5, 0).length).toBe(memoryArray(memory, 4, 0).length - 1);
  });

  test('are empty where there is nothing', () => {
    expect(memoryArray(memory, 7, 0xffff_fff8).length).toBe(0);
    expect(memoryArray(memory, 7, 131_072).length).toBe(0);
  });
});
