import { f32FromBits, f32ToBits, f64FromBits, f64ToBits, HI, NaNBox } from '@softwasm/numerics';
import { EXTERNREF, F32, F64, I32, I64, V128 } from '@softwasm/syntax';
import { expect, it } from 'vitest';
import {
  callFunction,
  defaultValue,
  FunctionInstance,
  GlobalInstance,
  hostFuncType,
  hostFunction,
  Store,
  wordCount,
} from '../src/index.ts';

const store = new Store();
const ALL = [I32, I64, F32, F64, V128, EXTERNREF];

/** f32 and f64 with bits that a host may be tempted to change. */
const NAN32 = [0x7fa00001, 0xffc12345 | 0, 0x7f800001];
const NAN64: [number, number][] = [
  [1, 0x7ff00000],
  [0x12345678, 0xfff80000 | 0],
  [7, 0x7ff40000],
];

it('values of all types travel to a host function and back', () => {
  const type = hostFuncType(store, ALL, [...ALL].reverse());
  const seen: unknown[] = [];
  const host = hostFunction(store, type, (values) => {
    seen.push(...values);
    return [...values].reverse();
  });
  // A guest function that hands its words on.
  const guest = new FunctionInstance(
    store,
    type,
    (a, b, c, d, e, f, g, h, i, j) => host.code(a, b, c, d, e, f, g, h, i, j),
    {},
  );
  const token = { token: true };
  const values = [-1, -0x8000000000000000n, 1.5, -0, Int32Array.of(1, -2, 3, -4), token];
  expect(callFunction(guest, values)).toEqual([...values].reverse());
  expect(seen).toEqual(values);
  expect(Object.is(seen[3], -0)).toBe(true);
});

it('bits of NaNs survive', () => {
  const type = hostFuncType(store, [F32, F64, F32], [F64, F32, F64]);
  const host = hostFunction(store, type, ([a, b]) => [b, a, b]);
  const guest = new FunctionInstance(store, type, (a, b, c) => host.code(a, b, c), {});
  // Often enough for an optimising compiler to have its say.
  for (let round = 0; round < 3000; round++) {
    const bits = NAN32[round % 3] as number;
    const [lo, hi] = NAN64[round % 3] as [number, number];
    const results = callFunction(guest, [new NaNBox(bits, 0), new NaNBox(lo, hi), 0]);
    expect(results[0]).toEqual(new NaNBox(lo, hi));
    expect(results[1]).toEqual(new NaNBox(bits, 0));
    expect(results[2]).toEqual(new NaNBox(lo, hi));
  }
  expect(callFunction(guest, [Number.NaN, Number.NaN, 0])).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});

it('globals keep every bit, in the cells that generated code reads', () => {
  const f32 = new GlobalInstance({ type: F32, mutable: true }, 0);
  for (const bits of NAN32) {
    f32.cell[0] = f32FromBits(bits);
    expect(f32.value).toEqual(new NaNBox(bits, 0));
    f32.value = new NaNBox(bits, 0);
    expect(f32ToBits(f32.cell[0] as number)).toBe(bits);
  }
  const f64 = new GlobalInstance({ type: F64, mutable: true }, 0);
  for (const [lo, hi] of NAN64) {
    f64.cell[0] = f64FromBits(lo, hi);
    expect(f64.value).toEqual(new NaNBox(lo, hi));
    f64.value = new NaNBox(lo, hi);
    expect([f64ToBits(f64.cell[0] as number), HI[0]]).toEqual([lo, hi]);
  }
  const i64 = new GlobalInstance({ type: I64, mutable: true }, -2n);
  expect([...i64.words]).toEqual([-2, -1]);
  i64.words[1] = 0;
  expect(i64.value).toBe(0xfffffffen);
  const v128 = new GlobalInstance({ type: V128, mutable: true }, Int32Array.of(1, 2, 3, -4));
  expect([...v128.words]).toEqual([1, 2, 3, -4]);
  const i32 = new GlobalInstance({ type: I32, mutable: true }, -5);
  expect(i32.words[0]).toBe(-5);
  const extern = new GlobalInstance({ type: EXTERNREF, mutable: true }, undefined);
  expect(extern.value).toBe(undefined);
});

it('every type has a default value and a number of words', () => {
  expect(ALL.map(defaultValue)).toEqual([0, { low: 0, high: 0 }, 0, 0, new Int32Array(4), null]);
  expect(ALL.map(wordCount)).toEqual([1, 2, 1, 1, 4, 1]);
});

it('many parameters and results', () => {
  const types = Array.from({ length: 900 }, (_, i) => ALL[i % ALL.length] as number);
  const type = hostFuncType(store, types, types);
  const host = hostFunction(store, type, (values) => values);
  const values = types.map((t, i) =>
    t === I64 ? BigInt(-i) : t === V128 ? Int32Array.of(i, 0, -i, 1) : t === EXTERNREF ? { i } : i,
  );
  expect(callFunction(host, values)).toEqual(values);
});

it('function types are the same type wherever they are made', () => {
  expect(hostFuncType(store, [I32], [I64])).toBe(hostFuncType(store, [I32], [I64]));
  expect(hostFuncType(store, [I32], [I64])).not.toBe(hostFuncType(store, [I32], [I32]));
});
