import type { ApiCase } from './case.ts';
import { adapterModule, unseenModule } from './modules.ts';

const imports = { e: { f: (x: number): number => x + 1 } };

/** Small modules: compiled, instantiated, and called for the first time. */
export const MODULE_CASES: readonly ApiCase[] = [
  {
    name: 'new Module, unseen',
    operations: 50,
    prepare: (wasm) => () => {
      for (let i = 0; i < 50; i++) new wasm.Module(unseenModule());
    },
  },
  {
    name: 'new Module, seen',
    operations: 100,
    prepare: (wasm) => () => {
      for (let i = 0; i < 100; i++) new wasm.Module(adapterModule());
    },
  },
  {
    name: 'new Instance',
    operations: 50,
    prepare: (wasm) => {
      const module = new wasm.Module(unseenModule());
      return () => {
        for (let i = 0; i < 50; i++) new wasm.Instance(module);
      };
    },
  },
  {
    name: 'instance.exports, first',
    operations: 50,
    prepare: (wasm) => {
      const module = new wasm.Module(unseenModule());
      return () => {
        let sum = 0;
        for (let i = 0; i < 50; i++) sum += new wasm.Instance(module).exports.f.length;
        return sum;
      };
    },
  },
  {
    name: 'module to first call, unseen',
    operations: 50,
    prepare: (wasm) => () => {
      let positive = 0;
      for (let i = 0; i < 50; i++) {
        if (new wasm.Instance(new wasm.Module(unseenModule())).exports.f(i) > 0) positive++;
      }
      return positive;
    },
  },
  {
    name: 'module to first call, addFunction',
    operations: 50,
    prepare: (wasm) => () => {
      let sum = 0;
      for (let i = 0; i < 50; i++) sum += new wasm.Instance(new wasm.Module(adapterModule()), imports).exports.f(i);
      return sum;
    },
  },
  {
    name: 'Module.exports',
    operations: 1000,
    prepare: (wasm) => {
      const module = new wasm.Module(unseenModule());
      return () => {
        let sum = 0;
        for (let i = 0; i < 1000; i++) sum += wasm.Module.exports(module).length;
        return sum;
      };
    },
  },
];
