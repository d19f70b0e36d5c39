import { decodeModule } from '@softwasm/decoder';
import type { Engine } from '@softwasm/runtime';
import {
  BROWSER_FEATURES,
  type Export,
  F32,
  F64,
  I64,
  importCount,
  isRef,
  type Module,
  type ValType,
} from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import { encodeModule } from '@softwasm/wat';
import { HostSide, nativeApi } from './host-side.ts';
import { OurSide } from './our-side.ts';
import { agree, describeOutcome } from './outcome.ts';
import type { Random } from './random.ts';
import { crossesApi, funcTypeOf } from './side.ts';

/** A 64-bit number with interesting neighbours. */
const EDGES = [0n, 1n, -1n, 2n ** 31n, 2n ** 32n, 2n ** 63n, 0x7fn, 0x80n, 0xffffn, 0x5555555555555555n];
const FLOATS = [
  0,
  -0,
  1,
  -1.5,
  0.1,
  2 ** 31,
  -(2 ** 31),
  2 ** 32,
  2 ** 63,
  1e-40,
  5e-324,
  1e300,
  Number.POSITIVE_INFINITY,
  Number.NaN,
];

/** What a module may use, the host permitting. */
const OPTIONS = { features: BROWSER_FEATURES };

/** How often each exported function is called. */
const ROUNDS = 3;

/**
 * Runs a module in softwasm and in the host's own WebAssembly, with the same calls.
 *
 * @returns what differs first, or `undefined`
 */
export function differs(bytes: Uint8Array, random: Random, engine: Engine): string | undefined {
  if (nativeApi === undefined) throw new Error('this host has no WebAssembly to compare with');
  const opened = encodeModule(withStateExported(decodeModule(bytes, OPTIONS)));
  // The optimiser may use instructions that are too new for the host; bad-input.ts asks whether we agree about modules that it knows.
  if (!nativeApi.validate(opened)) return undefined;
  const module = validateModule(decodeModule(opened, OPTIONS), OPTIONS);
  const ours = new OurSide(engine.prepare(module));
  const host = new HostSide(nativeApi, opened, module);
  const steps: (() => readonly [string, ReturnType<OurSide['start']>, ReturnType<OurSide['start']>])[] = [
    () => ['instantiation', ours.start(), host.start()],
  ];
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, kind, index } of module.exports) {
      if (kind !== 'func') continue;
      const { params, results } = funcTypeOf(module, index);
      if (!crossesApi([...params, ...results])) continue;
      const args = params.map((type) => randomValue(type, random));
      steps.push(() => [`${name}(${args.map(String).join(', ')})`, ours.call(name, args), host.call(name, args)]);
    }
  }
  for (const step of steps) {
    const [what, our, native] = step();
    if (our.kind === 'exhausted' || native.kind === 'exhausted') return undefined;
    if (!agree(our, native)) return `${what}: ${describeOutcome(our)}, but the host: ${describeOutcome(native)}`;
    const different = ours.log.findIndex((line, i) => line !== host.log[i]);
    if (different >= 0 || ours.log.length !== host.log.length) {
      return `${what}: log line ${different}: ${ours.log[different]}, but the host: ${host.log[different]}`;
    }
    if (what === 'instantiation' && our.kind !== 'returned') return undefined;
    if (ours.state() !== host.state()) return `${what}: the state is\n${ours.state()}\nbut the host's\n${host.state()}`;
  }
  return undefined;
}

/** The module with its memories and globals exported, so that its state can be compared. */
function withStateExported(module: Module): Module {
  const added: Export[] = [];
  for (let index = 0; index < importCount(module, 'memory') + module.memories.length; index++) {
    added.push({ name: `memory ${index}`, kind: 'memory', index, offset: 0 });
  }
  for (let index = 0; index < importCount(module, 'global') + module.globals.length; index++) {
    added.push({ name: `global ${index}`, kind: 'global', index, offset: 0 });
  }
  return { ...module, exports: [...module.exports, ...added] };
}

function randomValue(type: ValType, random: Random): unknown {
  if (isRef(type)) return null;
  if (type === F64 || type === F32) {
    const value = random.below(2) === 0 ? random.pick(FLOATS) : (random.next() - 2 ** 31) / 2 ** random.below(40);
    return type === F32 ? Math.fround(value) : value;
  }
  const edge = random.pick(EDGES) + BigInt(random.below(3) - 1);
  const bits = random.below(2) === 0 ? edge : (BigInt(random.next()) << 32n) | BigInt(random.next());
  return type === I64 ? BigInt.asIntN(64, bits) : Number(BigInt.asIntN(32, bits));
}
