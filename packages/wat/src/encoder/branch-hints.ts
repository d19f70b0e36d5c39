import { importCount, type Module } from '@softwasm/syntax';
import type { BranchHint } from '../module/branch-hints.ts';
import { ByteWriter } from './byte-writer.ts';
import { encodeExpr } from './expr.ts';
import { encodeValType } from './types.ts';

/**
 * The contents of a custom section `metadata.code.branch_hint`: for each function that has any, the hints with the offsets of their instructions, counted
 * from the declaration of the locals in the bytes that `encodeModule` makes.
 *
 * @see https://webassembly.github.io/spec/core/appendix/custom.html
 */
export function encodeBranchHints(module: Module, hints: ReadonlyMap<number, readonly BranchHint[]>): Uint8Array {
  const out = new ByteWriter();
  const scratch = new ByteWriter(4096);
  const imported = importCount(module, 'func');
  out.u32(hints.size);
  for (const funcidx of [...hints.keys()].sort((a, b) => a - b)) {
    const func = module.funcs[funcidx - imported];
    const ofFunction = hints.get(funcidx);
    if (func === undefined || ofFunction === undefined) continue;
    const { locals, expr } = func.body();
    scratch.reset();
    scratch.u32(locals.length);
    for (const { count, type } of locals) {
      scratch.u32(count);
      encodeValType(scratch, type);
    }
    out.u32(funcidx);
    out.u32(ofFunction.length);
    let slot = 0;
    for (const hint of ofFunction) {
      // The instructions in between: what they are encoded to is the distance.
      encodeExpr(scratch, { code: expr.code.subarray(slot, hint.slot) });
      slot = hint.slot;
      out.u32(scratch.length);
      out.u32(1);
      out.byte(hint.likely ? 1 : 0);
    }
  }
  return out.toBytes();
}
