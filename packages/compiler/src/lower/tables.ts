import { FUNCREF, I32, refType } from '@softwasm/syntax';
import type { Builder } from '../build/builder.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import { OP, T_I32, T_REF } from '../ir/node-ops.ts';
import { ENTITIES } from '../ir/statement-ops.ts';
import { shrS } from '../ir/words.ts';
import type { Family, NamesIn, ReferenceName } from './families.ts';

const TABLE = ENTITIES.indexOf('table');
const ELEMENT = ENTITIES.indexOf('element');
const INSTANCE = ENTITIES.indexOf('instance');
const TWO_32_HIGH = 0x41f00000;

function isWide(b: Builder, table: number): boolean {
  return b.shape.tables[table]!.addressType === 'i64';
}

/** Pops an index or count of a table: a word, or a float for 64-bit ones. */
export function popIndex(b: Builder, table: number): number {
  return isWide(b, table) ? popUnsigned(b, true) : b.pop();
}

/** Pops an index or count as a number that is not negative. */
function popUnsigned(b: Builder, wide: boolean): number {
  const { ir } = b;
  if (!wide) return ir.unary(OP['f64.of_u32'], b.pop());
  const lo = ir.unary(OP['f64.of_u32'], b.popPair());
  if (ir.isI32(b.hi, 0)) return lo;
  const hi = ir.unary(OP['f64.of_u32'], b.hi);
  return ir.binary(OP['f64.add'], ir.binary(OP['f64.mul'], hi, ir.f64(0, TWO_32_HIGH)), lo);
}

function tableGet(b: Builder, at: number): void {
  const table = b.code[at]!;
  const index = popUnsigned(b, isWide(b, table));
  b.settleState();
  const [value] = b.helper(HELPER.table_get, [b.ir.entity(TABLE, table), index], [T_REF]);
  b.push(b.shape.tables[table]!.element, value!);
}

function tableSet(b: Builder, at: number): void {
  const table = b.code[at]!;
  const value = b.pop();
  const index = popUnsigned(b, isWide(b, table));
  b.settleState();
  b.helper(HELPER.table_set, [b.ir.entity(TABLE, table), index, value], []);
}

function tableSize(b: Builder, at: number): void {
  const table = b.code[at]!;
  pushSize(b, table, b.ir.leaf(OP['table.size'], T_I32, table, 0));
}

/** Pushes a size, or -1, in the table's address type. */
function pushSize(b: Builder, table: number, size: number): void {
  if (!isWide(b, table)) {
    b.push(I32, size);
    return;
  }
  const lo = b.atom(size);
  b.pushPair(lo, shrS(b.ir, lo, b.ir.i32(31)));
}

function tableGrow(b: Builder, at: number): void {
  const table = b.code[at]!;
  const count = popUnsigned(b, isWide(b, table));
  const value = b.pop();
  b.settleState();
  const [old] = b.helper(HELPER.table_grow, [b.ir.entity(TABLE, table), value, count], [T_I32]);
  pushSize(b, table, old!);
}

function tableFill(b: Builder, at: number): void {
  const table = b.code[at]!;
  const count = popUnsigned(b, isWide(b, table));
  const value = b.pop();
  const to = popUnsigned(b, isWide(b, table));
  b.settleState();
  b.helper(HELPER.table_fill, [b.ir.entity(TABLE, table), to, value, count], []);
}

function tableCopy(b: Builder, at: number): void {
  const { ir } = b;
  const target = b.code[at]!;
  const source = b.code[at + 1]!;
  const count = popUnsigned(b, isWide(b, target) && isWide(b, source));
  const from = popUnsigned(b, isWide(b, source));
  const to = popUnsigned(b, isWide(b, target));
  b.settleState();
  b.helper(HELPER.table_copy, [ir.entity(TABLE, target), ir.entity(TABLE, source), to, from, count], []);
}

function tableInit(b: Builder, at: number): void {
  const { ir } = b;
  const element = b.code[at]!;
  const table = b.code[at + 1]!;
  const count = popUnsigned(b, false);
  const from = popUnsigned(b, false);
  const to = popUnsigned(b, isWide(b, table));
  b.settleState();
  b.helper(HELPER.table_init, [ir.entity(TABLE, table), ir.entity(ELEMENT, element), to, from, count], []);
}

export const TABLES: Family<NamesIn<'table'>> = {
  'table.get': tableGet,
  'table.set': tableSet,
  'table.size': tableSize,
  'table.grow': tableGrow,
  'table.fill': tableFill,
  'table.copy': tableCopy,
  'table.init': tableInit,
  'elem.drop': (b, at) => {
    b.settleState();
    b.helper(HELPER.elem_drop, [b.ir.entity(ELEMENT, b.code[at]!)], []);
  },
};

export const REFERENCES: Family<ReferenceName> = {
  'ref.null': (b, at) => b.push(refType(true, b.code[at]!), b.ir.null()),
  'ref.is_null': (b) => b.push(I32, b.ir.unary(OP.isnull, b.pop())),
  'ref.func': (b, at) => {
    const { ir } = b;
    const args = [ir.entity(INSTANCE, 0), ir.i32(b.code[at]!)];
    b.push(FUNCREF, ir.call(HELPER.ref_func, T_REF, args));
  },
  'ref.as_non_null': (b) => {
    const type = b.types[b.types.length - 1]!;
    const reference = b.atom(b.pop());
    b.trapIf(HELPER.trap_null_reference, b.ir.unary(OP.isnull, reference));
    b.push(type, reference);
  },
};
