import { type Binary, FUNCREF, type FuncType, LIMITS, V128, type ValType } from '@softwasm/syntax';
import { binaryForms } from './binary-forms.ts';
import type { Context } from './context.ts';

/** An index above all others: what malformed ones are taken for. */
const NO_INDEX = 0x7fff_ffff;

/** The type of nothing on the stack. */
const NO_TYPE = -2;

/** Functions of more bytes do not find their stacks made for them: 1 MB each. */
const KEPT_SIZE = 1 << 18;

/**
 * Says of most valid function bodies that they are valid, in one pass over their bytes, with the algorithm of the appendix (§7.3). What it does not accept may be
 * wrong, or merely rare: subtyping, references, blocks with parameters, operands in unreachable code. That is for `ExpressionValidator` to find out.
 *
 * On the operand stack each block begins with an entry that is no operand: 0, or -1 once the rest of the block is unreachable. So what is not there is of a
 * wrong type, and need not be looked for.
 */
export class BodyAcceptor {
  readonly binary: Binary;
  private readonly context: Context;
  private readonly plain: Int32Array;
  private readonly prefixed: readonly (Int32Array | undefined)[];
  /** The least byte that is a number or vector type. */
  private readonly leastType: ValType;
  /** Types of functions as far as they have been called, by function index. */
  private readonly callees: (FuncType | undefined)[] = [];
  /** Types of locals by index, 0 for those that the function at hand has not. */
  private locals = new Int32Array(256);
  private localCount = 0;
  private types = new Int32Array(0);
  /** Blocks: where they begin on the operand stack, and the types that their labels and ends want, 0 for none. */
  private floors = new Int32Array(0);
  private labels = new Int32Array(0);
  private ends = new Int32Array(0);
  /** 1 for an `if` that has no `else` by now. */
  private conditional = new Uint8Array(0);
  private pos = 0;

  /** To be made when all memories of the context are known. */
  constructor(context: Context, binary: Binary) {
    this.context = context;
    this.binary = binary;
    const { plain, prefixed } = binaryForms(binary.features, context.memories[0]);
    this.plain = plain;
    this.prefixed = prefixed;
    this.leastType = binary.features.has('simd') ? V128 : V128 + 1;
  }

  /** @param offset where the declarations of locals begin @param size of these and the instructions in bytes */
  accepts(offset: number, size: number, { params, results }: FuncType): boolean {
    if (results.length > 1) return false;
    const end = offset + size;
    if (end > this.binary.bytes.length || !this.declare(params, offset)) return false;
    // No instruction pushes more than one operand, or opens more than one block.
    this.reserve(size + 2);
    const accepted = this.instructions(this.pos, end, results[0] ?? 0);
    if (this.types.length > KEPT_SIZE) this.types = new Int32Array(0);
    return accepted;
  }

  private reserve(size: number): void {
    if (this.types.length >= size) return;
    const length = Math.max(size, Math.min(2 * size, KEPT_SIZE));
    this.types = new Int32Array(length);
    this.floors = new Int32Array(length);
    this.labels = new Int32Array(length);
    this.ends = new Int32Array(length);
    this.conditional = new Uint8Array(length);
  }

  /** Notes the types of parameters and locals (§5.5.13). */
  private declare(params: readonly ValType[], offset: number): boolean {
    const { bytes } = this.binary;
    const used = this.localCount;
    let count = params.length;
    this.reserveLocals(count);
    this.localCount = Math.max(used, count);
    for (let i = 0; i < count; i++) this.locals[i] = params[i]!;
    let pos = offset;
    for (let runs = bytes[pos++]!; runs > 0; runs--) {
      const first = count;
      count += this.index(pos);
      const type = bytes[this.pos]!;
      pos = this.pos + 1;
      if (runs >= 0x80 || count > LIMITS.functionLocals || !(type >= this.leastType && type <= 0x7f)) return false;
      this.reserveLocals(count);
      this.locals.fill(type, first, count);
      this.localCount = Math.max(used, count);
    }
    if (count < used) this.locals.fill(0, count, used);
    this.localCount = count;
    this.pos = pos;
    return true;
  }

  private reserveLocals(count: number): void {
    if (count <= this.locals.length) return;
    const larger = new Int32Array(2 * count);
    larger.set(this.locals);
    this.locals = larger;
  }

  /**
   * Literals as in the decoder's loop: types, and the forms of `binary-forms.ts`. Past the end a byte is `undefined`, and so is what a table has for that, or for an
   * index of nothing: equal to no type. Nothing else has to find the end before the last `end` has been found.
   */
  private instructions(start: number, end: number, functionResult: ValType): boolean {
    const { plain, types, locals, floors, labels, ends, conditional } = this;
    const { bytes } = this.binary;
    let pos = start;
    let floor = 0;
    let height = 1;
    let depth = 0;
    types[0] = 0;
    floors[0] = 0;
    labels[0] = ends[0] = functionResult;
    conditional[0] = 0;
    for (;;) {
      let form = plain[bytes[pos++]!]!;
      if (form === 0xe0) {
        // a prefix: here, since what follows is not to be told apart
        form = this.afterPrefix(pos);
        pos = this.pos;
      }
      switch ((form >> 3) & 0x1f) {
        case 1: // operands alone
          break;
        case 2:
        case 3:
        case 4: {
          // local.get, local.set, local.tee
          let index = bytes[pos++]!;
          if (index >= 0x80) {
            index = this.index(pos - 1);
            pos = this.pos;
          }
          const type = locals[index]!;
          if (!(type > 0)) return false;
          if (form === 0x10) types[height++] = type;
          else if (types[height - 1] !== type) return false;
          else if (form === 0x18) height--;
          continue;
        }
        case 5: // i32.const
          if (bytes[pos++]! >= 0x80 && bytes[pos++]! >= 0x80) pos = this.afterSigned(pos, 2, 4);
          break;
        case 6: // a memarg: of memory 0, and below 2^32
          if (!(bytes[pos++]! <= form >>> 29)) return false;
          if (bytes[pos++]! >= 0x80 && bytes[pos++]! >= 0x80) pos = this.afterOffset(pos);
          break;
        case 7:
        case 8:
        case 9: {
          // block, loop, if
          if (form === 0x48 && types[--height] !== 0x7f) return false;
          const type = bytes[pos++]!;
          const result = type === 0x40 ? 0 : type;
          if (type !== 0x40 && !(type >= 0x7c && type <= 0x7f)) return false;
          depth++;
          conditional[depth] = form === 0x48 ? 1 : 0;
          labels[depth] = form === 0x40 ? 0 : result;
          ends[depth] = result;
          floors[depth] = floor = height;
          types[height++] = 0;
          continue;
        }
        case 11: {
          // end
          const result = ends[depth]!;
          if (result !== 0) {
            if (types[height - 1] === result) height--;
            else if (types[floor] === 0) return false;
            if (conditional[depth] !== 0) return false;
          }
          if (height - 1 !== floor) return false;
          height = floor;
          if (depth-- === 0) return pos === end;
          floor = floors[depth]!;
          if (result !== 0) types[height++] = result;
          continue;
        }
        case 12:
        case 13: {
          // br, br_if
          if (form === 0x68 && types[--height] !== 0x7f) return false;
          let label = bytes[pos++]!;
          if (label >= 0x80) {
            label = this.index(pos - 1);
            pos = this.pos;
          }
          const type = labels[depth - label];
          if (type !== 0 && (type === undefined || types[height - 1] !== type)) return false;
          if (form === 0x68) continue;
          types[floor] = -1;
          height = floor + 1;
          continue;
        }
        case 17:
        case 18: {
          // call, call_indirect
          const callee = form === 0x88 ? this.direct(pos) : this.indirect(pos, types[--height]!);
          if (callee === undefined) return false;
          pos = this.pos;
          const { params, results } = callee;
          for (let i = params.length - 1; i >= 0; i--) if (types[--height] !== params[i]) return false;
          if (results.length === 0) continue;
          if (results.length > 1) return false;
          types[height++] = results[0]!;
          continue;
        }
        default:
          height = this.other(form, pos, height, depth);
          if (height < 0) return false;
          pos = this.pos;
          continue;
      }
      const params = form & 3;
      if (params !== 0) {
        if (types[height - 1] !== ((form >> 8) & 0x7f)) return false;
        if (params === 2 && types[height - 2] !== ((form >> 15) & 0x7f)) return false;
        height -= params;
      }
      const result = (form >> 22) & 0x7f;
      if (result !== 0) types[height++] = result;
    }
  }

  /**
   * What is less frequent: a loop of its own size is compiled sooner.
   *
   * @returns the height afterwards, `pos` being behind the instruction; -1 where it is not accepted
   */
  private other(form: number, start: number, from: number, depth: number): number {
    const { types } = this;
    const { bytes } = this.binary;
    const { globals } = this.context;
    const floor = this.floors[depth]!;
    let height = from;
    this.pos = start;
    switch ((form >> 3) & 0x1f) {
      case 10: {
        // else
        const result = this.ends[depth]!;
        if (result !== 0 && types[height - 1] === result) height--;
        else if (result !== 0 && types[floor] === 0) return -1;
        if (height - 1 !== floor || this.conditional[depth] === 0) return -1;
        this.conditional[depth] = 0;
        types[floor] = 0;
        return height;
      }
      case 14: // br_table
        if (types[--height] !== 0x7f || !this.table(start, depth, types[height - 1]!)) return -1;
        types[floor] = -1;
        return floor + 1;
      case 15: {
        // return
        const result = this.ends[0];
        if (result !== 0 && types[height - 1] !== result) return -1;
        types[floor] = -1;
        return floor + 1;
      }
      case 16: // unreachable
        types[floor] = -1;
        return floor + 1;
      case 19: // drop
        return types[--height]! > 0 ? height : -1;
      case 20: {
        // select
        const type = types[height - 2]!;
        if (types[height - 1] !== 0x7f || type !== types[height - 3]) return -1;
        return type >= 0x7b && type <= 0x7f ? height - 2 : -1;
      }
      case 21: {
        // global.get
        const global = globals[this.index(start)];
        if (global === undefined) return -1;
        types[height++] = global.type;
        return height;
      }
      case 22: {
        // global.set
        const global = globals[this.index(start)];
        return global?.mutable === true && types[--height] === global.type ? height : -1;
      }
      case 23: // i64.const
        this.pos = bytes[start]! >= 0x80 ? this.afterSigned(start + 1, 8, 1) : start + 1;
        types[height++] = 0x7e;
        return height;
      case 24: // f32.const
        this.pos = start + 4;
        types[height++] = 0x7d;
        return height;
      case 25: // f64.const
        this.pos = start + 8;
        types[height++] = 0x7c;
        return height;
      case 31: // v128.const
        this.pos = start + 16;
        types[height++] = 0x7b;
        return height;
      case 26: {
        // memory.size
        const address = this.firstMemory();
        types[height++] = address;
        return address === NO_TYPE ? -1 : height;
      }
      case 27: // memory.grow
        return types[height - 1] === this.firstMemory() ? height : -1;
      case 29: {
        // memory.copy
        const address = this.firstMemory();
        if (this.firstMemory() === NO_TYPE || types[--height] !== address) return -1;
        return types[--height] === address && types[--height] === address ? height : -1;
      }
      case 30: {
        // memory.fill
        const address = this.firstMemory();
        if (types[--height] !== address) return -1;
        return types[--height] === 0x7f && types[--height] === address ? height : -1;
      }
      default:
        return -1;
    }
  }

  /** Reads a memory index. @returns the address type of memory 0 where it is that of this, else {@link NO_TYPE} */
  private firstMemory(): ValType {
    const index = this.binary.bytes[this.pos++];
    return (index === 0 ? this.context.memories[0] : undefined) ?? NO_TYPE;
  }

  /** What a prefix byte goes on with: a form, 0 for none. */
  private afterPrefix(pos: number): number {
    const forms = this.prefixed[this.binary.bytes[pos - 1]!]!;
    return forms[this.index(pos)] ?? 0;
  }

  /** Reads an index; {@link NO_INDEX} for what is malformed. */
  private index(start: number): number {
    const { bytes } = this.binary;
    let pos = start;
    let index = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = bytes[pos++]!;
      index |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        this.pos = pos;
        return index >= 0 && shift < 28 ? index : NO_INDEX;
      }
    }
    return NO_INDEX;
  }

  /**
   * Where the rest of a signed integer ends; {@link NO_INDEX}, which is behind all bytes, where it is malformed.
   *
   * @param any how many bytes may be any @param bits how many bits the one behind them has
   */
  private afterSigned(start: number, any: number, bits: number): number {
    const { bytes } = this.binary;
    const end = start + any;
    for (let pos = start; pos < end; pos++) if (bytes[pos]! < 0x80) return pos + 1;
    const high = bytes[end]! >> (bits - 1);
    return high === 0 || high === 0x7f >> (bits - 1) ? end + 1 : NO_INDEX;
  }

  /** The same for the rest of a u32 of which two bytes have been read. */
  private afterOffset(start: number): number {
    const { bytes } = this.binary;
    if (bytes[start]! < 0x80) return start + 1;
    if (bytes[start + 1]! < 0x80) return start + 2;
    return bytes[start + 2]! <= 0xf ? start + 3 : NO_INDEX;
  }

  /** The type of a function that is called. */
  private direct(pos: number): FuncType | undefined {
    const index = this.index(pos);
    const known = this.callees[index];
    if (known !== undefined || index >= this.context.funcs.length) return known;
    const type = this.context.funcTypeOfId(this.context.funcs[index]!);
    this.callees[index] = type;
    return type;
  }

  /** The type of a function that is called through table 0. */
  private indirect(pos: number, address: ValType): FuncType | undefined {
    const { typeCount, typeIds, registry, tables } = this.context;
    const index = this.index(pos);
    const table = tables[0];
    if (index >= typeCount || table?.element !== FUNCREF || table.address !== address) return undefined;
    if (this.binary.bytes[this.pos++] !== 0) return undefined;
    const { composite } = registry.get(typeIds[index]!);
    return composite.kind === 'func' ? composite : undefined;
  }

  /** Whether all labels of a `br_table` are there and want the same: nothing, or what is on top. */
  private table(pos: number, depth: number, top: ValType): boolean {
    const { labels } = this;
    const count = this.index(pos);
    let wanted = -1;
    for (let i = 0; i <= count; i++) {
      const type = labels[depth - this.index(this.pos)];
      if (type === undefined || (type !== wanted && wanted >= 0)) return false;
      wanted = type;
    }
    return wanted === 0 || wanted === top;
  }
}
