import { decodeModule } from '@softwasm/decoder';
import { DEFAULT_FEATURES, type Func, type FuncType, type Module, WASM_EDITIONS } from '@softwasm/syntax';
import { encodeModule, parseModule } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { fuzzModule, randomNumbers } from '../../../test-support/fuzz-module.ts';
import { BodyAcceptor } from '../src/body-acceptor.ts';
import { Context } from '../src/context.ts';
import { validateModule } from '../src/index.ts';
import { validateTypes } from '../src/types.ts';

const features = DEFAULT_FEATURES;

/** The error of a validation, if any. */
function verdict(module: Module): string | undefined {
  try {
    validateModule(module, { features });
    return undefined;
  } catch (error) {
    return `${error}, at ${(error as { offset?: number }).offset}`;
  }
}

/** The same module, of which the validator sees no bytes. */
function withoutBinary(module: Module): Module {
  const strip = (func: Func): Func => ({
    type: func.type,
    offset: func.offset,
    size: func.size,
    body: () => func.body(),
  });
  return { ...module, funcs: module.funcs.map(strip) };
}

/** Whether the last function of a module in the text format is accepted. */
function accepts(fields: string, edition: keyof typeof WASM_EDITIONS = '3.0'): boolean {
  const { module: parsed } = parseModule(fields, { features });
  const module = decodeModule(encodeModule(parsed), { features: WASM_EDITIONS[edition], bodies: 'lazy' });
  const context = new Context(module, features);
  validateTypes(context);
  for (const { type } of module.funcs) context.addFunc(type, true);
  for (const { type } of module.memories) context.addMemory(type);
  for (const { type } of module.tables) context.addTable(type);
  for (const { type } of module.globals) context.addGlobal(type);
  const func = module.funcs[module.funcs.length - 1] as Func;
  const acceptor = new BodyAcceptor(context, func.binary as NonNullable<Func['binary']>);
  return acceptor.accepts(func.offset, func.size, context.funcType(func.type) as FuncType);
}

describe('a body is accepted', () => {
  it.each([
    ['locals', '(func (param i32) (local i64 f32) local.get 0 local.tee 0 drop i64.const -1 local.set 1)'],
    ['many locals', `(func (local ${'i32 '.repeat(300)}) local.get 299 local.set 130)`],
    ['a local that the function before has not', '(func (local i32)) (func (local i32 i32) local.get 1 drop)'],
    [
      'integers of all lengths',
      `(func ${[1, -70, 9000, 2 ** 20, -(2 ** 31)].map((n) => `i32.const ${n} drop`).join(' ')})`,
    ],
    ['and wide ones', `(func ${['1', '-70', '-9223372036854775808'].map((n) => `i64.const ${n} drop`).join(' ')})`],
    ['floats', '(func (result f64) f32.const 1.5 drop f64.const 2.5)'],
    ['accesses', '(memory 1) (func i32.const 0 i32.const 4 i64.load offset=4294967295 i64.store align=1)'],
    ['addresses of 64 bits', '(memory i64 1) (func (result i64) i64.const 0 i32.load offset=3000 drop memory.size)'],
    ['memory', '(memory 1) (func (result i32) i32.const 1 memory.grow memory.size drop)'],
    [
      'bulk memory',
      '(memory 1) (func (param i32 i32 i32) local.get 0 local.get 1 local.get 2 memory.copy local.get 0 local.get 1 local.get 2 memory.fill)',
    ],
    [
      'blocks',
      '(func (result i32) block (result i32) loop (result i32) i32.const 1 i32.const 0 br_if 1 br_if 0 i32.const 1 end end)',
    ],
    ['branches', '(func (param i32) (result i32) local.get 0 if (result i32) i32.const 1 return else unreachable end)'],
    ['what cannot be reached', '(func (result i32) block (result i32) i32.const 1 br 0 end unreachable)'],
    ['tables of branches', '(func (param i32) block block local.get 0 br_table 0 1 0 end end)'],
    [
      'calls',
      '(type $f (func (param i32 f64) (result i32))) (table 1 funcref) (func $f (type $f) local.get 0) (func (result i32) i32.const 1 f64.const 2 call $f f64.const 3 i32.const 0 call_indirect (type $f))',
    ],
    ['globals', '(global (mut f32) (f32.const 0)) (func global.get 0 global.set 0)'],
    ['drop and select', '(func (param f32 i32) (result f32) local.get 0 local.get 0 local.get 1 select)'],
    [
      'vectors',
      '(func (param v128) (result v128) (local v128) local.get 0 v128.const i64x2 1 2 i32x4.add local.get 1 f32x4.relaxed_min)',
    ],
    ['saturation', '(func (param f32) (result i32) local.get 0 i32.trunc_sat_f32_u)'],
    ['references that only come and go', '(func (param externref) (result externref) local.get 0)'],
  ])('%s', (_, fields) => {
    expect(accepts(fields)).toBe(true);
  });

  // Valid or not: the rules decide.
  it.each([
    ['subtyping', '(func (param (ref func)) (result funcref) local.get 0)'],
    ['parameters of blocks', '(func (result i32) i32.const 1 block (param i32) (result i32) end)'],
    ['blocks of the first type', '(type (func (result f32 f32))) (func block (type 0) end)'],
    ['operands that are not there', '(func (result i32) unreachable i32.add)'],
    ['references', '(func ref.null func drop)'],
    ['nothing, to grow a memory that is not there', '(memory 1) (func memory.grow 1)'],
    ['other memories', '(memory 1) (memory 1) (func i32.const 0 i32.load 1 drop)'],
    ['two results', '(func (result i32 i32) i32.const 1 i32.const 2)'],
  ])('but not: %s', (_, fields) => {
    expect(accepts(fields)).toBe(false);
  });

  it('only with the features that it was decoded with', () => {
    const fields = '(func (param i32) (result i32) local.get 0 i32.extend8_s)';
    expect(accepts(fields, '3.0')).toBe(true);
    expect(accepts(fields, '1.0')).toBe(false);
  });

  it('and whatever the bytes are, the verdict is that of the rules', () => {
    const random = randomNumbers(11);
    const counts = { valid: 0, invalid: 0 };
    for (const original of [fuzzModule(7, 400, 'mvp'), fuzzModule(8, 1500)]) {
      for (let round = 0; round < 3000; round++) {
        const bytes = original.slice();
        const at = 8 + (random() % (bytes.length - 8));
        bytes[at] = random() % 2 === 0 ? random() & 0xff : ((bytes[at] as number) + (random() % 5) - 2) & 0xff;
        let module: Module;
        try {
          module = decodeModule(bytes, { features, bodies: 'lazy' });
        } catch {
          continue;
        }
        const expected = verdict(withoutBinary(module));
        expect(verdict(module)).toBe(expected);
        counts[expected === undefined ? 'valid' : 'invalid']++;
      }
    }
    expect(counts.valid).toBeGreaterThan(100);
    expect(counts.invalid).toBeGreaterThan(300);
  });
});
