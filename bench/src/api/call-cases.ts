import type { Exports, WebAssemblyNamespace } from 'softwasm';
import type { ApiCase } from './case.ts';
import { CALLS } from './modules.ts';

const host = {
  none: (): void => {},
  i32: (x: number, y: number): number => (x + y) | 0,
  i64: (x: bigint): bigint => x + 1n,
  f64: (x: number): number => x + 0.5,
  many: (a: number, b: number, c: number, d: number, e: number, f: number): number => (a + b + c + d + e + f) | 0,
  extern: (x: unknown): unknown => x,
};

function exportsOf(wasm: WebAssemblyNamespace): Exports {
  return new wasm.Instance(new wasm.Module(CALLS), { host }).exports;
}

const CALL_COUNT = 20_000;

/** From JavaScript into wasm. The loops are written out: a call site of its own is what programs have, too. */
const EXPORTED: readonly ApiCase[] = [
  {
    name: 'call of (): ()',
    operations: CALL_COUNT,
    prepare: (wasm) => {
      const { nothing } = exportsOf(wasm);
      return () => {
        for (let i = 0; i < CALL_COUNT; i++) nothing();
      };
    },
  },
  {
    name: 'call of (i32 i32): i32',
    operations: CALL_COUNT,
    prepare: (wasm) => {
      const { i32 } = exportsOf(wasm);
      return () => {
        let sum = 0;
        for (let i = 0; i < CALL_COUNT; i++) sum = i32(sum, i);
        return sum;
      };
    },
  },
  {
    name: 'call of (i64 i64): i64',
    operations: CALL_COUNT,
    prepare: (wasm) => {
      const { i64 } = exportsOf(wasm);
      return () => {
        let sum = 0n;
        for (let i = 0; i < CALL_COUNT; i++) sum = i64(sum, 3n);
        return sum;
      };
    },
  },
  {
    name: 'call of (f32): f32',
    operations: CALL_COUNT,
    prepare: (wasm) => {
      const { f32 } = exportsOf(wasm);
      return () => {
        let sum = 0;
        for (let i = 0; i < CALL_COUNT; i++) sum = f32(sum);
        return sum;
      };
    },
  },
  {
    name: 'call of (f64 f64): f64',
    operations: CALL_COUNT,
    prepare: (wasm) => {
      const { f64 } = exportsOf(wasm);
      return () => {
        let sum = 0;
        for (let i = 0; i < CALL_COUNT; i++) sum = f64(sum, 0.5);
        return sum;
      };
    },
  },
  {
    name: 'call of (i32 × 6): i32',
    operations: CALL_COUNT,
    prepare: (wasm) => {
      const { six } = exportsOf(wasm);
      return () => {
        let sum = 0;
        for (let i = 0; i < CALL_COUNT; i++) sum = six(sum, i, 1, 2, 3, 4);
        return sum;
      };
    },
  },
  {
    name: 'call of (i32 i64 f64): f64',
    operations: CALL_COUNT,
    prepare: (wasm) => {
      const { mixed } = exportsOf(wasm);
      return () => {
        let sum = 0;
        for (let i = 0; i < CALL_COUNT; i++) sum = mixed(1, 2n, sum);
        return sum;
      };
    },
  },
  {
    name: 'call of (i32 i32): i32 i32',
    operations: 5000,
    prepare: (wasm) => {
      const { two } = exportsOf(wasm);
      return () => {
        let sum = 0;
        for (let i = 0; i < 5000; i++) sum += two(i, 1)[1];
        return sum;
      };
    },
  },
  {
    name: 'call of (externref): externref',
    operations: CALL_COUNT,
    prepare: (wasm) => {
      const { extern } = exportsOf(wasm);
      const value = {};
      return () => {
        let same = 0;
        for (let i = 0; i < CALL_COUNT; i++) if (extern(value) === value) same++;
        return same;
      };
    },
  },
  {
    name: 'Table.get, a function',
    operations: CALL_COUNT,
    prepare: (wasm) => {
      const { table, i32 } = exportsOf(wasm);
      return () => {
        let same = 0;
        for (let i = 0; i < CALL_COUNT; i++) if (table.get(i & 1) === i32) same++;
        return same;
      };
    },
  },
  {
    name: 'Table.set, a function',
    operations: 5000,
    prepare: (wasm) => {
      const { table, i32 } = exportsOf(wasm);
      return () => {
        for (let i = 0; i < 5000; i++) table.set(2 + (i & 3), i32);
        return table.get(3) === i32;
      };
    },
  },
];

function imported(name: string, ...args: unknown[]): ApiCase {
  return {
    name: `host function, ${name}`,
    operations: CALL_COUNT,
    prepare: (wasm) => {
      const loop = exportsOf(wasm)[`loop-${name}`];
      return () => loop(CALL_COUNT, ...args);
    },
  };
}

function acrossInstances(name: string): ApiCase {
  return {
    name: `other instance, ${name}`,
    operations: CALL_COUNT,
    prepare: (wasm) => {
      const own = { ...host, i32: exportsOf(wasm).i32 };
      const loop = new wasm.Instance(new wasm.Module(CALLS), { host: own }).exports[`loop-${name}`];
      return () => loop(CALL_COUNT);
    },
  };
}

/** Calls in both directions. */
export const CALL_CASES: readonly ApiCase[] = [
  ...EXPORTED,
  imported('none'),
  imported('i32'),
  imported('i64'),
  imported('f64'),
  imported('many'),
  imported('extern', 'a string'),
  acrossInstances('i32'),
];
