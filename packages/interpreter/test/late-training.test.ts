import { decodeModule } from '@softwasm/decoder';
import { callFunction, hostFunction, instantiate, type PreparedModule, Store } from '@softwasm/runtime';
import { ALL_FEATURES } from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { expect, it } from 'vitest';
import { createInterpreterEngine, prepareLowerTier, type UpperTier } from '../src/index.ts';

/*
 * In a file of its own: the loop is trained once. Where leave to evaluate ends in the midst of a program without a JIT, functions are interpreted for ever from there on, in the
 * store whose machine is at work.
 */

const validate = (text: string) =>
  validateModule(decodeModule(assemble(text), { features: ALL_FEATURES }), { features: ALL_FEATURES });

it('training leaves a machine alone that is at work', () => {
  const below = validate(`(module (import "host" "link" (func $link))
    (func (export "run") (param i32) (result i32) (local i32)
      (local.set 1 (i32.mul (local.get 0) (i32.const 3))) (call $link) (i32.add (local.get 0) (local.get 1))))`);
  const engine = createInterpreterEngine();
  const upper: UpperTier = {
    patience: () => 1e6,
    code: () => undefined,
    entry: () => undefined,
    name: () => undefined,
  };
  const prepared: PreparedModule = {
    engine,
    module: below,
    link: (instance) => prepareLowerTier(below).linkBelow(instance, upper, { steps: 1000, jit: false }),
  };
  const store = new Store();
  const link = (): [] => {
    instantiate(store, engine.prepare(validate('(module (func (export "f")))')), []);
    return [];
  };
  const host = hostFunction(store, store.typesOf(below)[0]!, link);
  const run = instantiate(store, prepared, [host]).exports.get('run');
  if (run?.kind !== 'func') throw new Error('no function');
  expect(callFunction(run, [7])).toEqual([28]);
});
