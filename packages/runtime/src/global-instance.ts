import { type FloatValue, HI } from '@softwasm/numerics';
import { F32, F64, type GlobalType, I32, I64, V128 } from '@softwasm/syntax';
import { bigIntOfWords, floatFromWord, floatToWord, type Int64, type WasmValue, wordsOfInt64 } from './values.ts';

/**
 * A global instance (§4.2.9). Integers and vectors live in `words`, the rest in `cell[0]`: generated code reads and writes these directly.
 *
 * @see https://webassembly.github.io/spec/core/exec/runtime.html#global-instances
 */
export class GlobalInstance {
  readonly kind = 'global';
  /** Its value type has canonical ids. */
  readonly type: GlobalType;

  /** `i32`: word 0; `i64`: words 0 and 1, low first; `v128`: words 0 to 3. Signed 32-bit integers. */
  readonly words: Int32Array;

  /** `f32`, `f64` (a number, or as `numerics/nan.ts` says) and references: `cell[0]`. Never an array of doubles: those lose the bits of NaNs. */
  readonly cell: unknown[] = [null];

  /** @param type with canonical ids */
  constructor(type: GlobalType, value: WasmValue) {
    this.type = type;
    // A buffer of its own: V8 keeps small arrays without one where they may move, and cannot take their address for a constant.
    this.words = new Int32Array(
      new ArrayBuffer(type.type === V128 ? 16 : type.type === I64 ? 8 : type.type === I32 ? 4 : 0),
    );
    this.value = value;
  }

  /** The value as `values.ts` has it. Setting does not ask whether the global is mutable. */
  get value(): WasmValue {
    const { words } = this;
    switch (this.type.type) {
      case I32:
        return words[0];
      case I64:
        return bigIntOfWords(words[0] as number, words[1] as number);
      case V128:
        return words.slice();
      case F32:
      case F64:
        return floatFromWord(this.type.type, this.cell[0] as FloatValue);
      default:
        return this.cell[0];
    }
  }

  set value(value: WasmValue) {
    const { words } = this;
    switch (this.type.type) {
      case I32:
        words[0] = value as number;
        return;
      case I64:
        words[0] = wordsOfInt64(value as bigint | Int64);
        words[1] = HI[0] as number;
        return;
      case V128:
        words.set(value as Int32Array);
        return;
      case F32:
      case F64:
        this.cell[0] = floatToWord(this.type.type, value as FloatValue);
        return;
      default:
        this.cell[0] = value;
    }
  }
}
