import { type Expr, HEADER_SLOTS, INSTRUCTION_ID, illegalOpcode, MALFORMED, SUBOPCODE_LIMIT } from '@softwasm/syntax';
import type { ImmediateContext, ImmediateReader } from './immediates.ts';
import type { OpcodeForms } from './opcodes.ts';
import { NESTING } from './opcodes.ts';
import type { Reader } from './reader.ts';
import type { TypeDecoder } from './types.ts';

/** No instruction that the loop writes by itself takes more slots. */
const SLOTS_AHEAD = HEADER_SLOTS + 4;

/** Slots above which the storage is given back after use: 4 MB. */
const KEPT_SLOTS = 1 << 20;

const IF_ID = INSTRUCTION_ID.if;
const TRY_ID = INSTRUCTION_ID.try;
const CATCH_ID = INSTRUCTION_ID.catch;

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
  private code: Int32Array = new Int32Array(1024);
  private slots = 0;
  /** What is open, one `NESTING` a level. */
  private nesting: Uint8Array = new Uint8Array(64);

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
    this.inBody = false;
    this.decode();
    return this.finish();
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
    if (this.slots === this.code.length) this.grow();
    this.code[this.slots++] = value;
  }

  useData(): void {
    if (this.inBody && !this.dataCount) throw this.reader.error(MALFORMED.dataCountRequired, this.opcodeOffset());
  }

  private finish(): Expr {
    const expr = { code: this.code.slice(0, this.slots) };
    this.release();
    return expr;
  }

  private release(): void {
    if (this.code.length > KEPT_SLOTS) this.code = new Int32Array(KEPT_SLOTS);
  }

  private grow(): Int32Array {
    const grown = new Int32Array(this.code.length * 2);
    grown.set(this.code);
    this.code = grown;
    return grown;
  }

  private opcodeOffset(): number {
    return this.code[this.slots - 1] as number;
  }

  /**
   * The one hot loop of the decoder: frequent immediates are read in place, everything else by the readers of `immediates.ts`. `pos` and `at`
   * live in locals and are handed over (`leave`, then read back) around each call.
   */
  private decode(): void {
    const { reader } = this;
    const { bytes } = reader;
    const { ids, forms, readers } = this.opcodes;
    const end = bytes.length;
    let code = this.code;
    let at = 0;
    let pos = reader.pos;
    let depth = 0;
    for (;;) {
      if (pos >= end) throw reader.error(MALFORMED.unexpectedEndOfSection, end);
      if (at + SLOTS_AHEAD > code.length) code = this.grow();
      const opcode = bytes[pos] as number;
      const id = ids[opcode] as number;
      code[at] = id;
      code[at + 1] = pos++;
      at += HEADER_SLOTS;
      switch (forms[opcode]) {
        case 0: // plain
          continue;
        case 1: {
          // One index. Past the end a byte is `undefined`, which is not below 128.
          const byte = bytes[pos] as number;
          if (byte < 0x80) {
            code[at++] = byte;
            pos++;
          } else {
            reader.pos = pos;
            code[at++] = reader.u32();
            pos = reader.pos;
          }
          continue;
        }
        case 2: {
          // A memarg of the first memory, and an offset below 128.
          const align = bytes[pos] as number;
          const offset = bytes[pos + 1] as number;
          if (align < 0x40 && offset < 0x80) {
            code[at] = align;
            code[at + 1] = 0;
            code[at + 2] = offset;
            code[at + 3] = 0;
            at += 4;
            pos += 2;
            continue;
          }
          break;
        }
        case 3: {
          // i32.const
          const byte = bytes[pos] as number;
          if (byte < 0x80) {
            code[at++] = (byte << 25) >> 25;
            pos++;
            continue;
          }
          break;
        }
        case 4: {
          // block, loop, if, try: mostly without or with one numeric result.
          this.open(depth++, id);
          const byte = bytes[pos] as number;
          if (byte === 0x40 || (byte >= 0x7c && byte <= 0x7f)) {
            code[at++] = -byte;
            pos++;
            continue;
          }
          break;
        }
        case 5: // end
          if (depth === 0) {
            reader.pos = pos;
            this.slots = at;
            return;
          }
          depth--;
          continue;
        case 6: // other immediates
          break;
        case 7: // a prefix byte
          break;
        case 9: // else
          this.close(depth, NESTING.if, pos);
          continue;
        case 10: // catch, catch_all: another one may follow `catch` alone
          this.close(depth, NESTING.try, pos);
          if (id === CATCH_ID) this.open(depth - 1, TRY_ID);
          break;
        case 11: // delegate ends its `try`
          this.close(depth--, NESTING.try, pos);
          break;
        case 12: // try_table
          this.open(depth++, id);
          break;
        default:
          throw reader.error(illegalOpcode(opcode), pos - 1);
      }
      reader.pos = pos;
      this.slots = at;
      if (id < 0) this.prefixed(opcode);
      else this.immediates(readers[id] as readonly ImmediateReader[]);
      code = this.code;
      pos = reader.pos;
      at = this.slots;
    }
  }

  private immediates(readers: readonly ImmediateReader[]): void {
    for (let i = 0; i < readers.length; i++) (readers[i] as ImmediateReader)(this);
  }

  /** The rest of an instruction whose header stands already, without its id. */
  private prefixed(prefix: number): void {
    const { reader, opcodes } = this;
    const ids = opcodes.prefixed[prefix] as Int16Array;
    const subopcode = reader.u32();
    const id = subopcode < SUBOPCODE_LIMIT ? (ids[subopcode] as number) : -1;
    if (id < 0) throw reader.error(illegalOpcode(prefix, subopcode), this.opcodeOffset());
    this.code[this.slots - HEADER_SLOTS] = id;
    this.immediates(opcodes.readers[id] as readonly ImmediateReader[]);
  }

  /** Notes what kind of block opens at this depth. */
  private open(depth: number, id: number): void {
    if (depth === this.nesting.length) {
      const grown = new Uint8Array(depth * 2);
      grown.set(this.nesting);
      this.nesting = grown;
    }
    this.nesting[depth] = id === IF_ID ? NESTING.if : id === TRY_ID ? NESTING.try : NESTING.plain;
  }

  /** The innermost block has to be of this kind, and is so no longer: `else` after `else` is as wrong as outside of an `if`. */
  private close(depth: number, kind: number, pos: number): void {
    if (depth === 0 || this.nesting[depth - 1] !== kind) throw this.reader.error(MALFORMED.endExpected, pos - 1);
    this.nesting[depth - 1] = NESTING.plain;
  }
}
