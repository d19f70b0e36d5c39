import {
  type Code,
  type Engine,
  ExceptionInstance,
  type ModuleInstance,
  newDefaultArray,
  newStruct,
  RF,
  RI,
  type TagInstance,
} from '@softwasm/runtime';
import { importCount, Trap } from '@softwasm/syntax';

/** What functions do, by the name that they are exported by: all in the calling convention. */
const CODE: Readonly<Record<string, (instance: ModuleInstance) => Code>> = {
  nothing: () => () => undefined,
  add: () => (a: number, b: number) => (a + b) | 0,
  i32: () => (x) => x,
  i64: () => (low, high) => {
    RI[1] = high;
    return low;
  },
  f32: () => (x) => x,
  f64: () => (x) => x,
  v128: () => (a, b, c, d) => {
    RI.set([b, c, d], 1);
    return a;
  },
  two: () => () => {
    RF[1] = -0;
    return 7;
  },
  extern: () => (x) => x,
  intern: () => (x) => x,
  func: (instance) => () => instance.func(0),
  'null func': () => () => null,
  i31: () => () => 3,
  // The first two types of the module.
  struct:
    ({ store, types }) =>
    () =>
      newStruct(store, types[0] as number),
  array:
    ({ store, types }) =>
    () =>
      newDefaultArray(store, types[1] as number, 1),
  divide: () => () => {
    throw new Trap('integer-divide-by-zero');
  },
  throw: (instance) => () => {
    throw new ExceptionInstance(instance.tags[0] as TagInstance, []);
  },
  // Two mistakes that engines make.
  'minus zero': () => () => -0,
  unrounded: () => () => 0.1,
  exhaust: () => () => {
    throw new Trap('stack-exhausted');
  },
};

/** All that is not exported, start functions above all. */
const UNREACHABLE: Code = () => {
  throw new Trap('unreachable');
};

/** An engine that does not look at bodies: functions do what {@link CODE} says, and all others trap. */
export const scriptedEngine: Engine = {
  name: 'scripted',
  prepare: (module) => ({
    engine: scriptedEngine,
    module,
    link: (instance) => ({
      code: (defined) => {
        const index = importCount(module, 'func') + defined;
        const name = module.exports.find((exported) => exported.kind === 'func' && exported.index === index)?.name;
        return CODE[name ?? '']?.(instance) ?? UNREACHABLE;
      },
    }),
  }),
};
