import {
  BLOCKTYPE_EMPTY,
  blocktypeIsIndex,
  blocktypeResult,
  CATCH_KINDS,
  type ExternKind,
  HEADER_SLOTS,
  IMMEDIATES,
  INSTRUCTION_NAMES,
  type InstructionName,
  MNEMONICS,
  NATURAL_ALIGNMENT,
  refType,
  u64OfWords,
} from '@softwasm/syntax';
import type { Identifiers, ModuleIdentifiers } from './identifiers.ts';
import type { LabelScope } from './labels.ts';
import { f32Literal, f64Literal, i64Literal, v128Literal } from './numbers.ts';
import type { TypePrinter } from './types.ts';

/** What immediates are written with. */
export interface InstructionScope {
  readonly ids: ModuleIdentifiers;
  readonly types: TypePrinter;
  readonly locals: Identifiers;
  readonly labels: LabelScope;
}

/** Immediates as text, each with a blank in front; `at` is the slot of the first. */
type ImmediatePrinter = (scope: InstructionScope, code: Int32Array, at: number, id: number) => string;

function u32(code: Int32Array, at: number): number {
  return (code[at] as number) >>> 0;
}

function extern(kind: ExternKind): ImmediatePrinter {
  return ({ ids }, code, at) => ` ${ids.externs[kind].use(u32(code, at))}`;
}

/** A table or memory, which goes without saying where it is the first. */
function optional(kind: 'table' | 'memory'): ImmediatePrinter {
  const print = extern(kind);
  return (scope, code, at, id) => (code[at] === 0 ? '' : print(scope, code, at, id));
}

/** Two of them, or none. */
function copy(kind: 'table' | 'memory'): ImmediatePrinter {
  const print = extern(kind);
  return (scope, code, at, id) =>
    code[at] === 0 && code[at + 1] === 0 ? '' : print(scope, code, at, id) + print(scope, code, at + 1, id);
}

const type: ImmediatePrinter = ({ ids }, code, at) => ` ${ids.types.use(u32(code, at))}`;
const element: ImmediatePrinter = ({ ids }, code, at) => ` ${ids.elements.use(u32(code, at))}`;
const data: ImmediatePrinter = ({ ids }, code, at) => ` ${ids.datas.use(u32(code, at))}`;
const local: ImmediatePrinter = ({ locals }, code, at) => ` ${locals.use(u32(code, at))}`;
const label: ImmediatePrinter = ({ labels }, code, at) => ` ${labels.use(u32(code, at))}`;
const number: ImmediatePrinter = (_scope, code, at) => ` ${u32(code, at)}`;

/** In the order given, which is not always that of the binary format. */
function inOrder(...parts: readonly (readonly [ImmediatePrinter, number])[]): ImmediatePrinter {
  return (scope, code, at, id) => parts.map(([print, slot]) => print(scope, code, at + slot, id)).join('');
}

function memarg(scope: InstructionScope, code: Int32Array, at: number, id: number): string {
  const offset = u64OfWords(code[at + 2] as number, code[at + 3] as number);
  const alignment = code[at] as number;
  return (
    optional('memory')(scope, code, at + 1, id) +
    (offset === 0 ? '' : ` offset=${offset}`) +
    (alignment === NATURAL_ALIGNMENT[id] ? '' : ` align=${2n ** BigInt(alignment)}`)
  );
}

const labels: ImmediatePrinter = (scope, code, at, id) => {
  const count = u32(code, at);
  let text = '';
  for (let i = 1; i <= count + 1; i++) text += label(scope, code, at + i, id);
  return text;
};

/** `(result …)`: of `select`, and of blocks. */
function results({ types }: InstructionScope, code: Int32Array, at: number): string {
  const list = code.subarray(at + 1, at + 1 + u32(code, at));
  return ` (result${Array.from(list, (valtype) => ` ${types.valType(valtype)}`).join('')})`;
}

/** The label of the block that the instruction opens, and its type (§6.5.2). */
function blocktype({ types, labels: scope }: InstructionScope, code: Int32Array, at: number): string {
  const slot = code[at] as number;
  const id = ` ${scope.next()}`;
  if (slot === BLOCKTYPE_EMPTY) return id;
  if (blocktypeIsIndex(slot)) return `${id} ${types.typeUse(slot)}`;
  return `${id} (result ${types.valType(blocktypeResult(slot))})`;
}

function catches(scope: InstructionScope, code: Int32Array, at: number, id: number): string {
  const count = u32(code, at);
  let text = '';
  for (let i = 0; i < count; i++) {
    const handler = at + 1 + 3 * i;
    const kind = CATCH_KINDS[code[handler] as number] as string;
    const tag = kind.startsWith('catch_all') ? '' : extern('tag')(scope, code, handler + 1, id);
    text += ` (${kind}${tag}${label(scope, code, handler + 2, id)})`;
  }
  return text;
}

/** A reference type, whose nullability the instruction's name has. */
function castTarget(nullable: boolean): ImmediatePrinter {
  return ({ types }, code, at) => ` ${types.valType(refType(nullable, code[at] as number))}`;
}

function cast(scope: InstructionScope, code: Int32Array, at: number, id: number): string {
  const { types } = scope;
  return `${label(scope, code, at, id)} ${types.valType(code[at + 1] as number)} ${types.valType(code[at + 2] as number)}`;
}

function shuffle(_scope: InstructionScope, code: Int32Array, at: number): string {
  let text = '';
  for (let lane = 0; lane < 16; lane++) text += ` ${((code[at + (lane >> 2)] as number) >>> (8 * (lane & 3))) & 0xff}`;
  return text;
}

/** By what a row of the table says about immediates. */
const BY_KINDS: Readonly<Record<string, ImmediatePrinter>> = {
  '': () => '',
  blocktype,
  'blocktype catches': (scope, code, at, id) => blocktype(scope, code, at) + catches(scope, code, at + 1, id),
  labelidx: label,
  labels,
  funcidx: extern('func'),
  typeidx: type,
  tagidx: extern('tag'),
  localidx: local,
  globalidx: extern('global'),
  elemidx: element,
  dataidx: data,
  tableidx: optional('table'),
  memidx: optional('memory'),
  'tableidx tableidx': copy('table'),
  'memidx memidx': copy('memory'),
  'elemidx tableidx': inOrder([optional('table'), 1], [element, 0]),
  'dataidx memidx': inOrder([optional('memory'), 1], [data, 0]),
  'typeidx tableidx': inOrder([optional('table'), 1], [({ types }, code, at) => ` ${types.typeUse(u32(code, at))}`, 0]),
  'typeidx typeidx': inOrder([type, 0], [type, 1]),
  'typeidx dataidx': inOrder([type, 0], [data, 1]),
  'typeidx elemidx': inOrder([type, 0], [element, 1]),
  'typeidx u32': inOrder([type, 0], [number, 1]),
  'typeidx fieldidx': (scope, code, at, id) =>
    `${type(scope, code, at, id)} ${scope.ids.fields(u32(code, at)).use(u32(code, at + 1))}`,
  lane: number,
  lanes16: shuffle,
  memarg,
  'memarg lane': inOrder([memarg, 0], [number, 4]),
  i32: (_scope, code, at) => ` ${code[at]}`,
  i64: (_scope, code, at) => ` ${i64Literal(code[at] as number, code[at + 1] as number)}`,
  f32: (_scope, code, at) => ` ${f32Literal(code[at] as number)}`,
  f64: (_scope, code, at) => ` ${f64Literal(code[at] as number, code[at + 1] as number)}`,
  v128: (_scope, code, at) => ` ${v128Literal(code, at)}`,
  heaptype: ({ types }, code, at) => ` ${types.heapType(code[at] as number)}`,
  valtypes: results,
  cast,
  // The reserved byte of the binary format has no text.
  zero: () => '',
};

const BY_NAME: Readonly<Partial<Record<InstructionName, ImmediatePrinter>>> = {
  'ref.test': castTarget(false),
  'ref.test null': castTarget(true),
  'ref.cast': castTarget(false),
  'ref.cast null': castTarget(true),
  'ref.cast_desc_eq': castTarget(false),
  'ref.cast_desc_eq null': castTarget(true),
};

const PRINTERS: readonly ImmediatePrinter[] = IMMEDIATES.map((kinds, id) => {
  const generic = kinds.join(' ').replace(/(memarg|lane)\d+/g, '$1');
  return (BY_NAME[INSTRUCTION_NAMES[id] as InstructionName] ?? BY_KINDS[generic]) as ImmediatePrinter;
});

/** The instruction at `pc` without its operands: mnemonic and immediates (§6.5). */
export function instructionText(scope: InstructionScope, code: Int32Array, pc: number): string {
  const id = code[pc] as number;
  return MNEMONICS[id] + (PRINTERS[id] as ImmediatePrinter)(scope, code, pc + HEADER_SLOTS, id);
}
