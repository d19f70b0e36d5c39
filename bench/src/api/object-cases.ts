import type { ApiCase } from './case.ts';

/** Objects of the API: made, read, written. */
export const OBJECT_CASES: readonly ApiCase[] = [
  {
    name: 'new Global, i32',
    operations: 5000,
    prepare: (wasm) => () => {
      let last = new wasm.Global({ value: 'i32', mutable: true }, 0);
      for (let i = 0; i < 5000; i++) last = new wasm.Global({ value: 'i32', mutable: true }, i);
      return last.value;
    },
  },
  {
    name: 'new Global, i64',
    operations: 5000,
    prepare: (wasm) => () => {
      let last = new wasm.Global({ value: 'i64' }, 0n);
      for (let i = 0; i < 5000; i++) last = new wasm.Global({ value: 'i64' }, 7n);
      return last.value;
    },
  },
  {
    name: 'Global.value, i32',
    operations: 20_000,
    prepare: (wasm) => {
      const global = new wasm.Global({ value: 'i32', mutable: true }, 1);
      return () => {
        let sum = 0;
        for (let i = 0; i < 20_000; i++) sum = (sum + global.value) | 0;
        return sum;
      };
    },
  },
  {
    name: 'Global.value, f64',
    operations: 20_000,
    prepare: (wasm) => {
      const global = new wasm.Global({ value: 'f64', mutable: true }, 1.5);
      return () => {
        let sum = 0;
        for (let i = 0; i < 20_000; i++) sum += global.value;
        return sum;
      };
    },
  },
  {
    name: 'Global.value, i64',
    operations: 20_000,
    prepare: (wasm) => {
      const global = new wasm.Global({ value: 'i64' }, 7n);
      return () => {
        let last = 0n;
        for (let i = 0; i < 20_000; i++) last = global.value;
        return last;
      };
    },
  },
  {
    name: 'Global.value = i32',
    operations: 20_000,
    prepare: (wasm) => {
      const global = new wasm.Global({ value: 'i32', mutable: true }, 1);
      return () => {
        for (let i = 0; i < 20_000; i++) global.value = i;
        return global.value;
      };
    },
  },
  {
    name: 'Global.value = i64',
    operations: 20_000,
    prepare: (wasm) => {
      const global = new wasm.Global({ value: 'i64', mutable: true }, 1n);
      return () => {
        for (let i = 0; i < 20_000; i++) global.value = 9n;
        return global.value;
      };
    },
  },
  {
    name: 'new Table',
    operations: 2000,
    prepare: (wasm) => () => {
      let last = new wasm.Table({ element: 'anyfunc', initial: 1 });
      for (let i = 0; i < 2000; i++) last = new wasm.Table({ element: 'anyfunc', initial: 10, maximum: 20 });
      return last.length;
    },
  },
  {
    name: 'Table.grow(1)',
    operations: 5000,
    prepare: (wasm) => () => {
      const table = new wasm.Table({ element: 'anyfunc', initial: 0 });
      for (let i = 0; i < 5000; i++) table.grow(1);
      return table.length;
    },
  },
  {
    name: 'Table.get, null',
    operations: 20_000,
    prepare: (wasm) => {
      const table = new wasm.Table({ element: 'anyfunc', initial: 16 });
      return () => {
        let nulls = 0;
        for (let i = 0; i < 20_000; i++) if (table.get(i & 15) === null) nulls++;
        return nulls;
      };
    },
  },
  {
    name: 'Table.length',
    operations: 20_000,
    prepare: (wasm) => {
      const table = new wasm.Table({ element: 'externref', initial: 3 });
      return () => {
        let sum = 0;
        for (let i = 0; i < 20_000; i++) sum += table.length;
        return sum;
      };
    },
  },
  {
    name: 'Table.set, externref',
    operations: 20_000,
    prepare: (wasm) => {
      const table = new wasm.Table({ element: 'externref', initial: 16 });
      const value = {};
      return () => {
        for (let i = 0; i < 20_000; i++) table.set(i & 15, value);
        return table.get(3) === value;
      };
    },
  },
  {
    name: 'new Memory, a page',
    operations: 100,
    prepare: (wasm) => () => {
      let bytes = 0;
      for (let i = 0; i < 100; i++) bytes += new wasm.Memory({ initial: 1, maximum: 2 }).buffer.byteLength;
      return bytes;
    },
  },
  {
    name: 'Memory.grow(1)',
    operations: 50,
    prepare: (wasm) => () => {
      const memory = new wasm.Memory({ initial: 0, maximum: 100 });
      for (let i = 0; i < 50; i++) memory.grow(1);
      return memory.buffer.byteLength;
    },
  },
  {
    name: 'Memory.buffer',
    operations: 20_000,
    prepare: (wasm) => {
      const memory = new wasm.Memory({ initial: 1 });
      const { buffer } = memory;
      return () => {
        let same = 0;
        for (let i = 0; i < 20_000; i++) if (memory.buffer === buffer) same++;
        return same;
      };
    },
  },
  {
    name: 'new Tag',
    operations: 1000,
    prepare: (wasm) => () => {
      let last = new wasm.Tag({ parameters: [] });
      for (let i = 0; i < 1000; i++) last = new wasm.Tag({ parameters: ['i32', 'externref'] });
      return last instanceof wasm.Tag;
    },
  },
  {
    name: 'new Exception',
    operations: 1000,
    prepare: (wasm) => {
      const tag = new wasm.Tag({ parameters: ['i32', 'f64'] });
      return () => {
        let last = new wasm.Exception(tag, [0, 0.5]);
        for (let i = 0; i < 1000; i++) last = new wasm.Exception(tag, [i, 0.5]);
        return last.is(tag);
      };
    },
  },
  {
    name: 'Exception.getArg',
    operations: 5000,
    prepare: (wasm) => {
      const tag = new wasm.Tag({ parameters: ['i32', 'f64'] });
      const exception = new wasm.Exception(tag, [3, 0.5]);
      return () => {
        let sum = 0;
        for (let i = 0; i < 5000; i++) if (exception.is(tag)) sum += exception.getArg(tag, 0);
        return sum;
      };
    },
  },
];
