import {
  BLOCKTYPE_EMPTY,
  blocktypeIsIndex,
  blocktypeResult,
  type Expr,
  HEADER_SLOTS,
  heapTypeOf,
  IMMEDIATES,
  type ImmediateKind,
  isNullable,
  OPCODES,
} from '@softwasm/syntax';
import type { ByteWriter } from './byte-writer.ts';
import { encodeHeapType, encodeValType } from './types.ts';

/** Writes the immediate whose slots begin at `at`, and returns where the next one begins. */
type ImmediateEncoder = (writer: ByteWriter, code: Int32Array, at: number) => number;

const slot = (code: Int32Array, at: number): number => code[at] as number;

const index: ImmediateEncoder = (writer, code, at) => {
  writer.u32(slot(code, at));
  return at + 1;
};

function words(count: number): ImmediateEncoder {
  return (writer, code, at) => {
    for (let i = 0; i < count; i++) writer.word32(slot(code, at + i));
    return at + count;
  };
}

/** §5.4.6: the flags say whether a memory index follows. */
function memarg(writer: ByteWriter, code: Int32Array, at: number): number {
  const memory = slot(code, at + 1);
  writer.u32(slot(code, at) | (memory === 0 ? 0 : 0x40));
  if (memory !== 0) writer.u32(memory);
  writer.u64(slot(code, at + 2), slot(code, at + 3));
  return at + 4;
}

function blocktype(writer: ByteWriter, code: Int32Array, at: number): number {
  const type = slot(code, at);
  if (type === BLOCKTYPE_EMPTY) writer.byte(0x40);
  else if (blocktypeIsIndex(type)) writer.index33(type);
  else encodeValType(writer, blocktypeResult(type));
  return at + 1;
}

function labels(writer: ByteWriter, code: Int32Array, at: number): number {
  const end = at + 2 + slot(code, at);
  for (let i = at; i < end; i++) writer.u32(slot(code, i));
  return end;
}

function valtypes(writer: ByteWriter, code: Int32Array, at: number): number {
  const end = at + 1 + slot(code, at);
  writer.u32(slot(code, at));
  for (let i = at + 1; i < end; i++) encodeValType(writer, slot(code, i));
  return end;
}

/** §5.4.2: handlers; only `catch` and `catch_ref` name a tag. */
function catches(writer: ByteWriter, code: Int32Array, at: number): number {
  const end = at + 1 + 3 * slot(code, at);
  writer.u32(slot(code, at));
  for (let i = at + 1; i < end; i += 3) {
    writer.byte(slot(code, i));
    if (slot(code, i) <= 1) writer.u32(slot(code, i + 1));
    writer.u32(slot(code, i + 2));
  }
  return end;
}

function cast(writer: ByteWriter, code: Int32Array, at: number): number {
  const source = slot(code, at + 1);
  const target = slot(code, at + 2);
  writer.byte((isNullable(source) ? 1 : 0) | (isNullable(target) ? 2 : 0));
  writer.u32(slot(code, at));
  encodeHeapType(writer, heapTypeOf(source));
  encodeHeapType(writer, heapTypeOf(target));
  return at + 3;
}

function lanes16(writer: ByteWriter, code: Int32Array, at: number): number {
  for (let i = 0; i < 16; i++) writer.u32((slot(code, at + (i >> 2)) >>> (8 * (i & 3))) & 0xff);
  return at + 4;
}

const ENCODERS: Readonly<Record<ImmediateKind, ImmediateEncoder>> = {
  blocktype,
  labelidx: index,
  labels,
  funcidx: index,
  typeidx: index,
  tableidx: index,
  memidx: index,
  tagidx: index,
  localidx: index,
  globalidx: index,
  elemidx: index,
  dataidx: index,
  fieldidx: index,
  u32: index,
  memarg1: memarg,
  memarg2: memarg,
  memarg4: memarg,
  memarg8: memarg,
  memarg16: memarg,
  lane2: index,
  lane4: index,
  lane8: index,
  lane16: index,
  lanes16,
  i32: (writer, code, at) => {
    writer.s32(slot(code, at));
    return at + 1;
  },
  i64: (writer, code, at) => {
    writer.s64(slot(code, at), slot(code, at + 1));
    return at + 2;
  },
  f32: words(1),
  f64: words(2),
  v128: words(4),
  heaptype: (writer, code, at) => {
    encodeHeapType(writer, slot(code, at));
    return at + 1;
  },
  cast,
  valtypes,
  catches,
  zero: index,
};

/** By instruction id. */
const ENCODERS_OF: readonly (readonly ImmediateEncoder[])[] = IMMEDIATES.map((kinds) =>
  kinds.map((kind) => ENCODERS[kind]),
);

/** Whether an instruction names a data segment, by id. */
const USES_DATA: readonly boolean[] = IMMEDIATES.map((kinds) => kinds.includes('dataidx'));

/**
 * Appends an expression in the binary format (§5.4), its `end` included.
 *
 * @returns whether an instruction in it names a data segment, which makes a data count section necessary
 */
export function encodeExpr(writer: ByteWriter, { code }: Expr): boolean {
  let usesData = false;
  for (let at = 0; at < code.length; ) {
    const id = slot(code, at);
    const opcode = OPCODES[id] as number;
    if (opcode < 0x100) writer.byte(opcode);
    else {
      writer.byte(opcode >>> 12);
      writer.u32(opcode & 0xfff);
    }
    usesData ||= USES_DATA[id] as boolean;
    at += HEADER_SLOTS;
    for (const encode of ENCODERS_OF[id] as readonly ImmediateEncoder[]) at = encode(writer, code, at);
  }
  return usesData;
}
