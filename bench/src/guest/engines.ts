import { ALL_PASSES, type PassSwitches } from '@softwasm/compiler';
import { WebAssembly as Polywasm } from 'polywasm';
import { createJitEngine, createWebAssembly } from 'softwasm';
import type { EngineSpec, SoftwasmEngine } from './job.ts';

/** The exports of a kernel. */
export interface KernelExports {
  run(size: number): number;
}

/** What every engine's namespace offers. */
interface Namespace {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports?: object) => { exports: unknown };
}

function softwasm({ tune, without = [] }: SoftwasmEngine): Namespace {
  if (tune === undefined && without.length === 0) return createWebAssembly() as Namespace;
  const passes: Partial<PassSwitches> = Object.fromEntries(without.map((pass) => [pass, false]));
  const compile = { ...(tune === undefined ? {} : { tune }), passes };
  return createWebAssembly({ engine: createJitEngine({ compile }) }) as Namespace;
}

function native(): Namespace {
  const { WebAssembly } = globalThis as { WebAssembly?: Namespace };
  if (WebAssembly === undefined) throw new Error('the host has no WebAssembly');
  return WebAssembly;
}

function namespaceOf(spec: EngineSpec): Namespace {
  if (spec.kind === 'softwasm') return softwasm(spec);
  if (spec.kind === 'present') return spec.name === 'native' ? native() : (Polywasm as Namespace);
  return new Function(spec.body)() as Namespace;
}

/**
 * Instantiates a kernel.
 *
 * @throws whatever the engine does with a module that it cannot run
 */
export function instantiate(spec: EngineSpec, bytes: Uint8Array): KernelExports {
  if (spec.kind === 'exports') return new Function(spec.body)() as KernelExports;
  const { Module, Instance } = namespaceOf(spec);
  return new Instance(new Module(bytes), {}).exports as KernelExports;
}

/** The compiler's passes that can be switched off, in their order. */
export const PASSES: readonly string[] = Object.keys(ALL_PASSES);
