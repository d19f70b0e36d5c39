import type { MemoryInstance } from '@softwasm/runtime';
import { expect, test } from 'vitest';
import { randomNumbers } from '../../../../test-support/fuzz-module.ts';
import type { JitOptions } from '../../src/engine/jit-engine.ts';
import { callJit, callNative, jit, native } from './harness.ts';

/*
 * Random programs on vectors against the host: locals, loads and stores in between, branches and loops. Float lanes stay finite, for the host's NaNs are
 * others than ours; their bits may be looked at as integers, but never the other way round.
 */

type Shape = 'i' | 'f' | 'd';

const SHAPES: readonly Shape[] = ['i', 'f', 'd'];
const LOCALS_EACH = 3;
/** Where each shape's vectors are in memory. */
const AREA: Readonly<Record<Shape, number>> = { i: 0, f: 256, d: 512 };
const RESULTS = 768;

const INTEGER = [
  'i8x16.add',
  'i8x16.sub',
  'i8x16.add_sat_u',
  'i8x16.sub_sat_s',
  'i8x16.max_u',
  'i8x16.min_s',
  'i8x16.eq',
  'i8x16.avgr_u',
  'i16x8.add',
  'i16x8.mul',
  'i16x8.max_s',
  'i16x8.sub_sat_u',
  'i16x8.extmul_low_i8x16_s',
  'i16x8.narrow_i32x4_s',
  'i32x4.add',
  'i32x4.sub',
  'i32x4.mul',
  'i32x4.min_u',
  'i32x4.gt_s',
  'i32x4.dot_i16x8_s',
  'i64x2.add',
  'i64x2.sub',
  'i64x2.mul',
  'i64x2.lt_s',
  'i64x2.extmul_high_i32x4_u',
  'v128.and',
  'v128.or',
  'v128.xor',
  'v128.andnot',
  'i8x16.swizzle',
  'i8x16.shuffle 0 20 7 30 4 5 6 7 31 30 29 28 3 19 2 18',
  'i8x16.shuffle 4 5 6 7 0 1 2 3 12 13 14 15 8 9 10 11',
];
const INTEGER_UNARY = [
  'i8x16.abs',
  'i16x8.neg',
  'i32x4.abs',
  'i64x2.neg',
  'i64x2.abs',
  'v128.not',
  'i8x16.popcnt',
  'i32x4.extend_low_i16x8_s',
  'i64x2.extend_high_i32x4_u',
];
const SHIFTS = ['i8x16.shl', 'i16x8.shr_s', 'i32x4.shr_u', 'i64x2.shl', 'i64x2.shr_s'];
const TO_I32 = [
  'i8x16.bitmask',
  'i16x8.all_true',
  'v128.any_true',
  'i32x4.extract_lane 2',
  'i8x16.extract_lane_s 13',
  'i64x2.bitmask',
];
const FLOAT = ['add', 'sub', 'min', 'max', 'pmin', 'pmax'];
const FLOAT_UNARY = ['abs', 'neg', 'ceil', 'floor', 'trunc', 'nearest'];
const COMPARE = ['eq', 'ne', 'lt', 'gt', 'le', 'ge'];

class Generator {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = randomNumbers(seed);
  }

  below(count: number): number {
    return this.#next() % count;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  local(shape: Shape): string {
    return `$${shape}${this.below(LOCALS_EACH)}`;
  }

  address(shape: Shape): number {
    const slot = this.below(shape === 'i' ? 200 : 12);
    return AREA[shape] + (shape === 'i' ? slot : 16 * slot);
  }

  constant(shape: Shape): string {
    const numbers = (count: number): string =>
      Array.from({ length: count }, () => (this.below(4001) - 2000) / 8).join(' ');
    if (shape === 'f') return `(v128.const f32x4 ${numbers(4)})`;
    if (shape === 'd') return `(v128.const f64x2 ${numbers(2)})`;
    return `(v128.const i32x4 ${[0, 1, 2, 3].map(() => this.#next()).join(' ')})`;
  }

  expression(shape: Shape, depth: number): string {
    if (depth === 0) {
      const leaf = this.below(8);
      if (leaf < 4) return `(local.get ${this.local(shape)})`;
      return leaf < 6 ? `(v128.load (i32.const ${this.address(shape)}))` : this.constant(shape);
    }
    if (this.below(9) === 0) return `(local.tee ${this.local(shape)} ${this.expression(shape, depth - 1)})`;
    if (this.below(12) === 0) {
      return `(select ${this.expression(shape, depth - 1)} ${this.expression(shape, depth - 1)} ${this.condition(depth - 1)})`;
    }
    return shape === 'i' ? this.integer(depth - 1) : this.float(shape, depth - 1);
  }

  integer(depth: number): string {
    const i = (): string => this.expression('i', depth);
    switch (this.below(9)) {
      case 0:
        return `(${this.pick(INTEGER_UNARY)} ${i()})`;
      case 1:
        return `(${this.pick(SHIFTS)} ${i()} ${this.condition(depth)})`;
      case 2:
        return `(v128.bitselect ${i()} ${i()} ${i()})`;
      case 3: {
        const shape = this.pick<Shape>(['f', 'd']);
        const name = shape === 'f' ? 'f32x4' : 'f64x2';
        return `(${name}.${this.pick(COMPARE)} ${this.expression(shape, depth)} ${this.expression(shape, depth)})`;
      }
      case 4:
        return this.below(2) === 0
          ? `(i32x4.trunc_sat_f32x4_s ${this.expression('f', depth)})`
          : `(i32x4.trunc_sat_f64x2_u_zero ${this.expression('d', depth)})`;
      case 5:
        return this.below(2) === 0
          ? this.expression(this.pick(['f', 'd']), depth)
          : `(i32x4.splat ${this.condition(depth)})`;
      default:
        return `(${this.pick(INTEGER)} ${i()} ${i()})`;
    }
  }

  float(shape: 'f' | 'd', depth: number): string {
    const name = shape === 'f' ? 'f32x4' : 'f64x2';
    const x = (): string => this.expression(shape, depth);
    switch (this.below(8)) {
      case 0:
        return `(${name}.${this.pick(FLOAT_UNARY)} ${x()})`;
      case 1:
        return `(${name}.sqrt (${name}.abs ${x()}))`;
      case 2: {
        const [low, high] = [
          `(${name}.splat (f${shape === 'f' ? 32 : 64}.const -99))`,
          `(${name}.splat (f${shape === 'f' ? 32 : 64}.const 99))`,
        ];
        const clamp = (value: string): string => `(${name}.max ${low} (${name}.min ${high} ${value}))`;
        return `(${name}.mul ${clamp(x())} ${clamp(x())})`;
      }
      case 3:
        if (shape === 'f') {
          return this.below(2) === 0
            ? `(f32x4.convert_i32x4_s ${this.expression('i', depth)})`
            : `(v128.load32_splat (i32.const ${this.address('f')}))`;
        }
        return this.below(2) === 0
          ? `(f64x2.promote_low_f32x4 ${this.expression('f', depth)})`
          : `(v128.load64_splat (i32.const ${this.address('d')}))`;
      default:
        return `(${name}.${this.pick(FLOAT)} ${x()} ${x()})`;
    }
  }

  condition(depth: number): string {
    return depth <= 0 ? '(local.get $n)' : `(${this.pick(TO_I32)} ${this.expression('i', depth - 1)})`;
  }

  statements(count: number, depth: number): string {
    return Array.from({ length: count }, () => this.statement(depth)).join('\n');
  }

  statement(depth: number): string {
    const shape = this.pick(SHAPES);
    switch (this.below(depth > 0 ? 8 : 6)) {
      case 0:
      case 1:
        return `(v128.store (i32.const ${this.address(shape)}) ${this.expression(shape, 2)})`;
      case 6:
        return `(if ${this.condition(2)} (then ${this.statements(3, depth - 1)}) (else ${this.statements(2, depth - 1)}))`;
      case 7: {
        const label = `$l${depth}`;
        const again = `(br_if ${label} (i32.lt_u (local.tee $k${depth} (i32.add (local.get $k${depth}) (i32.const 1))) (i32.const 3)))`;
        return `(local.set $k${depth} (i32.const 0)) (loop ${label} ${this.statements(3, depth - 1)} ${again})`;
      }
      default:
        return `(local.set ${this.local(shape)} ${this.expression(shape, 3)})`;
    }
  }

  module(): string {
    const names = SHAPES.flatMap((shape) => Array.from({ length: LOCALS_EACH }, (_, i) => `$${shape}${i}`));
    const locals = names.map((name) => `(local ${name} v128)`).join(' ');
    const results = names
      .map((name, i) => `(v128.store (i32.const ${RESULTS + 16 * i}) (local.get ${name}))`)
      .join('\n');
    return `(module (memory (export "m") 1) (func (export "f") (param $n i32) ${locals} (local $k1 i32) (local $k2 i32)
      ${this.statements(8, 2)} ${results}))`;
  }
}

/** Integers, then finite floats of both widths. */
function fill(buffer: ArrayBuffer | SharedArrayBuffer): void {
  const words = new Int32Array(buffer, AREA.i, 64);
  words.forEach((_, i) => {
    words[i] = Math.imul(i + 1, 0x9e3779b1);
  });
  new Float32Array(buffer, AREA.f, 64).forEach((_, i, all) => {
    all[i] = (i - 32) * 1.75;
  });
  new Float64Array(buffer, AREA.d, 32).forEach((_, i, all) => {
    all[i] = (i - 16) * 3.375;
  });
}

const VARIANTS: readonly JitOptions[] = [
  {},
  { tune: 'jitless' },
  { compile: { passes: { demand: false, forward: false, wraps: false, slots: false } } },
];

test.each(VARIANTS)(
  'random programs, %j',
  (options) => {
    for (let seed = 1; seed <= 60; seed++) {
      const text = new Generator(seed * 7919).module();
      const instance = jit(text, options);
      const exports = native(text);
      const ours = (instance.exports.get('m') as MemoryInstance).buffer;
      const theirs = (exports.m as { buffer: ArrayBuffer }).buffer;
      fill(ours);
      fill(theirs);
      for (const n of [0, 1, -5]) {
        callNative(exports, 'f', [n]);
        expect(callJit(instance, 'f', [n])).toEqual({ value: undefined });
        const mine = Array.from(new Int32Array(ours, 0, 300));
        expect(mine, `seed ${seed}\n${text}`).toEqual(Array.from(new Int32Array(theirs, 0, 300)));
      }
    }
  },
  60_000,
);
