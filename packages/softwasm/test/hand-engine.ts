import type { Code, Engine, InstanceCode, ModuleInstance } from '@softwasm/runtime';
import type { Imports, Instance, WebAssemblyNamespace } from '../src/api.ts';
import { loadModule } from '../src/load-module.ts';
import { createNamespace } from '../src/namespace.ts';
import { type Parts, wasm } from './binary.ts';

/** An engine whose functions are written by hand, in the calling convention, by defined function. */
export class HandEngine implements Engine {
  readonly name = 'by hand';
  /** Generates the functions between JavaScript and guests; absent: none are generated. */
  readonly evaluate?: NonNullable<Engine['evaluate']>;
  /** What the next instance's functions do. */
  codes: (instance: ModuleInstance) => readonly Code[] = () => [];

  constructor(evaluate?: Engine['evaluate']) {
    if (evaluate !== undefined) this.evaluate = evaluate;
  }

  prepare(module: Parameters<Engine['prepare']>[0]): ReturnType<Engine['prepare']> {
    return {
      engine: this,
      module,
      link: (instance): InstanceCode => {
        const codes = this.codes(instance);
        return { code: (index) => codes[index] as Code };
      },
    };
  }
}

export interface World {
  readonly engine: HandEngine;
  readonly WebAssembly: WebAssemblyNamespace;
  /** Compiles and instantiates; `codes` are the functions. */
  instance(parts: Parts, imports?: Imports, codes?: (instance: ModuleInstance) => readonly Code[]): Instance;
}

export function newWorld(evaluate?: Engine['evaluate']): World {
  const engine = new HandEngine(evaluate);
  const WebAssembly = createNamespace({ engine, load: loadModule });
  return {
    engine,
    WebAssembly,
    instance(parts, imports, codes = () => []) {
      engine.codes = codes;
      return new WebAssembly.Instance(new WebAssembly.Module(wasm(parts)), imports);
    },
  };
}
