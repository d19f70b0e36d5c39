import { decodeModule } from '@softwasm/decoder';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { compileOptions, formatIR, Generator, ModuleShape, type PartialCompileOptions } from '../src/index.ts';

/** A function of two i64 parameters, an i32, and two i64 locals. */
function generator(body: string, options: PartialCompileOptions = {}): Generator {
  const text = `(module (memory 1) (global $g (mut i64) (i64.const 0))
    (func $f (param i64 i64 i32) (result i64) (local i64 i64) ${body}))`;
  const shape = new ModuleShape(validateModule(decodeModule(assemble(text))));
  return new Generator(shape, compileOptions({ tune: 'jitless', ...options }), 'names');
}

function ir(body: string, options?: PartialCompileOptions): string {
  return formatIR(generator(body, options).build(0));
}

const javascript = (body: string): string => generator(body).generate(0).source;

const GCD = (op: string): string => `(local.set 3 (local.get 0)) (local.set 4 (local.get 1))
  (block $out (loop $again
    (br_if $out (i64.eqz (local.get 4)))
    (${op} (local.get 3) (local.get 4)) (local.set 3 (local.get 4)) (local.set 4)
    (br $again)))
  (local.get 3)`;

/** Products modulo the third number, again and again. */
const POWER = `(local.set 3 (i64.const 1))
  (loop $again
    (local.set 3 (i64.rem_u (i64.mul (local.get 3) (local.get 0)) (local.get 1)))
    (br_if $again (local.tee 2 (i32.sub (local.get 2) (i32.const 1)))))
  (local.get 3)`;

describe('values that are divided in a loop are BigInts', () => {
  it('from end to end', () => {
    expect(
      javascript(GCD('i64.rem_u')),
    ).toBe(`function f0(l0,l0h,l1,l1h,l2){let l0n=0n,l1n=0n,l3n=0n,l4n=0n;var b0,si=SI;
l0n=(si[2]=l0,si[3]=l0h,UL[1]);
l1n=(si[2]=l1,si[3]=l1h,UL[1]);
l3n=l0n;
l4n=l1n;
for(;;){
if(!l4n)break;
if(!l4n)trap_divide_by_zero();
b0=l3n%l4n;
l3n=l4n;
l4n=b0;
}
RI[1]=(SL[0]=l3n,si[1]);return (SL[0]=l3n,si[0]);
}`);
  });

  it('with what is multiplied, which is cut off only where it has more than 64 bits', () => {
    expect(javascript(POWER)).toContain('l3n=((bw=l3n*l0n)>18446744073709551615n?bw&18446744073709551615n:bw)%l1n;');
  });

  it('signed where they are divided so', () => {
    const text = javascript(`${GCD('i64.rem_s')} (i64.add (local.get 4)) (local.tee 3) (i64.mul (i64.const -5))`);
    expect(text).toContain('l0n=(si[2]=l0,si[3]=l0h,sl[1]);');
    expect(text).toContain('>9223372036854775807n||bw<-9223372036854775808n?BigInt.asIntN(64,bw):bw');
    expect(text).toContain('(bw=l3n*-5n)');
  });

  it('with their comparisons', () => {
    const body = (relation: string): string => `(loop $again
      (local.set 3 (i64.div_u (local.get 3) (local.get 4)))
      (br_if $again (${relation} (local.get 3) (local.get 4)))) (local.get 3)`;
    expect(ir(body('i64.lt_u'))).toContain('long.lt($3.2, $4.2)');
    expect(ir(body('i64.ge_u'))).toContain('long.ge');
    expect(ir(body('i64.ne'))).toContain('long.ne');
    // Another sign: these words would have to be made at each turn.
    expect(ir(body('i64.lt_s'))).not.toContain('long.lt');
  });

  it('and chosen among', () => {
    const body = `(loop $again
      (local.set 3 (select (i64.rem_u (local.get 3) (local.get 4)) (local.get 4) (local.get 2)))
      (br_if $again (local.get 2))) (local.get 3)`;
    expect(javascript(body)).toContain('l3n=l2?l3n%l4n:l4n;');
  });
});

describe('others are words', () => {
  it('where the way there and back would take longer', () => {
    expect(ir('(i64.rem_u (local.get 0) (local.get 1))')).not.toContain('long');
    const digits = `(loop $again
      (i32.store (i32.const 0) (i32.wrap_i64 (i64.rem_u (local.get 0) (i64.const 10))))
      (br_if $again (i32.eqz (i64.eqz (local.tee 0 (i64.div_u (local.get 0) (i64.const 10))))))) (local.get 0)`;
    expect(ir(digits)).not.toContain('long');
    const mixed = `(loop $again
      (local.set 3 (i64.rem_u (i64.xor (local.get 3) (i64.rotl (local.get 3) (i64.const 5))) (local.get 4)))
      (br_if $again (local.get 2))) (local.get 3)`;
    expect(ir(mixed)).not.toContain('long');
  });

  it('where nothing is divided', () => {
    const product = `(loop $again (local.set 3 (i64.mul (local.get 3) (local.get 4))) (br_if $again (local.get 2))) (local.get 3)`;
    expect(ir(product)).not.toContain('long');
  });

  it('without the switch, without BigInt, and with a JIT', () => {
    expect(ir(POWER, { passes: { longs: false } })).not.toContain('long');
    expect(ir(POWER, { bigInt: false })).not.toContain('long');
    expect(ir(POWER, { tune: 'jit' })).not.toContain('$3.2');
  });
});

describe('words of what is a BigInt', () => {
  it('are made where something else takes them', () => {
    const text = javascript(`${GCD('i64.rem_u')} (global.set $g (local.get 3))`);
    expect(text).toContain('G0[0]=(sl[0]=l3n,si[0]);');
  });

  it('become one by way of the scratch, extended ones at a place of their own', () => {
    const text = javascript(
      `(local.set 4 (i64.load32_u (local.get 2))) ${POWER.replace('(local.get 1)', '(local.get 4)')}`,
    );
    expect(text).toContain('l4n=(si[4]=vI0[l2/4]??M0.getInt32(l2>>>0,true),UL[2]);');
  });
});

describe('where small integers have 31 bits', () => {
  const small: PartialCompileOptions = { smallIntegers: 31 };
  const text = (body: string): string => generator(body, small).generate(0).source;
  const MASK = '18446744073709551615n';

  it('values are BigInts whose bits are mixed, cut off once', () => {
    const round = `(loop $again
      (local.set 3 (i64.mul
        (i64.rotl (i64.add (local.get 3) (i64.mul (local.get 0) (i64.const 7))) (i64.const 31))
        (i64.const 11)))
      (br_if $again (local.tee 2 (i32.sub (local.get 2) (i32.const 1))))) (local.get 3)`;
    expect(text(round)).toContain(`l3n=((l3n+l0n*7n&${MASK})*18446744073709551617n>>33n)*11n&${MASK};`);
    expect(ir(round)).not.toContain('long');
  });

  it('what is loaded and stored is one', () => {
    const sums = `(loop $again
      (i64.store (local.get 2) (i64.add (i64.load offset=8 (local.get 2)) (local.get 3)))
      (local.set 3 (i64.add (local.get 3) (i64.load align=1 (local.get 2))))
      (br_if $again (local.tee 2 (i32.sub (local.get 2) (i32.const 8))))) (local.get 3)`;
    expect(text(sums)).toContain('(wQ0_8[l2/8]??M0.getBigUint64((l2>>>0)+8,true))');
    expect(text(sums)).toContain('else wQ0[nt]=');
    expect(text(sums)).toContain(`l3n=l3n+M0.getBigUint64(l2>>>0,true)&${MASK};`);
  });

  it('results of constructs and what globals are set to are, too', () => {
    const choice = `(loop $again
      (global.set $g (if (result i64) (i64.lt_u (local.get 3) (local.get 0))
        (then (local.set 4 (i64.add (local.get 4) (local.get 3))) (i64.sub (local.get 0) (local.get 3)))
        (else (i64.add (local.get 3) (local.get 1)))))
      (local.set 3 (i64.add (global.get $g) (i64.extend_i32_u (i64.lt_u (local.get 4) (local.get 0)))))
      (br_if $again (i32.and (i32.wrap_i64 (local.get 3)) (i32.const 7)))) (local.get 3)`;
    expect(text(choice)).toContain(`b0=l0n-l3n&${MASK};`);
    expect(text(choice)).toContain('b0+(l4n<l0n?1n:0n)');
    expect(text(choice)).toContain('while(l3n&7n)');
    expect(text(choice)).toContain('_U0[0]=b0;');
  });

  it('globals are read and written as such, and no variable has their words', () => {
    const state = `(loop $again
      (global.set $g (i64.xor (global.get $g) (i64.shr_u (global.get $g) (i64.const 12))))
      (local.set 3 (i64.add (local.get 3) (global.get $g)))
      (br_if $again (i32.and (i32.wrap_i64 (global.get $g)) (local.tee 2 (i32.sub (local.get 2) (i32.const 1))))))
      (local.get 3)`;
    expect(text(state)).toContain('b0=_U0[0]^_U0[0]>>12n;\n_U0[0]=b0;');
    expect(text(state)).not.toContain('q0_');
  });

  it('a difference is cut off before it is shifted: it may be negative', () => {
    const shifted = `(loop $again
      (local.set 3 (i64.add (local.get 3) (i64.shr_u
        (i64.sub (i64.shr_u (local.get 3) (i64.const 40)) (i64.shr_u (local.get 0) (i64.const 40)))
        (i64.const 3))))
      (br_if $again (local.tee 2 (i32.sub (local.get 2) (i32.const 1))))) (local.get 3)`;
    expect(text(shifted)).toContain(`((l3n>>40n)-(l0n>>40n)&${MASK})>>3n`);
  });

  it('words stay words where they cost little: turned by 32 bits, multiplied as such', () => {
    const words = `(loop $again
      (local.set 3 (i64.rotl (i64.xor (local.get 3) (local.get 0)) (i64.const 32)))
      (local.set 4 (i64.mul (i64.extend_i32_u (local.get 2)) (i64.load32_u (local.get 2))))
      (i64.store32 (i32.const 0) (local.get 4))
      (br_if $again (local.tee 2 (i32.sub (local.get 2) (i32.const 1))))) (local.get 3)`;
    expect(ir(words, small)).not.toContain('long');
  });
});
