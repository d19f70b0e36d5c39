import { decodeModule } from '@softwasm/decoder';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { compileOptions, formatIR, Generator, ModuleShape, type PartialCompileOptions } from '../src/index.ts';

function generator(body: string, options: PartialCompileOptions = {}, result = 'i64'): Generator {
  const text = `(module (memory 1) (func $f (param i64 i64 i32) (result ${result}) (local i64 i64) ${body}))`;
  const shape = new ModuleShape(validateModule(decodeModule(assemble(text))));
  return new Generator(shape, compileOptions(options), 'names');
}

/** The IR of a function of two i64 parameters and an i32, which computes an i64. */
function ir(body: string, options?: PartialCompileOptions): string {
  return formatIR(generator(body, options).build(0));
}

const PRODUCT = '(i64.mul (local.get 0) (local.get 1))';
const ROTATED = `(i64.rotl ${PRODUCT} (i64.const 7))`;

describe('a product begins a chain of BigInts', () => {
  it('where its words are mixed', () => {
    expect(ir(ROTATED)).toBe(
      '%11:i64 = long.mul(long($0, $0.1), long($1, $1.1))\n%12:i64 = long.rotl(%11:i64, 7)\nreturn 0 low(%12:i64), high(%12:i64)',
    );
    expect(ir(`(i64.shr_u (i64.add ${PRODUCT} (i64.const 1)) (i64.const 3))`)).toContain('long.shr_u');
    expect(ir(`(local.set 3 ${PRODUCT}) (i64.mul (local.get 3) (local.get 3))`)).toContain('long.mul');
  });

  it('where carries would go along with it', () => {
    const word = '(i64.load32_u (local.get 2))';
    expect(ir(`(i64.add (i64.add (i64.mul ${word} (local.get 0)) ${word}) (local.get 1))`)).toContain('long.add');
  });

  it('where it is one of words with signs', () => {
    const extended = '(i64.extend_i32_s (local.get 2))';
    expect(ir(`(i64.mul ${extended} ${extended})`)).toContain('long.mul(long.of_i32($2), long.of_i32($2))');
  });

  it('but not where it is only carried on, nor with a power of two', () => {
    expect(ir(PRODUCT)).not.toContain('long');
    expect(ir(`(i64.add ${PRODUCT} (i64.const 1))`)).not.toContain('long');
    expect(ir(`(i64.shr_u ${PRODUCT} (i64.const 32))`)).not.toContain('long');
    expect(ir('(i64.rotl (i64.mul (local.get 0) (i64.const 8)) (i64.const 7))')).not.toContain('long');
  });

  it('nor without the pass, BigInt, or a JIT', () => {
    expect(ir(ROTATED, { passes: { longs: false } })).not.toContain('long');
    expect(ir(ROTATED, { bigInt: false })).not.toContain('long');
    expect(ir(ROTATED, { tune: 'jitless' })).not.toContain('long');
  });
});

describe('rotations', () => {
  const rotation = (k: number): string => `(i64.rotl (local.get 0) (i64.const ${k}))`;

  it('begin one where values are rotated several times', () => {
    const text = ir(`(i64.xor (i64.xor ${rotation(5)} ${rotation(17)}) ${rotation(40)})`);
    expect(text).toContain('long.rotl(%9:i64, 5)');
    expect(text.match(/long\(\$0, \$0.1\)/g)).toHaveLength(1);
  });

  it('do not where they are not, or where words change places', () => {
    expect(ir(rotation(5))).not.toContain('long');
    expect(ir(`(i64.xor (i64.xor ${rotation(32)} ${rotation(32)}) ${rotation(32)})`)).not.toContain('long');
  });
});

describe('locals', () => {
  it('get their words where straight-line code ends, and only once', () => {
    const text = ir(`(local.set 3 ${ROTATED}) (local.set 3 (i64.xor (local.get 3) (i64.const -5)))
      (loop (br_if 0 (local.get 2))) (local.get 3)`);
    expect(text.match(/\$3 = low/g)).toHaveLength(1);
    expect(text.indexOf('$3 = low')).toBeLessThan(text.indexOf('loop'));
  });

  it('keep what was pushed before they are set', () => {
    const text = ir(`(local.get 3) (local.set 3 ${ROTATED}) (if (local.get 2) (then (local.set 4 (local.get 3))))`);
    expect(text).toMatch(/(%\d+:i32) = \$3\n.*= \$3.1\n[\s\S]*return 0 \1/);
  });

  it('are set at once where a handler may read them', () => {
    const features = '(tag $t) (func $g)';
    const text = `(module ${features} (func (param i64 i64) (result i64) (local i64)
      (block $caught (try_table (catch $t $caught) (local.set 2 ${ROTATED}) (call $g))) (local.get 2)))`;
    const shape = new ModuleShape(validateModule(decodeModule(assemble(text))));
    const printed = formatIR(new Generator(shape, compileOptions(), 'names').build(1));
    expect(printed.indexOf('$2.1 = high')).toBeLessThan(printed.indexOf('call 0'));
  });
});

describe('what only the low word of is wanted', () => {
  it('is computed in words', () => {
    expect(formatIR(generator(`(i32.wrap_i64 (i64.add ${ROTATED} (i64.const 1)))`, {}, 'i32').build(0))).toContain(
      'long.rotl',
    );
    const product = '(i64.mul (i64.mul (local.get 0) (local.get 1)) (i64.sub (local.get 1) (i64.const 3)))';
    const text = formatIR(generator(`(i32.wrap_i64 ${product})`, {}, 'i32').build(0));
    expect(text).toBe('return 0 mul(mul($0, $1), add($1, -3))');
  });

  it('with the traps of its loads', () => {
    const load = '(i64.load (local.get 2))';
    const text = formatIR(
      generator(`(i32.wrap_i64 (i64.mul (i64.mul ${load} (local.get 0)) (local.get 1)))`, {}, 'i32').build(0),
    );
    expect(text).toBe('return 0 mul(mul(load64_lo+0($2), $0), $1)');
  });
});

describe('in JavaScript', () => {
  it('the words of a BigInt are read from the scratch', () => {
    expect(generator(ROTATED).generate(0).source).toContain(`
b0=BigInt.asUintN(64,(BigInt(l0h|0)*4294967296n+BigInt(l0>>>0))*(BigInt(l1h|0)*4294967296n+BigInt(l1>>>0)));
b0=BigInt.asUintN(64,b0<<7n|b0>>57n);
RI[1]=(SL[0]=b0,SI[1]);return (SL[0]=b0,SI[0]);
`);
  });

  it('once for both, where nothing is in between', () => {
    const { source } = generator(`(i64.store (local.get 2) ${ROTATED}) (local.get 0)`).generate(0);
    expect(source).toContain('m0.v.setInt32((l2>>>0)+4,(SL[0]=b0,SI[1]),true);\nm0.v.setInt32(l2>>>0,SI[0],true);');
    const branch = `(local.set 3 ${ROTATED}) (if (local.get 2) (then (local.set 3 ${ROTATED}))) (local.get 3)`;
    expect(
      generator(branch)
        .generate(0)
        .source.match(/=\(S?s?[lL]\[0\]=b/g),
    ).toHaveLength(2);
  });

  it('functions in parts have none', () => {
    expect(generator(ROTATED, { maxBytecode: 100 }).generate(0).source).not.toContain('BigInt.asUintN');
  });
});
