import {
  type CustomSection,
  DEFAULT_FEATURES,
  DecodeError,
  type FeatureSet,
  type Func,
  LIMITS,
  MALFORMED,
  type Module,
  overLimit,
  SECTION_IDS,
  SECTION_ORDER,
  type SectionName,
} from '@softwasm/syntax';
import { ExprDecoder } from './expr.ts';
import { type OpcodeForms, opcodeForms } from './opcodes.ts';
import { Reader } from './reader.ts';
import { BodyDecoder, type CodeSection, DecodedFunc, decodeCodeSection } from './sections/code.ts';
import {
  decodeFunctionSection,
  decodeGlobalSection,
  decodeImportSection,
  decodeMemorySection,
  decodeTableSection,
  decodeTagSection,
} from './sections/entities.ts';
import { decodeExportSection, decodeStartSection } from './sections/exports.ts';
import { decodeDataSection, decodeElementSection } from './sections/segments.ts';
import { decodeTypeSection } from './sections/types.ts';
import { hasTags, TypeDecoder } from './types.ts';

/** Options of {@link decodeModule}. */
export interface DecodeOptions {
  /** What the binary may use. Absent: WebAssembly 3.0. */
  readonly features?: FeatureSet;
  /**
   * `check`, the default, reads all function bodies once, so that malformed ones are reported at once; `lazy` leaves that to the first use of each, which
   * throws then.
   */
  readonly bodies?: 'check' | 'lazy';
}

/** `\0asm`, then version 1. */
const MAGIC = 0x6d736100;
const VERSION = 1;

/** Section names by id, custom sections apart. */
const SECTION_NAMES: readonly (SectionName | undefined)[] = Array.from({ length: 14 }, (_, id) =>
  SECTION_ORDER.find((name) => SECTION_IDS[name] === id),
);

/** A module under construction. */
type Draft = { -readonly [K in keyof Module]: Module[K] };

/**
 * Decodes a module in the binary format (§5). The result keeps views of `bytes` (data segments, custom sections, bodies), which therefore must not
 * change as long as it is in use.
 *
 * @throws DecodeError where the bytes are malformed, or over a limit of `LIMITS`
 * @see https://webassembly.github.io/spec/core/binary/modules.html
 */
export function decodeModule(bytes: Uint8Array, options: DecodeOptions = {}): Module {
  return new ModuleDecoder(bytes, options.features ?? DEFAULT_FEATURES, options.bodies ?? 'check').decode();
}

/** One run over one module, section by section. */
class ModuleDecoder {
  private readonly reader: Reader;
  private readonly features: FeatureSet;
  private readonly checkBodies: boolean;
  private readonly opcodes: OpcodeForms;
  private readonly types: TypeDecoder;
  private readonly exprs: ExprDecoder;
  private readonly bodies: BodyDecoder;
  private readonly bodyReader: Reader;
  private readonly bodyExprs: ExprDecoder;
  private readonly customs: CustomSection[] = [];
  private typeIndices: Uint32Array = new Uint32Array(0);
  private code: CodeSection = { offsets: new Uint32Array(0), sizes: new Uint32Array(0) };
  private readonly module: Draft = {
    recTypes: [],
    types: [],
    imports: [],
    funcs: [],
    tables: [],
    memories: [],
    globals: [],
    tags: [],
    exports: [],
    elements: [],
    datas: [],
    customs: this.customs,
  };

  constructor(bytes: Uint8Array, features: FeatureSet, bodies: 'check' | 'lazy') {
    this.features = features;
    this.checkBodies = bodies === 'check';
    this.opcodes = opcodeForms(features);
    this.reader = new Reader(bytes);
    this.types = new TypeDecoder(this.reader, features);
    this.exprs = new ExprDecoder(this.reader, this.types, this.opcodes);
    this.bodyReader = new Reader(bytes);
    const bodyTypes = new TypeDecoder(this.bodyReader, features);
    this.bodyExprs = new ExprDecoder(this.bodyReader, bodyTypes, this.opcodes);
    this.bodies = new BodyDecoder(this.bodyReader, bodyTypes, this.bodyExprs);
  }

  decode(): Module {
    const { reader } = this;
    this.header();
    let place = -1;
    while (!reader.atEnd) {
      const start = reader.pos;
      const id = reader.byte();
      if (id === SECTION_IDS.custom) {
        this.customSection(SECTION_ORDER[place]);
        continue;
      }
      const name = this.sectionName(id, start);
      const next = SECTION_ORDER.indexOf(name);
      if (next <= place) throw reader.error(MALFORMED.afterLastSection, start);
      place = next;
      const size = reader.length('bytes of a section');
      const end = reader.pos + size;
      this.section(name);
      if (reader.pos !== end) throw reader.error(MALFORMED.sectionSize, Math.min(reader.pos, end));
    }
    return this.finish();
  }

  private header(): void {
    const { reader } = this;
    const { length } = reader.bytes;
    if (length > LIMITS.moduleSize) throw reader.error(overLimit('bytes of a module', length, LIMITS.moduleSize), 0);
    if (length < 4) throw reader.error(MALFORMED.unexpectedEnd, length);
    if (reader.word32() !== MAGIC) throw reader.error(MALFORMED.magic, 0);
    if (length < 8) throw reader.error(MALFORMED.unexpectedEnd, length);
    if (reader.word32() !== VERSION) throw reader.error(MALFORMED.version, 4);
  }

  private sectionName(id: number, offset: number): SectionName {
    const name = SECTION_NAMES[id];
    const known =
      name !== undefined &&
      (name !== 'tag' || hasTags(this.features)) &&
      (name !== 'datacount' || this.features.has('bulk-memory'));
    if (!known) throw this.reader.error(MALFORMED.sectionId, offset);
    return name;
  }

  private section(name: SectionName): void {
    const { reader, types, exprs, features, module } = this;
    switch (name) {
      case 'type':
        Object.assign(module, decodeTypeSection(reader, types, features));
        return;
      case 'import':
        module.imports = decodeImportSection(reader, types);
        return;
      case 'function':
        this.typeIndices = decodeFunctionSection(reader);
        return;
      case 'table':
        module.tables = decodeTableSection(reader, types, exprs, features.has('function-references'));
        return;
      case 'memory':
        module.memories = decodeMemorySection(reader, types);
        return;
      case 'tag':
        module.tags = decodeTagSection(reader, types);
        return;
      case 'global':
        module.globals = decodeGlobalSection(reader, types, exprs);
        return;
      case 'export':
        module.exports = decodeExportSection(reader, hasTags(features));
        return;
      case 'start':
        module.start = decodeStartSection(reader);
        return;
      case 'element':
        module.elements = decodeElementSection(reader, types, exprs, features);
        return;
      case 'datacount':
        module.dataCount = reader.u32();
        return;
      case 'code':
        this.codeSection();
        return;
      case 'data':
        module.datas = decodeDataSection(reader, exprs, features);
        return;
    }
  }

  private codeSection(): void {
    const { reader, bodies, bodyReader } = this;
    if (this.module.dataCount === undefined) this.bodyExprs.setDataCountAbsent();
    this.code = decodeCodeSection(
      reader,
      this.checkBodies
        ? (offset, size) => {
            bodies.check(offset, size);
            reader.pos = bodyReader.pos;
          }
        : null,
    );
  }

  /** §5.5.3. `after` is the section before it. */
  private customSection(after: SectionName | undefined): void {
    const { reader } = this;
    const size = reader.length('bytes of a section');
    const end = reader.pos + size;
    const name = reader.name();
    const offset = reader.pos;
    const bytes = reader.take(end - offset);
    this.customs.push({ name, bytes, offset, ...(after === undefined ? {} : { after }) });
  }

  private finish(): Module {
    const { module, typeIndices, code, bodies } = this;
    const { length } = this.reader.bytes;
    if (typeIndices.length !== code.offsets.length) throw new DecodeError(MALFORMED.functionAndCode, length);
    if (module.dataCount !== undefined && module.dataCount !== module.datas.length) {
      throw new DecodeError(MALFORMED.dataCount, length);
    }
    const funcs: Func[] = [];
    for (let i = 0; i < typeIndices.length; i++) {
      funcs.push(new DecodedFunc(typeIndices[i] as number, code.offsets[i] as number, code.sizes[i] as number, bodies));
    }
    module.funcs = funcs;
    return module;
  }
}
