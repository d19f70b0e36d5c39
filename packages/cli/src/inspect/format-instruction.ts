import {
  BLOCKTYPE_EMPTY,
  blocktypeIsIndex,
  blocktypeResult,
  CATCH_KINDS,
  formatHeapType,
  formatValType,
  HEADER_SLOTS,
  type HeapType,
  IMMEDIATE_SLOTS,
  IMMEDIATES,
  type ImmediateKind,
  MNEMONICS,
  NATURAL_ALIGNMENT,
  u64OfSlots,
  type ValType,
} from '@softwasm/syntax';
import { formatF32, formatF64 } from '../values/format-float.ts';
import { formatV128 } from '../values/format-value.ts';

/** Reads the slots of one instruction's immediates. */
type Format = (code: Int32Array, at: number, id: number) => string;

const plain: Format = (code, at) => String((code[at] as number) >>> 0);

const memarg: Format = (code, at, id) => {
  const memory = code[at + 1] as number;
  const offset = u64OfSlots(code[at + 2] as number, code[at + 3] as number);
  const align = code[at] as number;
  const parts = [
    memory === 0 ? '' : String(memory),
    offset === 0n ? '' : `offset=${offset}`,
    align === NATURAL_ALIGNMENT[id] ? '' : `align=${2 ** align}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
};

const list = (code: Int32Array, at: number, count: number): number[] => Array.from(code.subarray(at, at + count));

const blocktype: Format = (code, at) => {
  const type = code[at] as number;
  if (type === BLOCKTYPE_EMPTY) return '';
  return blocktypeIsIndex(type) ? `(type ${type})` : `(result ${formatValType(blocktypeResult(type))})`;
};

/** How each kind of immediate is written; kinds that are one plain number are left out. */
const FORMATS: Partial<Record<ImmediateKind, Format>> = {
  blocktype,
  memarg1: memarg,
  memarg2: memarg,
  memarg4: memarg,
  memarg8: memarg,
  memarg16: memarg,
  i32: (code, at) => String(code[at]),
  i64: (code, at) => String(BigInt.asIntN(64, u64OfSlots(code[at] as number, code[at + 1] as number))),
  f32: (code, at) => formatF32(code[at] as number),
  f64: (code, at) => formatF64(code[at] as number, code[at + 1] as number),
  v128: (code, at) => `i32x4 ${formatV128(code.subarray(at, at + 4))}`,
  lanes16: (code, at) => new Uint8Array(code.slice(at, at + 4).buffer).join(' '),
  heaptype: (code, at) => formatHeapType(code[at] as HeapType),
  cast: (code, at) => `${code[at]} ${formatValType(code[at + 1] as ValType)} ${formatValType(code[at + 2] as ValType)}`,
  labels: (code, at) => list(code, at + 1, (code[at] as number) + 1).join(' '),
  valtypes: (code, at) =>
    `(result ${list(code, at + 1, code[at] as number)
      .map((type) => formatValType(type))
      .join(' ')})`,
  catches: formatCatches,
  zero: () => '',
};

function formatCatches(code: Int32Array, at: number): string {
  const count = code[at] as number;
  const handlers: string[] = [];
  for (let i = 0; i < count; i++) {
    const [kind, tag, label] = list(code, at + 1 + 3 * i, 3) as [number, number, number];
    const name = CATCH_KINDS[kind] as string;
    handlers.push(name.startsWith('catch_all') ? `(${name} ${label})` : `(${name} ${tag} ${label})`);
  }
  return handlers.join(' ');
}

/** The instruction at `pc` in the text format, with indices as numbers. */
export function formatInstruction(code: Int32Array, pc: number): string {
  const id = code[pc] as number;
  const parts = [MNEMONICS[id] as string];
  let at = pc + HEADER_SLOTS;
  for (const kind of IMMEDIATES[id] as readonly ImmediateKind[]) {
    parts.push((FORMATS[kind] ?? plain)(code, at, id));
    // Immediates whose own count decides their length come last.
    at += Math.max(0, IMMEDIATE_SLOTS[kind]);
  }
  return parts.filter((part) => part !== '').join(' ');
}
