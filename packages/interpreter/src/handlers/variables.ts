import { type FloatValue, f32FromBits, f32ToBits, f64FromBits, f64ToBits, HI } from '@softwasm/numerics';
import type { Handlers } from './handler.ts';

/** Globals whose values are kept otherwise than in registers. Operands: result and global, or global and value. */
export const VARIABLE_HANDLERS: Handlers<`global.${'get' | 'set'}_${'f32' | 'f64' | 'v128'}`> = {
  'global.get_f32': ({ words: I }, x, code, at, base) => {
    I[base + code[at]!] = f32ToBits(x.globals[code[at + 1]!]!.cell[0] as FloatValue);
  },
  'global.get_f64': ({ words: I }, x, code, at, base) => {
    const d = base + code[at]!;
    I[d] = f64ToBits(x.globals[code[at + 1]!]!.cell[0] as FloatValue);
    I[d + 1] = HI[0]!;
  },
  'global.get_v128': ({ words: I }, x, code, at, base) => {
    I.set(x.globals[code[at + 1]!]!.words, base + code[at]!);
  },
  'global.set_f32': ({ words: I }, x, code, at, base) => {
    x.globals[code[at]!]!.cell[0] = f32FromBits(I[base + code[at + 1]!]!);
  },
  'global.set_f64': ({ words: I }, x, code, at, base) => {
    const a = base + code[at + 1]!;
    x.globals[code[at]!]!.cell[0] = f64FromBits(I[a]!, I[a + 1]!);
  },
  'global.set_v128': ({ words: I }, x, code, at, base) => {
    const a = base + code[at + 1]!;
    x.globals[code[at]!]!.words.set(I.subarray(a, a + 4));
  },
};
