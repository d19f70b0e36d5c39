import {
  ADDR,
  CATEGORIES,
  I32,
  I64,
  IMMEDIATE_SLOTS,
  IMMEDIATES,
  type ImmediateKind,
  INVALID,
  NATURAL_ALIGNMENT,
  SIGNATURES,
  type Signature,
  type ValType,
} from '@softwasm/syntax';
import type { ExpressionState } from '../expression-state.ts';
import { indexAt } from './rule.ts';

/** Checks an immediate at a slot. */
type ImmediateCheck = (state: ExpressionState, at: number, id: number) => void;

/** §3.4.9: alignment, memory, and an offset that an address can have. */
function memarg(state: ExpressionState, at: number, id: number): void {
  const { context, code } = state;
  const memory = memoryAddress(state, at + 1);
  const alignment = indexAt(state, at);
  const natural = NATURAL_ALIGNMENT[id] as number;
  if (CATEGORIES[id] === 'atomic') {
    if (alignment !== natural) context.fail(alignment > natural ? INVALID.alignment : INVALID.atomicAlignment);
  } else if (alignment > natural) {
    context.fail(INVALID.alignment);
  }
  if (memory === I32 && code[at + 3] !== 0) context.fail(INVALID.offsetOutOfRange);
}

function lane(count: number): ImmediateCheck {
  return (state, at) => {
    if (indexAt(state, at) >= count) state.context.fail(INVALID.laneIndex);
  };
}

/** `i8x16.shuffle`: sixteen lanes out of the 32 of both operands. */
function shuffleLanes({ context, code }: ExpressionState, at: number): void {
  for (let word = 0; word < 4; word++) {
    if (((code[at + word] as number) & 0xe0e0e0e0) !== 0) context.fail(INVALID.laneIndex);
  }
}

/** The immediates of plain instructions that can be wrong. */
export const IMMEDIATE_CHECKS: Readonly<Partial<Record<ImmediateKind, ImmediateCheck>>> = {
  memarg1: memarg,
  memarg2: memarg,
  memarg4: memarg,
  memarg8: memarg,
  memarg16: memarg,
  lane2: lane(2),
  lane4: lane(4),
  lane8: lane(8),
  lane16: lane(16),
  lanes16: shuffleLanes,
  memidx: memoryAddress,
  elemidx: ({ context, code }, at) =>
    context.bound((code[at] as number) >>> 0, context.elements.length, INVALID.unknownElem),
  dataidx: ({ context, code }, at) =>
    context.bound((code[at] as number) >>> 0, context.module.datas.length, INVALID.unknownData),
};

/** The value type of the addresses of a memory. */
export function memoryAddress(state: ExpressionState, at: number): ValType {
  const { context } = state;
  const memory = indexAt(state, at);
  context.bound(memory, context.memories.length, INVALID.unknownMemory);
  return context.memories[memory] as ValType;
}

/** Slots from the first immediate to the memory index, by id; -1 for instructions without one. */
const MEMORY_INDEX: Int8Array = Int8Array.from(IMMEDIATES, (kinds) => {
  let slot = 0;
  for (const kind of kinds) {
    if (kind === 'memidx') return slot;
    if (kind.startsWith('memarg')) return slot + 1;
    slot += IMMEDIATE_SLOTS[kind];
  }
  return -1;
});

function withAddress(address: ValType): readonly (Signature | null)[] {
  const fill = (types: readonly ValType[]): readonly ValType[] => types.map((type) => (type === ADDR ? address : type));
  return SIGNATURES.map((signature) =>
    signature === null ? null : { params: fill(signature.params), results: fill(signature.results) },
  );
}

const SIGNATURES_32 = withAddress(I32);
const SIGNATURES_64 = withAddress(I64);

/** The rule of every instruction that has a signature: its immediates are checked, its operands popped, its results pushed. */
export function plainRule(state: ExpressionState, at: number, id: number): void {
  const { operands } = state;
  const memory = MEMORY_INDEX[id] as number;
  const wide = memory >= 0 && memoryAddress(state, at + memory) === I64;
  let slot = at;
  for (const kind of IMMEDIATES[id] as readonly ImmediateKind[]) {
    IMMEDIATE_CHECKS[kind]?.(state, slot, id);
    slot += IMMEDIATE_SLOTS[kind];
  }
  const { params, results } = (wide ? SIGNATURES_64 : SIGNATURES_32)[id] as Signature;
  operands.popAll(params);
  operands.pushAll(results);
}
