import {
  type Export,
  type ExternKind,
  type Func,
  type Global,
  type Import,
  type Module,
  SECTION_IDS,
  SECTION_ORDER,
  type SectionName,
  type Table,
} from '@softwasm/syntax';
import { ByteWriter } from './byte-writer.ts';
import { encodeExpr } from './expr.ts';
import { encodeDataSegment, encodeElementSegment } from './segments.ts';
import {
  encodeExternType,
  encodeGlobalType,
  encodeMemoryType,
  encodeRecType,
  encodeTableType,
  encodeTagType,
  encodeValType,
} from './types.ts';

const EXPORT_CODES: Readonly<Record<ExternKind, number>> = { func: 0, table: 1, memory: 2, global: 3, tag: 4 };

/** `\0asm`, then version 1. */
const HEADER = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);

/**
 * A module in the binary format (§5), in its shortest form: no section without entries (the data count section is there if `dataCount` says so,
 * or an instruction needs it), integers as short as they can be. Custom sections stand after the section that they name, in their order.
 *
 * @throws DecodeError from `Func.body` of a decoded module, where its bytes are malformed
 * @see https://webassembly.github.io/spec/core/binary/modules.html
 */
export function encodeModule(module: Module): Uint8Array {
  const out = new ByteWriter(4096);
  const scratch = new ByteWriter(4096);
  const code = new ByteWriter(4096);
  const needsDataCount = encodeCode(code, module.funcs, scratch);
  out.append(HEADER);
  encodeCustoms(out, module, undefined, scratch);
  for (const name of SECTION_ORDER) {
    scratch.reset();
    const present =
      name === 'code'
        ? module.funcs.length > 0
        : name === 'datacount'
          ? encodeDataCount(scratch, module, needsDataCount)
          : encodeSection(scratch, name, module);
    if (present) {
      out.byte(SECTION_IDS[name]);
      out.sized((name === 'code' ? code : scratch).view());
    }
    encodeCustoms(out, module, name, scratch);
  }
  return out.toBytes();
}

function encodeCustoms(out: ByteWriter, module: Module, after: SectionName | undefined, scratch: ByteWriter): void {
  for (const custom of module.customs) {
    if (custom.after !== after) continue;
    scratch.reset();
    scratch.name(custom.name);
    scratch.append(custom.bytes);
    out.byte(SECTION_IDS.custom);
    out.sized(scratch.view());
  }
}

function encodeDataCount(writer: ByteWriter, { dataCount, datas }: Module, needed: boolean): boolean {
  if (dataCount === undefined && !needed) return false;
  writer.u32(dataCount ?? datas.length);
  return true;
}

/** Writes a vector, unless it is empty. */
function encodeVector<T>(
  writer: ByteWriter,
  items: readonly T[],
  encode: (writer: ByteWriter, item: T) => void,
): boolean {
  if (items.length === 0) return false;
  writer.u32(items.length);
  for (const item of items) encode(writer, item);
  return true;
}

/** The contents of a section. Returns whether there are any. */
function encodeSection(writer: ByteWriter, name: Exclude<SectionName, 'code' | 'datacount'>, module: Module): boolean {
  switch (name) {
    case 'type':
      return encodeVector(writer, module.recTypes, encodeRecType);
    case 'import':
      return encodeVector(writer, module.imports, encodeImport);
    case 'function':
      return encodeVector(writer, module.funcs, (w, { type }) => w.u32(type));
    case 'table':
      return encodeVector(writer, module.tables, encodeTable);
    case 'memory':
      return encodeVector(writer, module.memories, (w, { type }) => encodeMemoryType(w, type));
    case 'tag':
      return encodeVector(writer, module.tags, (w, { type }) => encodeTagType(w, type));
    case 'global':
      return encodeVector(writer, module.globals, encodeGlobal);
    case 'export':
      return encodeVector(writer, module.exports, encodeExport);
    case 'start':
      if (module.start === undefined) return false;
      writer.u32(module.start.func);
      return true;
    case 'element':
      return encodeVector(writer, module.elements, encodeElementSegment);
    case 'data':
      return encodeVector(writer, module.datas, encodeDataSegment);
  }
}

function encodeImport(writer: ByteWriter, { module, name, type }: Import): void {
  writer.name(module);
  writer.name(name);
  encodeExternType(writer, type);
}

function encodeTable(writer: ByteWriter, { type, init }: Table): void {
  if (init === undefined) {
    encodeTableType(writer, type);
    return;
  }
  writer.byte(0x40);
  writer.byte(0x00);
  encodeTableType(writer, type);
  encodeExpr(writer, init);
}

function encodeGlobal(writer: ByteWriter, { type, init }: Global): void {
  encodeGlobalType(writer, type);
  encodeExpr(writer, init);
}

function encodeExport(writer: ByteWriter, { name, kind, index }: Export): void {
  writer.name(name);
  writer.byte(EXPORT_CODES[kind]);
  writer.u32(index);
}

/** The contents of the code section. Returns whether an instruction names a data segment. */
function encodeCode(writer: ByteWriter, funcs: readonly Func[], scratch: ByteWriter): boolean {
  let usesData = false;
  writer.u32(funcs.length);
  for (const func of funcs) {
    const { locals, expr } = func.body();
    scratch.reset();
    scratch.u32(locals.length);
    for (const { count, type } of locals) {
      scratch.u32(count);
      encodeValType(scratch, type);
    }
    if (encodeExpr(scratch, expr)) usesData = true;
    writer.sized(scratch.view());
  }
  return usesData;
}
