import { HI } from '@softwasm/numerics';
import {
  type AtomicOperation,
  atomicCompareExchange,
  atomicCompareExchange64,
  atomicLoad,
  atomicLoad64,
  atomicNotify,
  atomicOperation,
  atomicOperation64,
  atomicStore,
  atomicStore64,
  atomicWait32,
  atomicWait64,
  type MemoryInstance,
} from '@softwasm/runtime';
import { INSTRUCTION_NAMES, type InstructionNameIn, Trap } from '@softwasm/syntax';
import { effectiveAddress, MEMARG_SLOTS, memoryOf } from './addresses.ts';
import type { Handler, Handlers } from './handler.ts';

/*
 * Atomic instructions (threads proposal). Operands: the result's register where there is one, the address, the memarg, further operands.
 */

type AtomicName = InstructionNameIn<'atomic'>;

/** What an instruction does at an address that is aligned; further operands begin at `rest`, as registers relative to `base`. */
type Access = (
  memory: MemoryInstance,
  address: number,
  words: Int32Array,
  code: Int32Array,
  rest: number,
  base: number,
) => number;

/** How the value of an access is stored: not at all, as a word, as a word that is an unsigned `i64`, or with its high word in `HI[0]`. */
type Result = 'none' | 'word' | 'extended' | 'pair';

function handler(size: number, result: Result, access: Access): Handler {
  const first = result === 'none' ? 0 : 1;
  return (m, x, code, at, base) => {
    const { words: I } = m;
    const memarg = at + first + 1;
    const address = effectiveAddress(m, code, memarg, base + code[at + first]!);
    if (address % size !== 0) throw new Trap('unaligned-atomic');
    const value = access(memoryOf(x, code, memarg), address, I, code, memarg + MEMARG_SLOTS, base);
    if (result === 'none') return;
    const d = base + code[at]!;
    I[d] = value;
    if (result === 'pair') I[d + 1] = HI[0]!;
    else if (result === 'extended') I[d + 1] = 0;
  };
}

function loadOrStore(kind: string, size: 1 | 2 | 4 | 8, wide: boolean): Handler {
  if (kind === 'load') {
    if (size === 8) return handler(8, 'pair', (memory, address) => atomicLoad64(memory, address));
    return handler(size, wide ? 'extended' : 'word', (memory, address) => atomicLoad(memory, address, size));
  }
  return handler(size, 'none', (memory, address, I, code, rest, base) => {
    const value = base + code[rest]!;
    if (size === 8) atomicStore64(memory, address, I[value]!, I[value + 1]!);
    else atomicStore(memory, address, size, I[value]!);
    return 0;
  });
}

function compareExchange(size: 1 | 2 | 4 | 8, wide: boolean): Handler {
  if (size === 8) {
    return handler(8, 'pair', (memory, address, I, code, rest, base) => {
      const expected = base + code[rest]!;
      const value = base + code[rest + 1]!;
      return atomicCompareExchange64(memory, address, I[expected]!, I[expected + 1]!, I[value]!, I[value + 1]!);
    });
  }
  return handler(size, wide ? 'extended' : 'word', (memory, address, I, code, rest, base) => {
    const expected = base + code[rest]!;
    // An expected value that is wider than the access can never be there.
    const value = I[base + code[rest + 1]!]!;
    return exchangeIfFits(memory, address, size, wide, I, expected, value);
  });
}

/** What is there is zero-extended: it equals no expected value that has higher bits. */
function exchangeIfFits(
  memory: MemoryInstance,
  address: number,
  size: 1 | 2 | 4,
  wide: boolean,
  I: Int32Array,
  expected: number,
  value: number,
): number {
  const lo = I[expected]!;
  const fits = (size === 4 || lo >>> (8 * size) === 0) && !(wide && I[expected + 1] !== 0);
  return fits ? atomicCompareExchange(memory, address, size, lo, value) : atomicLoad(memory, address, size);
}

function readModifyWrite(name: string, size: 1 | 2 | 4 | 8, wide: boolean): Handler {
  if (name === 'cmpxchg') return compareExchange(size, wide);
  if (size === 8) {
    const operation = atomicOperation64(name as AtomicOperation);
    return handler(8, 'pair', (memory, address, I, code, rest, base) => {
      const value = base + code[rest]!;
      return operation(memory, address, I[value]!, I[value + 1]!);
    });
  }
  const operation = atomicOperation(name as AtomicOperation);
  return handler(size, wide ? 'extended' : 'word', (memory, address, I, code, rest, base) =>
    operation(memory, address, size, I[base + code[rest]!]!),
  );
}

const NAME = /^(i32|i64)\.atomic\.(load|store|rmw)(8|16|32)?(?:\.(\w+?))?(?:_u)?$/;

function handlerOf(name: AtomicName): Handler {
  const [, type, kind = '', bits, operation] = NAME.exec(name)!;
  const wide = type === 'i64';
  const size = (bits === undefined ? (wide ? 8 : 4) : Number(bits) / 8) as 1 | 2 | 4 | 8;
  return kind === 'rmw' ? readModifyWrite(operation!, size, wide) : loadOrStore(kind, size, wide);
}

const OTHERS: Handlers<Extract<AtomicName, `memory.atomic.${string}` | 'atomic.fence'>> = {
  'memory.atomic.notify': handler(4, 'word', (memory, address, I, code, rest, base) =>
    atomicNotify(memory, address, I[base + code[rest]!]!),
  ),
  'memory.atomic.wait32': handler(4, 'word', (memory, address, I, code, rest, base) => {
    const timeout = base + code[rest + 1]!;
    return atomicWait32(memory, address, I[base + code[rest]!]!, I[timeout]!, I[timeout + 1]!);
  }),
  'memory.atomic.wait64': handler(8, 'word', (memory, address, I, code, rest, base) => {
    const expected = base + code[rest]!;
    const timeout = base + code[rest + 1]!;
    return atomicWait64(memory, address, I[expected]!, I[expected + 1]!, I[timeout]!, I[timeout + 1]!);
  }),
  // One agent's operations are in order anyway.
  'atomic.fence': () => {},
};

/** All atomic instructions. */
export const ATOMIC_HANDLERS: Handlers<AtomicName> = {
  ...(Object.fromEntries(
    INSTRUCTION_NAMES.filter((name) => NAME.test(name)).map((name) => [name, handlerOf(name as AtomicName)]),
  ) as Handlers<Exclude<AtomicName, keyof typeof OTHERS>>),
  ...OTHERS,
};
