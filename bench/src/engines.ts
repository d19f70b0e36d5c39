import { WebAssembly as Polywasm } from 'polywasm';
import { WebAssembly as Softwasm } from 'softwasm';
import type { KernelExports } from './kernels.ts';

/** Something that runs wasm, behind the part of the JavaScript API that the benchmarks use. */
export interface BenchEngine {
  readonly name: string;
  instantiate(bytes: Uint8Array): KernelExports;
}

/** What every engine's namespace offers; the host's own is absent under `--jitless` and `--no-expose-wasm`. */
interface Namespace {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: unknown };
}

function engine(name: string, namespace: unknown): BenchEngine {
  const { Module, Instance } = namespace as Namespace;
  return { name, instantiate: (bytes) => new Instance(new Module(bytes)).exports as KernelExports };
}

/** The engines that this host can run, native first where it is there. */
export function benchEngines(): readonly BenchEngine[] {
  const host = (globalThis as { WebAssembly?: unknown }).WebAssembly;
  return [
    ...(host === undefined ? [] : [engine('native', host)]),
    engine('softwasm', Softwasm),
    engine('polywasm', Polywasm),
  ];
}
