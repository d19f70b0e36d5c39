import {
  abstractHeapType,
  type CustomSection,
  type DataSegment,
  type ElementSegment,
  type ExternType,
  exprOf,
  type Func,
  type Import,
  importCount,
  type LocalRun,
  type Module,
  type RecType,
  refType,
  SECTION_ORDER,
  type SectionName,
  type SegmentMode,
  type Table,
  type ValType,
} from '@softwasm/syntax';
import { CodePrinter } from './code-printer.ts';
import { type Identifiers, ModuleIdentifiers } from './identifiers.ts';
import type { PrintOptions } from './options.ts';
import { bytesLiteral, nameLiteral } from './strings.ts';
import type { TextWriter } from './text-writer.ts';
import { TypePrinter } from './types.ts';

/** Bytes of a data segment on one line. */
const BYTES_PER_LINE = 64;
/** Elements of a segment on one line. */
const ELEMENTS_PER_LINE = 16;

/** What function indices alone are: `(ref func)`. */
const FUNCTION_ELEMENTS: ValType = refType(false, abstractHeapType('func'));

/** Prints a module field by field (§6.6), in the order of the sections of the binary format. */
export class ModulePrinter {
  private readonly module: Module;
  private readonly writer: TextWriter;
  private readonly options: PrintOptions;
  private readonly ids: ModuleIdentifiers;
  private readonly types: TypePrinter;
  private readonly code: CodePrinter;

  constructor(module: Module, writer: TextWriter, options: PrintOptions) {
    this.module = module;
    this.writer = writer;
    this.options = options;
    this.ids = new ModuleIdentifiers(options.names);
    this.types = new TypePrinter(module, this.ids);
    this.code = new CodePrinter(module, this.ids, this.types, options);
  }

  printModule(): void {
    const { module, writer, ids } = this;
    writer.write(ids.module === undefined ? '(module' : `(module ${ids.module}`);
    this.printTypes();
    this.printImports();
    this.printStores();
    for (const { name, kind, index } of module.exports) {
      writer.line(1, `(export ${nameLiteral(name)} (${kind} ${ids.externs[kind].use(index)}))`);
    }
    if (module.start !== undefined) writer.line(1, `(start ${ids.externs.func.use(module.start.func)})`);
    module.elements.forEach((segment, i) => {
      this.element(segment, i);
    });
    const imported = importCount(module, 'func');
    module.funcs.forEach((func, i) => {
      this.func(func, imported + i, 1);
    });
    module.datas.forEach((segment, i) => {
      this.data(segment, i);
    });
    for (const section of module.customs) this.custom(section);
    writer.line(0, ')');
    writer.write('\n');
  }

  /** The field of the function with this index, imported or defined. */
  printFunction(funcidx: number): void {
    const imports = this.module.imports.filter(({ type }) => type.kind === 'func');
    const imported = imports[funcidx];
    const func = this.module.funcs[funcidx - imports.length];
    if (imported !== undefined) this.importField(imported, funcidx, 0);
    else if (func !== undefined) this.func(func, funcidx, 0);
  }

  /** The instructions of the function with this index. */
  printInstructions(funcidx: number): void {
    const func = this.module.funcs[funcidx - importCount(this.module, 'func')];
    if (func !== undefined) this.code.body(this.writer, func.body().expr, 0, funcidx);
  }

  private printTypes(): void {
    let typeidx = 0;
    for (const group of this.module.recTypes) {
      this.recType(group, typeidx);
      typeidx += group.subtypes.length;
    }
  }

  private recType({ subtypes, explicit }: RecType, first: number): void {
    const { writer, ids, types } = this;
    if (explicit) writer.line(1, '(rec');
    subtypes.forEach((subtype, i) => {
      const text = `(type ${ids.types.define(first + i)} ${types.subType(subtype, first + i)})`;
      writer.line(explicit ? 2 : 1, text);
    });
    if (explicit) writer.write(')');
  }

  private printImports(): void {
    const counts = { func: 0, table: 0, memory: 0, global: 0, tag: 0 };
    for (const entry of this.module.imports) this.importField(entry, counts[entry.type.kind]++, 1);
  }

  /** Not `import`: SES rejects texts in which that stands before a parenthesis. */
  private importField({ module, name, type }: Import, index: number, depth: number): void {
    const id = this.ids.externs[type.kind].define(index);
    const text = `(${type.kind} ${id} ${this.externType(type)})`;
    this.writer.line(depth, `(import ${nameLiteral(module)} ${nameLiteral(name)} ${text})`);
  }

  private externType(entity: ExternType): string {
    const { types } = this;
    switch (entity.kind) {
      case 'func':
        return entity.exact ? `(exact ${types.typeUse(entity.type)})` : types.typeUse(entity.type);
      case 'table':
        return types.tableType(entity.type);
      case 'memory':
        return types.memoryType(entity.type);
      case 'global':
        return types.globalType(entity.type);
      case 'tag':
        return types.typeUse(entity.type.type);
    }
  }

  /** Tables, memories, tags and globals. */
  private printStores(): void {
    const { module, writer, types } = this;
    const { table, memory, tag, global } = this.ids.externs;
    let index = importCount(module, 'table');
    for (const entry of module.tables) this.table(entry, table.define(index++));
    index = importCount(module, 'memory');
    for (const { type } of module.memories) {
      writer.line(1, `(memory ${memory.define(index++)} ${types.memoryType(type)})`);
    }
    index = importCount(module, 'tag');
    for (const { type } of module.tags) writer.line(1, `(tag ${tag.define(index++)} ${types.typeUse(type.type)})`);
    index = importCount(module, 'global');
    for (const { type, init } of module.globals) {
      const texts = [types.globalType(type), ...this.code.constant(init)];
      writer.line(1, `(global ${global.define(index++)} ${texts.join(' ')})`);
    }
  }

  private table({ type, init }: Table, id: string): void {
    const value = init === undefined ? [] : this.code.constant(init);
    this.writer.line(1, `(table ${[id, this.types.tableType(type), ...value].join(' ')})`);
  }

  /** What makes a segment active, with a blank in front. */
  private mode(mode: SegmentMode, space: 'table' | 'memory'): string {
    if (mode.kind === 'passive') return '';
    if (mode.kind === 'declarative') return ' declare';
    const at = this.code.item('offset', mode.at);
    return mode.index === 0 ? ` ${at}` : ` (${space} ${this.ids.externs[space].use(mode.index)}) ${at}`;
  }

  private element({ type, init, mode }: ElementSegment, index: number): void {
    const { ids, types, code } = this;
    const head = `(elem ${ids.elements.define(index)}${this.mode(mode, 'table')}`;
    if (init.kind === 'funcs' && type === FUNCTION_ELEMENTS) {
      this.list(
        `${head} func`,
        Array.from(init.funcs, (funcidx) => ids.externs.func.use(funcidx)),
      );
      return;
    }
    const exprs = init.kind === 'exprs' ? init.exprs : Array.from(init.funcs, (func) => exprOf(0, ['ref.func', func]));
    this.list(
      `${head} ${types.valType(type)}`,
      exprs.map((expr) => code.item('item', expr)),
    );
  }

  /** A field with a list in it, on lines of its own where it is long. */
  private list(head: string, items: readonly string[]): void {
    const { writer } = this;
    writer.line(1, head);
    for (let i = 0; i < items.length; i += ELEMENTS_PER_LINE) {
      const text = items.slice(i, i + ELEMENTS_PER_LINE).join(' ');
      if (items.length <= ELEMENTS_PER_LINE) writer.write(` ${text}`);
      else writer.line(2, text);
    }
    writer.write(')');
  }

  private func(func: Func, funcidx: number, depth: number): void {
    const { writer, ids, types, code } = this;
    const body = func.body();
    const locals = ids.locals(funcidx);
    writer.line(depth, `(func ${ids.externs.func.define(funcidx)} ${types.typeUse(func.type, locals)}`);
    const type = this.module.types[func.type]?.composite;
    this.locals(body.locals, locals, type?.kind === 'func' ? type.params.length : 0, depth + 1);
    code.body(writer, body.expr, depth + 1, funcidx);
    writer.write(')');
  }

  private locals(runs: readonly LocalRun[], ids: Identifiers, params: number, depth: number): void {
    const { writer, types } = this;
    let index = params;
    for (const { count, type } of runs) {
      const text = types.valType(type);
      // Those without an identifier share a clause.
      let open = false;
      for (const end = index + count; index < end; index++) {
        const id = ids.defineNamed(index);
        if (id === undefined && open) {
          writer.write(` ${text}`);
          continue;
        }
        if (open) writer.write(')');
        open = id === undefined;
        writer.line(depth, open ? `(local ${text}` : `(local ${id} ${text})`);
      }
      if (open) writer.write(')');
    }
  }

  private data({ init, mode }: DataSegment, index: number): void {
    const head = `(data ${this.ids.datas.define(index)}${this.mode(mode, 'memory')}`;
    this.bytes(head, init);
  }

  /** A field that ends with bytes. */
  private bytes(head: string, bytes: Uint8Array): void {
    const { writer } = this;
    writer.line(1, head);
    if (bytes.length <= BYTES_PER_LINE) writer.write(` ${bytesLiteral(bytes)}`);
    else {
      for (let i = 0; i < bytes.length; i += BYTES_PER_LINE) {
        writer.line(2, bytesLiteral(bytes, i, Math.min(i + BYTES_PER_LINE, bytes.length)));
      }
    }
    writer.write(')');
  }

  private custom({ name, bytes, after }: CustomSection): void {
    // Its names stand where they belong.
    if (name === 'name' && this.options.names !== undefined) return;
    this.bytes(`(@custom ${nameLiteral(name)} ${placement(after)}`, bytes);
  }
}

/** Sections as placements call them. */
const PLACEMENTS: Readonly<Partial<Record<SectionName, string>>> = { function: 'func', element: 'elem' };

function placement(after: SectionName | undefined): string {
  if (after === undefined) return `(before ${SECTION_ORDER[0]})`;
  return `(after ${PLACEMENTS[after] ?? after})`;
}
