import { type Expr, HEADER_SLOTS, IntegerExpr, illegalOpcode, MALFORMED, SUBOPCODE_LIMIT } from '@softwasm/syntax';
import type { ImmediateContext, ImmediateReader } from './immediates.ts';
import type { OpcodeForms } from './opcodes.ts';
import { NESTING } from './opcodes.ts';
import type { Reader } from './reader.ts';
import type { TypeDecoder } from './types.ts';

const OPCODE_I32_CONST = 0x41;
const OPCODE_END = 0x0b;

/** No instruction that the loop writes by itself takes more slots. */
const SLOTS_AHEAD = HEADER_SLOTS + 4;

/** Slots above which the storage is given back after use: 4 MB. */
const KEPT_SLOTS = 1 << 20;

/**
 * Decodes expressions (§5.4.9) into `Expr`s. Nesting is followed as far as the grammar needs it: where the expression ends, and that `else` stands
 * in an `if`. Depth is bounded by the bytes alone.
 *
 * @see https://webassembly.github.io/spec/core/binary/instructions.html#expressions
 */
export class ExprDecoder implements ImmediateContext {
  readonly reader: Reader;
  readonly types: TypeDecoder;
  private readonly opcodes: OpcodeForms;
  /** Whether instructions with a data index may occur in function bodies (§5.5.17). */
  private dataCount = true;
  private inBody = false;
  /** Slots of the expression being decoded: storage that all share. */
  private code: Int32Array = new Int32Array(128);
  private slots = 0;
  /** Byte offset of the instruction whose immediates are being read. */
  private opcodeOffset = 0;
  /** What is open, one `NESTING` a level. */
  private open: Uint8Array = new Uint8Array(64);

  constructor(reader: Reader, types: TypeDecoder, opcodes: OpcodeForms) {
    this.reader = reader;
    this.types = types;
    this.opcodes = opcodes;
  }

  /** Says that the module has no data count section, which instructions with a data index in function bodies require. */
  setDataCountAbsent(): void {
    this.dataCount = false;
  }

  /** An initial value, offset or element. */
  constantExpression(): Expr {
    const integer = this.integer();
    if (integer !== undefined) return integer;
    this.inBody = false;
    this.decode();
    return this.finish();
  }

  /** One `i32.const` and nothing else: the commonest by far, and what all features have. */
  private integer(): Expr | undefined {
    const { reader } = this;
    const { bytes, pos } = reader;
    if (bytes[pos] !== OPCODE_I32_CONST) return undefined;
    reader.pos = pos + 1;
    const value = reader.s32();
    const end = reader.pos;
    if (bytes[end] === OPCODE_END) {
      reader.pos = end + 1;
      return new IntegerExpr(value, pos, end);
    }
    reader.pos = pos;
    return undefined;
  }

  /** The instructions of a function body. */
  body(): Expr {
    this.inBody = true;
    this.decode();
    return this.finish();
  }

  /** Like {@link body}, to find what is malformed. */
  scan(): void {
    this.inBody = true;
    this.decode();
    this.release();
  }

  push(value: number): void {
    if (this.slots === this.code.length) this.growCode();
    this.code[this.slots++] = value;
  }

  useData(): void {
    if (this.inBody && !this.dataCount) throw this.reader.error(MALFORMED.dataCountRequired, this.opcodeOffset);
  }

  private finish(): Expr {
    const expr = { code: this.code.slice(0, this.slots) };
    this.release();
    return expr;
  }

  private release(): void {
    if (this.code.length > KEPT_SLOTS) this.code = new Int32Array(KEPT_SLOTS);
  }

  private growCode(): Int32Array {
    const grown = new Int32Array(this.code.length * 2);
    grown.set(this.code);
    this.code = grown;
    return grown;
  }

  private growOpen(): Uint8Array {
    const grown = new Uint8Array(this.open.length * 2);
    grown.set(this.open);
    this.open = grown;
    return grown;
  }

  /**
   * The one hot loop of the decoder: frequent immediates are read in place, everything else by the readers of `immediates.ts`. `pos` and `at` live in
   * locals, and are handed over around each call. The forms of `opcodes.ts` are literals here: comparing with constants of a module costs
   * several times as much where there is no JIT. Past the end a byte is `undefined`, which is below nothing.
   */
  private decode(): void {
    const { reader } = this;
    const { bytes } = reader;
    const { ids, forms, leaves, readers } = this.opcodes;
    const end = bytes.length;
    let { code, open } = this;
    let at = 0;
    let pos = reader.pos;
    let depth = 0;
    for (;;) {
      if (pos >= end) throw reader.error(MALFORMED.unexpectedEndOfSection, end);
      if (at + SLOTS_AHEAD > code.length) code = this.growCode();
      const opcode = bytes[pos] as number;
      const form = forms[opcode] as number;
      code[at] = ids[opcode] as number;
      code[at + 1] = pos++;
      at += HEADER_SLOTS;
      if (form === 0) continue; // no immediates
      const first = bytes[pos] as number;
      switch (form) {
        case 1: // one index
          if (first < 0x80) {
            code[at++] = first;
            pos++;
          } else {
            reader.pos = pos;
            code[at++] = reader.u32();
            pos = reader.pos;
          }
          continue;
        case 2: {
          // a memarg: of the first memory, with an offset of one or two bytes
          const low = bytes[pos + 1] as number;
          const isShort = low < 0x80;
          const high = isShort ? 0 : (bytes[pos + 2] as number);
          if (first < 0x40 && high < 0x80) {
            code[at] = first;
            code[at + 1] = 0;
            code[at + 2] = isShort ? low : (low & 0x7f) | (high << 7);
            code[at + 3] = 0;
            at += 4;
            pos += isShort ? 2 : 3;
            continue;
          }
          break;
        }
        case 3: // i32.const of one byte
          if (first < 0x80) {
            code[at++] = (first << 25) >> 25;
            pos++;
            continue;
          }
          break;
        case 4: // i64.const of one byte
          if (first < 0x80) {
            code[at] = (first << 25) >> 25;
            code[at + 1] = (first << 25) >> 31;
            at += 2;
            pos++;
            continue;
          }
          break;
        case 5: // block, loop, if, try: mostly without result, or with a numeric one
          if (depth === open.length) open = this.growOpen();
          open[depth++] = leaves[opcode] as number;
          if (first === 0x40 || (first >= 0x7c && first <= 0x7f)) {
            code[at++] = -first;
            pos++;
            continue;
          }
          break;
        case 6: // end
          if (depth-- > 0) continue;
          reader.pos = pos;
          this.slots = at;
          return;
        case 7: // else, catch, catch_all, delegate, try_table
          depth = this.nest(opcode, depth, pos - 1);
          open = this.open;
          break;
        default: // other immediates, a prefix, or nothing that we know
          break;
      }
      this.opcodeOffset = pos - 1;
      reader.pos = pos;
      this.slots = at;
      if (form < 9) this.immediates(readers[ids[opcode] as number] as readonly ImmediateReader[]);
      else this.prefixed(opcode);
      code = this.code;
      pos = reader.pos;
      at = this.slots;
    }
  }

  /** The depth after an instruction that opens, changes or closes a block. */
  private nest(opcode: number, depth: number, offset: number): number {
    const wanted = this.opcodes.wants[opcode] as number;
    const left = this.opcodes.leaves[opcode] as number;
    if (wanted === NESTING.none) {
      if (depth === this.open.length) this.growOpen();
      this.open[depth] = left;
      return depth + 1;
    }
    // The grammar has only `end` here: `else` outside of `if`, or a second one.
    if (depth === 0 || this.open[depth - 1] !== wanted) throw this.reader.error(MALFORMED.endExpected, offset);
    if (left === NESTING.none) return depth - 1;
    this.open[depth - 1] = left;
    return depth;
  }

  private immediates(readers: readonly ImmediateReader[]): void {
    for (let i = 0; i < readers.length; i++) (readers[i] as ImmediateReader)(this);
  }

  /** The rest of an instruction whose header stands already, without its id: after a prefix byte, or after a byte that is no opcode. */
  private prefixed(prefix: number): void {
    const { reader, opcodes } = this;
    const ids = opcodes.prefixed[prefix];
    if (ids === undefined) throw reader.error(illegalOpcode(prefix), this.opcodeOffset);
    const subopcode = reader.u32();
    const id = subopcode < SUBOPCODE_LIMIT ? (ids[subopcode] as number) : -1;
    if (id < 0) throw reader.error(illegalOpcode(prefix, subopcode), this.opcodeOffset);
    this.code[this.slots - HEADER_SLOTS] = id;
    this.immediates(opcodes.readers[id] as readonly ImmediateReader[]);
  }
}
