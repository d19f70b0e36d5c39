/** Runs text modules on the generating engine and on the host's own WebAssembly, and compares. */
import { decodeModule } from '@softwasm/decoder';
import {
  callFunction,
  type ExternInstance,
  type FunctionInstance,
  instantiate,
  type ModuleInstance,
  Store,
  type WasmValue,
} from '@softwasm/runtime';
import { ALL_FEATURES, Trap } from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { type NativeExports, nativeWebAssembly } from '../../../../test-support/webassembly.ts';
import type { AutomaticOptions } from '../../src/engine/automatic-engine.ts';
import { createAutomaticEngine } from '../../src/engine/create-automatic-engine.ts';
import { createJitEngine } from '../../src/engine/create-jit-engine.ts';
import type { JitOptions } from '../../src/engine/jit-engine.ts';

/** What a call came to: its value, or the message of its trap. */
export type Outcome = { readonly value: unknown } | { readonly trap: string };

/** Instantiates a binary on the generating engine. */
export function jitInstance(
  bytes: Uint8Array,
  options: JitOptions = {},
  imports: readonly ExternInstance[] = [],
  store: Store = new Store(),
): ModuleInstance {
  const features = ALL_FEATURES;
  const module = validateModule(decodeModule(bytes, { features }), { features });
  return instantiate(store, createJitEngine(options).prepare(module), imports);
}

/** Everything goes over from the interpreter to generated code: what is called a second time, and every loop. */
export const IMPATIENT: AutomaticOptions = {
  wholeModuleBytes: 0,
  tiers: { leastBytes: 0, operationsPerByte: 0, steps: 1 },
};

/** Instantiates text on an engine of both tiers. */
export function tiered(text: string, options: AutomaticOptions = {}, store: Store = new Store()): ModuleInstance {
  const features = ALL_FEATURES;
  const module = validateModule(decodeModule(assemble(text, { features }), { features }), { features });
  return instantiate(store, createAutomaticEngine({ ...IMPATIENT, ...options }).prepare(module), []);
}

/** Instantiates text. */
export function jit(text: string, options: JitOptions = {}): ModuleInstance {
  return jitInstance(assemble(text, { features: ALL_FEATURES }), options);
}

/** Instantiates text on the host. */
export function native(text: string): NativeExports {
  const { Instance, Module } = nativeWebAssembly();
  return new Instance(new Module(assemble(text, { features: ALL_FEATURES }))).exports;
}

/** Calls an export; several results come as an array. */
export function callJit(instance: ModuleInstance, name: string, args: readonly WasmValue[]): Outcome {
  const func = instance.exports.get(name) as FunctionInstance;
  try {
    const results = callFunction(func, args);
    return { value: results.length > 1 ? results : results[0] };
  } catch (error) {
    if (error instanceof Trap) return { trap: error.code };
    throw error;
  }
}

/** What the host says where we have a trap code. */
const NATIVE_MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/unreachable/, 'unreachable'],
  [/divide by zero|remainder by zero/, 'integer-divide-by-zero'],
  [/divide result unrepresentable/, 'integer-overflow'],
  [/float unrepresentable/, 'truncation'],
  [/memory access out of bounds/, 'memory-out-of-bounds'],
  [/table index is out of bounds/, 'undefined-element'],
  [/table access out of bounds|table index/, 'table-out-of-bounds'],
  [/null function or function signature mismatch/, 'indirect'],
  [/Maximum call stack/, 'stack-exhausted'],
];

/** Calls an export of the host. */
export function callNative(exports: NativeExports, name: string, args: readonly unknown[]): Outcome {
  try {
    return { value: exports[name](...args) as unknown };
  } catch (error) {
    const { message } = error as Error;
    return { trap: NATIVE_MESSAGES.find(([pattern]) => pattern.test(message))?.[1] ?? message };
  }
}

/** An outcome as the host can tell it: it knows one message for several traps. */
export function asNative(outcome: Outcome, isTruncation = false): Outcome {
  if (!('trap' in outcome)) return outcome;
  const { trap } = outcome;
  if (trap === 'invalid-conversion' || (isTruncation && trap === 'integer-overflow')) return { trap: 'truncation' };
  if (trap === 'uninitialized-element' || trap === 'indirect-call-mismatch') return { trap: 'indirect' };
  return outcome;
}
