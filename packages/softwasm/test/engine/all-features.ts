import { decodeModule } from '@softwasm/decoder';
import { instantiate, type ModuleInstance, Store } from '@softwasm/runtime';
import { ALL_FEATURES } from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { type NativeExports, nativeWebAssembly } from '../../../../test-support/webassembly.ts';
import { createJitEngine } from '../../src/engine/create-jit-engine.ts';

/** Instantiates text that may use proposals. */
export function jitOfAllFeatures(text: string): ModuleInstance {
  const features = { features: ALL_FEATURES };
  const module = validateModule(decodeModule(assemble(text, features), features), features);
  return instantiate(new Store(), createJitEngine().prepare(module), []);
}

/** The same on the host, for proposals that it has. */
export function nativeOfAllFeatures(text: string): NativeExports {
  const { Instance, Module } = nativeWebAssembly();
  return new Instance(new Module(assemble(text, { features: ALL_FEATURES }))).exports;
}
