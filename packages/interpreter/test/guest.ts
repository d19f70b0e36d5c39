import { decodeModule } from '@softwasm/decoder';
import { type ExternInstance, type FunctionInstance, instantiate, type ModuleInstance, Store } from '@softwasm/runtime';
import { ALL_FEATURES } from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { createInterpreterEngine } from '../src/index.ts';

/** An instance of a module in text format, in the interpreter. */
export function interpret(
  text: string,
  imports: readonly ExternInstance[] = [],
  store: Store = new Store(),
): ModuleInstance {
  const features = ALL_FEATURES;
  const module = validateModule(decodeModule(assemble(text), { features }), { features });
  return instantiate(store, createInterpreterEngine().prepare(module), imports);
}

/** An exported function. */
export function func(instance: ModuleInstance, name: string): FunctionInstance {
  return instance.exports.get(name) as FunctionInstance;
}
