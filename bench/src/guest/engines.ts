import { ALL_PASSES, type PassSwitches } from '@softwasm/compiler';
import { createInterpreterEngine } from '@softwasm/interpreter';
import { WebAssembly as Polywasm } from 'polywasm';
import { createJitEngine, createWebAssembly } from 'softwasm';
import type { EngineSpec, ModuleEngine, SoftwasmEngine } from './job.ts';

/** The exports of a kernel. */
export interface KernelExports {
  run(size: number): number;
}

/** What every engine's namespace offers. */
interface Namespace {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports?: object) => { exports: unknown };
  instantiate(bytes: ArrayBuffer, imports?: object): Promise<{ instance: { exports: unknown } }>;
}

/** The engine of softwasm with some settings. */
export function softwasmEngine(
  settings: Pick<SoftwasmEngine, 'tune' | 'smallIntegers' | 'without'>,
): ReturnType<typeof createJitEngine> {
  const { tune, smallIntegers, without = [] } = settings;
  const passes: Partial<PassSwitches> = Object.fromEntries(without.map((pass) => [pass, false]));
  const compile = { passes, ...(smallIntegers === undefined ? {} : { smallIntegers }) };
  return createJitEngine({ ...(tune === undefined ? {} : { tune }), compile });
}

function native(): Namespace {
  const { WebAssembly } = globalThis as { WebAssembly?: Namespace };
  if (WebAssembly === undefined) throw new Error('the host has no WebAssembly');
  return WebAssembly;
}

function namespaceOf(spec: Exclude<EngineSpec, ModuleEngine>): Namespace {
  if (spec.kind === 'softwasm') {
    const engine = spec.interprets === true ? createInterpreterEngine() : softwasmEngine(spec);
    return createWebAssembly({ engine }) as Namespace;
  }
  if (spec.kind === 'present') return spec.name === 'native' ? native() : (Polywasm as Namespace);
  return new Function(spec.body)() as Namespace;
}

/** Imports a module by its text, which is ASCII. */
async function instantiateModule({ text }: ModuleEngine): Promise<KernelExports> {
  const compiled = (await import(`data:text/javascript;base64,${btoa(text)}`)) as { instantiate(): KernelExports };
  return compiled.instantiate();
}

/**
 * Instantiates a kernel. Synchronously where the engine can do that: of interpreters in scripts some cannot.
 *
 * @throws whatever the engine does with a module that it cannot run
 */
export async function instantiate(spec: EngineSpec, bytes: Uint8Array): Promise<KernelExports> {
  if (spec.kind === 'exports') return new Function(spec.body)() as KernelExports;
  if (spec.kind === 'module') return instantiateModule(spec);
  const namespace = namespaceOf(spec);
  if (spec.kind === 'namespace') {
    const { instance } = await namespace.instantiate(bytes.slice().buffer, {});
    return instance.exports as KernelExports;
  }
  return new namespace.Instance(new namespace.Module(bytes), {}).exports as KernelExports;
}

/** The compiler's passes that can be switched off, in their order. */
export const PASSES: readonly string[] = Object.keys(ALL_PASSES);
