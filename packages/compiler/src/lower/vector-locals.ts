import { V128 } from '@softwasm/syntax';
import type { Builder } from '../build/builder.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import { T_F32, T_F64, T_I32 } from '../ir/node-ops.ts';
import { exactF32, exactF64 } from './float-lanes.ts';

/** The words of a local that is kept as float lanes; nothing is converted where an instruction takes them as floats. */
export function pushLanes(b: Builder, first: number, lanes: number): void {
  const { ir } = b;
  const words: number[] = [];
  for (let lane = 0; lane < (lanes === T_F64 ? 2 : 4); lane++) {
    if (lanes === T_F32) words.push(ir.call(HELPER.f32ToBits, T_I32, [ir.get(first + lane)]));
    else {
      words.push(ir.call(HELPER.f64ToBits, T_I32, [ir.get(first + lane)]));
      words.push(ir.call(HELPER.f64ToHighWord, T_I32, [ir.get(first + lane)]));
    }
  }
  b.pushWords(V128, words);
}

/** Pops a vector as float lanes, bits unchanged. */
export function popLanes(b: Builder, lanes: number): number[] {
  const words = b.popWords();
  if (lanes === T_F32) return words.map((word) => exactF32(b, word));
  return [exactF64(b, words[0]!, words[1]!), exactF64(b, words[2]!, words[3]!)];
}
