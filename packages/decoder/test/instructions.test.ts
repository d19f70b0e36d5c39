import {
  ALL_FEATURES,
  abstractHeapType,
  BLOCKTYPE_EMPTY,
  concreteHeapType,
  EXTERNREF,
  F64,
  HEADER_SLOTS,
  I32,
  IMMEDIATES,
  type ImmediateKind,
  INSTRUCTION_COUNT,
  INSTRUCTION_FEATURES,
  INSTRUCTION_ID,
  INSTRUCTION_NAMES,
  type InstructionName,
  instructionSlots,
  OPCODES,
  refType,
  withFeatures,
} from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { decodeModule } from '../src/index.ts';
import { binary, bytes, EMPTY_TYPE, leb, oneFunction, type Piece, section, sized } from './binary.ts';

interface Sample {
  readonly encoded: Piece;
  readonly slots: readonly number[];
}

const INDEX: readonly Sample[] = [
  { encoded: 5, slots: [5] },
  { encoded: [0x85, 0x01], slots: [0x85] },
  { encoded: [0xff, 0xff, 0xff, 0xff, 0x0f], slots: [-1] },
];
const MEMARG: readonly Sample[] = [
  { encoded: [0, 0], slots: [0, 0, 0, 0] },
  { encoded: [2, 0x7f], slots: [2, 0, 0x7f, 0] },
  { encoded: [2, 0x80, 0x01], slots: [2, 0, 0x80, 0] },
  { encoded: [2, 0xff, 0xff, 0x03], slots: [2, 0, 0xffff, 0] },
  { encoded: [0x42, 3, 8], slots: [2, 3, 8, 0] },
  {
    encoded: [0x3f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
    slots: [0x3f, 0, -1, -1],
  },
];
const LANE: readonly Sample[] = [
  { encoded: 1, slots: [1] },
  { encoded: [0xff, 0x01], slots: [255] },
];
const FUNC = abstractHeapType('func');

/** Encodings of each kind of immediate, and the slots that they have to become. */
const SAMPLES: Readonly<Record<ImmediateKind, readonly Sample[]>> = {
  blocktype: [
    { encoded: 0x40, slots: [BLOCKTYPE_EMPTY] },
    { encoded: 0x7f, slots: [-I32] },
    { encoded: 0x7c, slots: [-F64] },
    { encoded: 0x6f, slots: [-EXTERNREF] },
    { encoded: [0x64, 0x70], slots: [-refType(false, FUNC)] },
    { encoded: [0x63, 0x62, 9], slots: [-refType(true, concreteHeapType(9, true))] },
    { encoded: 3, slots: [3] },
    { encoded: [0xc0, 0x00], slots: [0x40] },
    { encoded: [0xff, 0xff, 0xff, 0xff, 0x0f], slots: [2 ** 26 - 1] },
  ],
  labelidx: INDEX,
  labels: [
    { encoded: [0, 7], slots: [0, 7] },
    { encoded: [3, 1, 2, 0x83, 0x01, 0], slots: [3, 1, 2, 0x83, 0] },
    { encoded: [leb(400), new Uint8Array(400).fill(6), 9], slots: [400, ...new Uint8Array(400).fill(6), 9] },
  ],
  funcidx: INDEX,
  typeidx: INDEX,
  tableidx: INDEX,
  memidx: INDEX,
  tagidx: INDEX,
  localidx: INDEX,
  globalidx: INDEX,
  elemidx: INDEX,
  dataidx: INDEX,
  fieldidx: INDEX,
  u32: INDEX,
  memarg1: MEMARG,
  memarg2: MEMARG,
  memarg4: MEMARG,
  memarg8: MEMARG,
  memarg16: MEMARG,
  lane2: LANE,
  lane4: LANE,
  lane8: LANE,
  lane16: LANE,
  lanes16: [
    {
      encoded: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 28, 29, 30, [0xff, 0x01]],
      slots: [0x03020100, 0x07060504, 0x0b0a0908, 0xff1e1d1c | 0],
    },
  ],
  i32: [
    { encoded: 0x3f, slots: [63] },
    { encoded: 0x40, slots: [-64] },
    { encoded: [0xc0, 0x00], slots: [64] },
    { encoded: [0x80, 0x80, 0x80, 0x80, 0x78], slots: [-(2 ** 31)] },
  ],
  i64: [
    { encoded: 0x3f, slots: [63, 0] },
    { encoded: 0x7f, slots: [-1, -1] },
    { encoded: [0x80, 0x80, 0x80, 0x80, 0x08], slots: [-(2 ** 31), 0] },
    { encoded: [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f], slots: [0, -(2 ** 31)] },
  ],
  f32: [{ encoded: [0x01, 0x00, 0xa0, 0x7f], slots: [0x7fa00001] }],
  f64: [{ encoded: [1, 2, 3, 4, 5, 6, 0xf4, 0xff], slots: [0x04030201, 0xfff40605 | 0] }],
  v128: [
    {
      encoded: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 255],
      slots: [0x04030201, 0x08070605, 0x0c0b0a09, 0xff0f0e0d | 0],
    },
  ],
  heaptype: [
    { encoded: 0x70, slots: [FUNC] },
    { encoded: 0x71, slots: [abstractHeapType('none')] },
    { encoded: [0x80, 0x01], slots: [128] },
    { encoded: [0x62, 3], slots: [concreteHeapType(3, true)] },
  ],
  cast: [
    {
      encoded: [0, 1, 0x6e, 0x6c],
      slots: [1, refType(false, abstractHeapType('any')), refType(false, abstractHeapType('i31'))],
    },
    { encoded: [3, 0, 4, 5], slots: [0, refType(true, 4), refType(true, 5)] },
    { encoded: [2, 0, 4, 5], slots: [0, refType(false, 4), refType(true, 5)] },
  ],
  valtypes: [
    { encoded: 0, slots: [0] },
    { encoded: [2, 0x7f, 0x63, 0x01], slots: [2, I32, refType(true, 1)] },
  ],
  catches: [
    { encoded: 0, slots: [0] },
    { encoded: [4, 0, 7, 1, 1, 8, 2, 2, 3, 3, 4], slots: [4, 0, 7, 1, 1, 8, 2, 2, 0, 3, 3, 0, 4] },
  ],
  zero: [{ encoded: 0, slots: [0] }],
};

function opcodeBytes(id: number): Piece {
  const opcode = OPCODES[id] as number;
  return opcode < 0x100 ? opcode : [opcode >>> 12, leb(opcode & 0xfff)];
}

/** What has to stand around an instruction for its place to be right. */
const AROUND: Partial<Record<InstructionName, readonly [before: Piece, after: Piece]>> = {
  block: [[], 0x0b],
  loop: [[], 0x0b],
  if: [[], 0x0b],
  try: [[], 0x0b],
  try_table: [[], 0x0b],
  else: [[0x04, 0x40], 0x0b],
  catch: [[0x06, 0x40], 0x0b],
  catch_all: [[0x06, 0x40], 0x0b],
  delegate: [[0x06, 0x40], []],
  end: [[0x02, 0x40], []],
};

function moduleAround(encoded: Piece): Uint8Array {
  return binary(EMPTY_TYPE, section('function', 1, 0), section('datacount', 0), section('code', 1, sized(0, encoded)));
}

describe('every instruction of the table', () => {
  it.each(INSTRUCTION_NAMES.map((name, id) => [name, id] as const))('%s', (name, id) => {
    const kinds = IMMEDIATES[id] as readonly ImmediateKind[];
    const [before, after] = AROUND[name] ?? [[], []];
    const rounds = Math.max(1, ...kinds.map((kind) => SAMPLES[kind].length));
    for (let round = 0; round < rounds; round++) {
      const samples = kinds.map((kind) => SAMPLES[kind][round % SAMPLES[kind].length] as Sample);
      const encoded = bytes(
        before,
        opcodeBytes(id),
        samples.map((sample) => sample.encoded),
      );
      const module = decodeModule(moduleAround([encoded, after, 0x0b]), { features: ALL_FEATURES });
      const func = module.funcs[0];
      const code = func?.body().expr.code as Int32Array;
      const place = bytes(before).length > 0 ? HEADER_SLOTS + 1 : 0;
      const slots = samples.flatMap((sample) => sample.slots);
      expect(instructionSlots(code, place)).toBe(HEADER_SLOTS + slots.length);
      expect([...code.slice(place, place + HEADER_SLOTS + slots.length)]).toEqual([
        id,
        (func?.offset as number) + 1 + bytes(before).length,
        ...slots,
      ]);
      expect(code[code.length - HEADER_SLOTS]).toBe(INSTRUCTION_ID.end);
    }
  });

  it('belongs to a feature without which it is illegal', () => {
    for (let id = 0; id < INSTRUCTION_COUNT; id++) {
      const feature = INSTRUCTION_FEATURES[id];
      if (feature === undefined || feature === 'mvp') continue;
      const encoded = [opcodeBytes(id), new Uint8Array(20)];
      const without = { features: withFeatures(ALL_FEATURES, [], [feature]) };
      expect(() => decodeModule(oneFunction(encoded), without), INSTRUCTION_NAMES[id]).toThrow(/^illegal opcode/);
    }
  });
});

describe('expressions', () => {
  const names = (body: Piece): string[] => {
    const code = decodeModule(oneFunction(body), { features: ALL_FEATURES }).funcs[0]?.body().expr.code as Int32Array;
    const list: string[] = [];
    for (let pc = 0; pc < code.length; pc += instructionSlots(code, pc)) {
      list.push(INSTRUCTION_NAMES[code[pc] as number] as string);
    }
    return list;
  };

  it('end with the `end` that closes nothing', () => {
    expect(names([0x02, 0x40, 0x03, 0x40, 0x0b, 0x0b, 0x01, 0x0b])).toEqual([
      'block',
      'loop',
      'end',
      'end',
      'nop',
      'end',
    ]);
  });

  it('have an else in an if, and several handlers in a try', () => {
    expect(names([0x04, 0x40, 0x01, 0x05, 0x00, 0x0b, 0x0b])).toEqual([
      'if',
      'nop',
      'else',
      'unreachable',
      'end',
      'end',
    ]);
    expect(names([0x06, 0x40, 0x07, 0, 0x07, 1, 0x19, 0x0b, 0x06, 0x40, 0x18, 0, 0x0b])).toEqual([
      'try',
      'catch',
      'catch',
      'catch_all',
      'end',
      'try',
      'delegate',
      'end',
    ]);
  });

  it('may nest as deep as bytes allow, and be long', () => {
    const depth = 1_000_000;
    const body = bytes(
      Array.from({ length: 1000 }, () => new Uint8Array(2000).map((_, i) => (i % 2 === 0 ? 0x03 : 0x40))),
      new Uint8Array(depth + 1).fill(0x0b),
    );
    const start = performance.now();
    expect(names([body]).length).toBe(2 * depth + 1);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('are decoded anew at every call, and alike', () => {
    const func = decodeModule(oneFunction([0x41, 0x2a, 0x1a, 0x0b]), { bodies: 'lazy' }).funcs[0];
    const [first, second] = [func?.body(), func?.body()];
    expect(second).toEqual(first);
    expect(second?.expr.code).not.toBe(first?.expr.code);
  });
});
