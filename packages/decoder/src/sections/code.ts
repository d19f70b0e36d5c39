import {
  type Binary,
  DecodeError,
  type Func,
  type FuncBody,
  LIMITS,
  type LocalRun,
  MALFORMED,
  overLimit,
} from '@softwasm/syntax';
import type { ExprDecoder } from '../expr.ts';
import type { Reader } from '../reader.ts';
import type { TypeDecoder } from '../types.ts';

const NO_LOCALS: readonly LocalRun[] = [];

/** Where the bodies are: byte offsets and sizes of the entries of the code section, from the locals on. */
export interface CodeSection {
  readonly offsets: Uint32Array;
  readonly sizes: Uint32Array;
}

/**
 * §5.5.13. Bodies are not decoded, unless `check` is given.
 *
 * @throws DecodeError for a malformed body where they are checked
 */
export function decodeCodeSection(reader: Reader, check: ((offset: number, size: number) => void) | null): CodeSection {
  const count = reader.count('functions', LIMITS.functions);
  const offsets = new Uint32Array(count);
  const sizes = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const size = reader.count('bytes of a function body', LIMITS.functionBodySize);
    const offset = reader.pos;
    offsets[i] = offset;
    sizes[i] = size;
    if (check === null) reader.skip(size);
    else check(offset, size);
  }
  return { offsets, sizes };
}

/** Decodes bodies, any number of times. It has a reader of its own, so that the module's does not matter. */
export class BodyDecoder {
  readonly binary: Binary;
  private readonly reader: Reader;
  private readonly types: TypeDecoder;
  private readonly exprs: ExprDecoder;

  constructor(reader: Reader, types: TypeDecoder, exprs: ExprDecoder) {
    this.binary = { bytes: reader.bytes, features: types.features };
    this.reader = reader;
    this.types = types;
    this.exprs = exprs;
  }

  /** Decodes a body and drops it. */
  check(offset: number, size: number): void {
    this.reader.pos = offset;
    this.locals();
    this.exprs.scan();
    this.expectEnd(offset + size);
  }

  decode(offset: number, size: number): FuncBody {
    this.reader.pos = offset;
    const locals = this.locals();
    const expr = this.exprs.body();
    this.expectEnd(offset + size);
    return { locals, expr };
  }

  private locals(): readonly LocalRun[] {
    const { reader } = this;
    const start = reader.pos;
    const count = reader.length('runs of locals');
    if (count === 0) return NO_LOCALS;
    const locals: LocalRun[] = [];
    let total = 0;
    for (let i = 0; i < count; i++) {
      const run = { count: reader.u32(), type: this.types.valType() };
      total += run.count;
      locals.push(run);
    }
    if (total >= 2 ** 32) throw reader.error(MALFORMED.tooManyLocals, start);
    if (total > LIMITS.functionLocals) throw reader.error(overLimit('locals', total, LIMITS.functionLocals), start);
    return locals;
  }

  private expectEnd(end: number): void {
    const { pos } = this.reader;
    if (pos !== end) throw new DecodeError(MALFORMED.sectionSize, Math.min(pos, end));
  }
}

/** A function whose body is decoded on demand. */
export class DecodedFunc implements Func {
  readonly type: number;
  readonly offset: number;
  readonly size: number;
  private readonly bodies: BodyDecoder;

  constructor(type: number, offset: number, size: number, bodies: BodyDecoder) {
    this.type = type;
    this.offset = offset;
    this.size = size;
    this.bodies = bodies;
  }

  get binary(): Binary {
    return this.bodies.binary;
  }

  body(): FuncBody {
    return this.bodies.decode(this.offset, this.size);
  }
}
