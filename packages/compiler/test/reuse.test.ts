import { decodeModule } from '@softwasm/decoder';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { compileOptions, formatIR, Generator, ModuleShape, type PartialCompileOptions } from '../src/index.ts';

const MODULE = `(memory 2) (memory 1) (global $g (mut i32) (i32.const 0)) (global $h (mut i32) (i32.const 0)) (table 1 funcref)
  (type $s (struct (field (mut i32)) (field (mut i32)))) (type $a (array (mut i32)))
  (func $effect) (func $use (param i32)) (func $use64 (param i64)) (func $useF (param f64))`;

/** The IR of a function of three i32 parameters, an f64, a structure and an array, with three i32 locals from 6 on, and an f64. */
function ir(body: string, options: PartialCompileOptions = {}): string {
  const text = `(module ${MODULE} (func $f (param i32 i32 i32 f64 (ref $s) (ref $a)) (result i32) (local i32 i32 i32 f64) ${body} (local.get 8)))`;
  const shape = new ModuleShape(validateModule(decodeModule(assemble(text))));
  return formatIR(new Generator(shape, compileOptions({ tune: 'jitless', ...options }), 'names').build(4));
}

/** How often something occurs in the IR. */
function count(what: RegExp, body: string, options?: PartialCompileOptions): number {
  return ir(body, options).match(what)?.length ?? 0;
}

const use = (value: string): string => `(call $use ${value})`;
const load = (address: string, offset = 0, memory = ''): string => `(i32.load ${memory} offset=${offset} ${address})`;
const set = (local: number, value: string): string => `(local.set ${local} ${value})`;
const store = (address: string, offset: number, value = '(i32.const 7)', width = ''): string =>
  `(i32.store${width} offset=${offset} ${address} ${value})`;
const p0 = '(local.get 0)';
const p1 = '(local.get 1)';

/** Loads from one place twice, with something in between. */
const around = (between: string): string => `${set(6, load(p0, 8))} ${between} ${set(7, load(p0, 8))}
  ${use('(local.get 6)')} ${use('(local.get 7)')}`;
const loadsAround = (between: string): number => count(/load32\+8\(\$0\)/g, around(between));

describe('a load', () => {
  it('is not made again where nothing wrote there', () => {
    expect(loadsAround('')).toBe(1);
    expect(ir(around(''))).toContain('$7 = $6');
    expect(count(/load32\+8/g, around(''), { passes: { reuse: false } })).toBe(2);
  });

  it('gets a temporary where its variable is set again', () => {
    const text = ir(`${around(set(6, '(i32.const 1)'))}`);
    expect(text.match(/load32/g)).toHaveLength(1);
    expect(text).toMatch(/(%\d+:i32) = load32\+8\(\$0\)\n\$6 = \1\n\$6 = 1\n\$7 = \1/);
  });

  it('is made again behind stores that may overlap, calls, and what moves memory', () => {
    expect(loadsAround(store(p1, 0))).toBe(2);
    expect(loadsAround(store('(i32.const 64)', 0))).toBe(2);
    expect(loadsAround('(call $effect)')).toBe(2);
    expect(loadsAround('(call_indirect (i32.const 0))')).toBe(2);
    expect(loadsAround('(memory.fill (i32.const 0) (i32.const 0) (i32.const 8))')).toBe(2);
    expect(loadsAround('(drop (memory.grow (i32.const 1)))')).toBe(2);
    // Two memories may be one that was imported twice.
    expect(loadsAround(`(i32.store 1 ${p1} (i32.const 1))`)).toBe(2);
    expect(loadsAround(set(0, p1))).toBe(2);
  });

  it.each([
    [4, '', 1],
    [5, '', 2],
    [8, '', 1],
    [11, '', 2],
    [12, '', 1],
    [7, '8', 1],
    [11, '8', 2],
    [7, '16', 2],
    [6, '16', 1],
    [0xfffffff0, '', 1],
  ])('is compared with a store to the same base: offset %i, width "%s"', (offset, width, expected) => {
    expect(loadsAround(store(p0, offset, undefined, width))).toBe(expected);
  });

  it('is compared with a store to a sum with the same base, which may wrap around', () => {
    const sum = (k: number): string => `(i32.add ${p0} (i32.const ${k}))`;
    expect(loadsAround(store(sum(4), 0))).toBe(1);
    expect(loadsAround(store(sum(6), 0))).toBe(2);
    expect(loadsAround(store(sum(-4), 8))).toBe(1);
    expect(loadsAround(store(sum(-4), 12))).toBe(2);
    expect(loadsAround(store(sum(-4), 0xfffffffc))).toBe(1);
  });

  it('is what was stored there', () => {
    expect(ir(`${store(p0, 4, p1)} ${use(load(p0, 4))}`)).toContain('call 1 $1');
    expect(ir(`${store(p0, 4, '(i32.const 9)')} ${use(load(p0, 4))}`)).toContain('call 1 9');
    expect(ir(`(f64.store ${p0} (local.get 3)) (call $useF (f64.load ${p0}))`)).toContain('call 3 $3');
    // Not all that was stored, nor all that is loaded.
    expect(ir(`${store(p0, 4, p1, '8')} ${use(load(p0, 4))}`)).toContain('load32');
    expect(ir(`${store(p0, 4, p1)} ${use(`(i32.load8_u offset=4 ${p0})`)}`)).toContain('load8_u');
  });

  it('of eight bytes needs to know of both words', () => {
    const twice = `(call $use64 (i64.load ${p0})) ${set(6, '(i32.const 0)')}`;
    const both = `(local.set 6 (i32.wrap_i64 (i64.load ${p0}))) (call $use (i32.load ${p0})) `;
    expect(count(/load64_lo/g, both)).toBe(1);
    // The second one still has to ask whether four more bytes are there.
    const low = `${set(6, load(p0))} ${set(7, `(i32.wrap_i64 (i64.load ${p0}))`)} ${use('(local.get 6)')} ${use('(local.get 7)')}`;
    expect(count(/load64_lo/g, low)).toBe(1);
    const known = `${set(8, load(p0, 4))} ${low} ${use('(local.get 8)')}`;
    expect(count(/load64_lo/g, known)).toBe(0);
    expect(count(/load/g, `${twice}`)).toBe(2);
  });

  it('that is made for its trap alone is not, where it succeeded before', () => {
    expect(count(/load32/g, `${use(load(p0))}`)).toBe(1);
    expect(count(/load32/g, `${set(6, load(p0))} (drop ${load(p0)}) ${use('(local.get 6)')}`)).toBe(1);
    expect(count(/load/g, `${set(6, load(p0))} (drop (i64.load ${p0})) ${use('(local.get 6)')}`)).toBe(2);
  });
});

describe('what was computed', () => {
  const product = load(`(i32.mul ${p0} ${p1})`);
  const sum = (value: string): string => set(8, `(i32.add (local.get 8) ${value})`);
  const loads = (body: string): number => count(/load32/g, body, { passes: { invariants: false } });

  it('is the same where its operands are', () => {
    expect(loads(`${sum(product)} ${sum(product)}`)).toBe(1);
    expect(loads(`${sum(product)} ${sum(product)} ${sum(load(`(i32.mul ${p1} ${p0})`))}`)).toBe(1);
    expect(loads(`${sum(product)} ${set(6, p1)} ${sum(load(`(i32.mul ${p0} (local.get 6))`))}`)).toBe(1);
    expect(loads(`${sum(product)} ${set(1, '(i32.const 3)')} ${sum(product)}`)).toBe(2);
    expect(count(/mul/g, `${sum(product)} ${sum(product)} ${sum(load(`(i32.mul ${p0} ${p1})`, 4))}`)).toBe(1);
  });

  it('is computed again where that is cheap, or found by a JIT', () => {
    const field = (k: number): string => load(`(i32.xor ${p0} ${p1})`, k);
    expect(count(/xor/g, `${sum(product)} ${sum(product)} ${sum(field(0))} ${sum(field(4))}`)).toBe(2);
    expect(
      count(/mul/g, `${sum(product)} ${sum(product)} ${sum(load(`(i32.mul ${p0} ${p1})`, 4))}`, { tune: 'jit' }),
    ).toBe(2);
  });

  it('is known in both arms, and what one computes is not behind', () => {
    const arms = (then: string, otherwise: string): string => `(if ${p0} (then ${then}) (else ${otherwise}))`;
    expect(loads(`${sum(product)} ${arms(sum(product), sum(product))} ${sum(product)}`)).toBe(1);
    expect(loads(`${arms(sum(product), sum(product))}`)).toBe(2);
    expect(loads(`(if ${p0} (then ${sum(product)})) ${sum(product)}`)).toBe(2);
    expect(loads(`${sum(product)} (if ${p0} (then ${set(0, p1)})) ${sum(product)}`)).toBe(2);
    // An arm that leaves does not count.
    expect(
      loads(`${sum(product)} ${sum(product)} (if ${p0} (then ${set(0, p1)} (return ${p0}))) ${sum(product)}`),
    ).toBe(1);
  });

  it('is not known where branches come together that set an operand', () => {
    const block = (inner: string): string => `(block $out ${inner})`;
    const leaving = `(if ${p0} (then ${set(0, p1)} (br $out)))`;
    expect(loads(`${sum(product)} ${block(`${leaving} ${sum(product)}`)} ${sum(product)}`)).toBe(2);
    const ladder = (k: string): string =>
      `(block $out (block $b (block $a (br_table $a $b $out ${p1})) ${k}) ${sum(product)})`;
    expect(loads(`${sum(product)} ${ladder(set(0, p1))} ${sum(product)}`)).toBe(3);
    expect(loads(`${sum(product)} ${ladder('')} ${sum(product)}`)).toBe(1);
    const inner = `(block $in (if ${p0} (then ${set(0, p1)} (br $out))) (br_if $in ${p1}) ${sum(product)})`;
    expect(loads(`${sum(product)} ${block(inner)} ${sum(product)}`)).toBe(2);
  });

  it('before a loop is known in it, unless the loop sets an operand, or writes', () => {
    const loop = (body: string): string =>
      `(loop $again ${body} (br_if $again (local.tee 7 (i32.sub (local.get 7) (i32.const 1)))))`;
    const pair = `${sum(product)} ${sum(product)}`;
    expect(loads(`${pair} ${loop(sum(product))}`)).toBe(1);
    expect(loads(`${pair} ${loop(`${sum(product)} ${set(0, p1)}`)}`)).toBe(2);
    expect(loads(`${pair} ${loop(`${sum(product)} ${store(p1, 0)}`)}`)).toBe(2);
    // What an inner loop sets is not known in the outer one.
    expect(loads(`${pair} ${loop(`${sum(product)} ${loop(set(0, p1)).replaceAll('$again', '$inner')}`)}`)).toBe(2);
  });

  it('is not known to handlers of exceptions', () => {
    const attempt = `(block $h (try_table (catch_all $h) ${sum(product)} ${sum(product)} (call $effect))) ${sum(product)}`;
    expect(loads(attempt)).toBe(2);
  });

  it('with globals until they change', () => {
    const g = '(global.get $g)';
    const read = load(`(i32.mul ${g} ${p0})`);
    expect(loads(`${sum(read)} ${sum(read)}`)).toBe(1);
    expect(loads(`${sum(read)} ${sum(read)} (global.set $g ${p1}) ${sum(read)}`)).toBe(2);
    expect(loads(`${sum(read)} (call $effect) ${sum(read)} ${sum(read)}`)).toBe(2);
    expect(ir(`${sum(read)} ${sum(read)} (global.set $g ${p1}) ${use(g)}`)).toContain('call 1 $1');
  });

  it('of structures and arrays until they change', () => {
    const field = (k: number): string => `(struct.get $s ${k} (local.get 4))`;
    const between = (k: number, what: string): string =>
      `${set(6, field(k))} ${what} ${set(7, field(k))} ${use('(local.get 6)')} ${use('(local.get 7)')}`;
    expect(count(/ field\(/g, between(0, ''))).toBe(1);
    expect(count(/ field\(/g, between(0, `(struct.set $s 1 (local.get 4) ${p0})`))).toBe(1);
    expect(count(/ field\(/g, between(0, `(struct.set $s 0 (local.get 4) ${p0})`))).toBe(2);
    expect(count(/ field\(/g, between(0, '(call $effect)'))).toBe(2);
    const element = `(array.get $a (local.get 5) ${p0})`;
    const elements = (what: string): string =>
      `${set(6, element)} ${what} ${set(7, element)} ${use('(local.get 6)')} ${use('(local.get 7)')}`;
    expect(count(/array.slot/g, elements(''))).toBe(1);
    expect(count(/array.slot/g, elements(`(array.set $a (local.get 5) ${p1} ${p1})`))).toBe(2);
    expect(count(/array.len/g, elements('(call $effect)'))).toBe(1);
  });
});

describe('a trap', () => {
  it('that did not come does not come again', () => {
    const quotient = `(i32.div_u ${p0} ${p1})`;
    const remainder = `(i32.rem_u ${p0} ${p1})`;
    expect(count(/trapif/g, `${use(quotient)} ${use(remainder)}`)).toBe(1);
    expect(count(/trapif/g, `${use(quotient)} ${set(1, p0)} ${use(remainder)}`)).toBe(2);
    expect(count(/trapif/g, `(if ${p0} (then ${use(quotient)})) ${use(remainder)}`)).toBe(2);
  });

  it('comes at the load that was first: those before are made beforehand, too', () => {
    const text = ir(`${use(`(i32.add ${load(p0, 4)} ${load(p1, 8)})`)} ${use(`(i32.add ${load(p1, 8)} ${p0})`)}`);
    // The call in between changes memory.
    expect(text.match(/load32/g)).toHaveLength(3);
    const sums = ir(
      `${set(6, `(i32.sub ${load(p0, 4)} ${load(p1, 8)})`)} ${set(7, load(p1, 8))} ${use('(local.get 6)')} ${use('(local.get 7)')}`,
    );
    expect(sums).toMatch(/(%\d+:i32) = load32\+4\(\$0\)\n(%\d+:i32) = load32\+8\(\$1\)\n\$6 = sub\(\1, \2\)\n\$7 = \2/);
  });
});

describe('bits of NaNs', () => {
  it('are kept where any of the uses shows them', () => {
    const generate = (body: string): string => {
      const text = `(module (memory 1) (func $useF (param f64)) (func $f (param i32) (result f64) (local f64 f64) ${body}))`;
      const shape = new ModuleShape(validateModule(decodeModule(assemble(text))));
      return new Generator(shape, compileOptions({ tune: 'jit' }), 'names').generate(1).source;
    };
    const value = '(f64.load (local.get 0))';
    // The first use is arithmetic, the second hands the value on.
    const source = generate(`(local.set 1 (f64.add ${value} (f64.const 1))) (call $useF ${value}) (local.get 1)`);
    expect(source).toContain('load_f64_nan');
    expect(source.match(/getFloat64/g)).toHaveLength(1);
    const arithmetic = generate(`(f64.add (f64.mul ${value} ${value}) (f64.const 1))`);
    expect(arithmetic).not.toContain('load_f64_nan');
    expect(arithmetic.match(/getFloat64/g)).toHaveLength(1);
  });
});
