import type { FunctionIR } from './function-ir.ts';
import { LOADS, OP, OPERANDS, OWN_FLAGS } from './node-ops.ts';

/*
 * An i64 is loaded by two nodes, each the `d` of the other. Either alone traps exactly where the instruction does, so that one of them may be dropped;
 * the other then stands alone, with `ALONE` in its `d`.
 */

/** In `d` of a load: there is no other half. */
export const ALONE = -1;

/**
 * In `c` of a load and `v` of a store, beside the memory: the instruction says that its address may be no multiple of the access's size. It is a hint, as
 * in WebAssembly.
 */
export const UNALIGNED = 0x40000000;

/** The memory in `c` of a load, or `v` of a store. */
export function memoryOf(access: number): number {
  return access & ~UNALIGNED;
}

const CALL = OP.call;

/**
 * Drops a tree of nodes where the other halves of all its loads are there.
 *
 * @returns false where they are not: the tree must be evaluated for its traps
 */
export function dropLoads(ir: FunctionIR, n: number): boolean {
  if (!allLoads(ir, n, (load) => ir.d[load] !== ALONE)) return false;
  allLoads(ir, n, (load) => {
    ir.d[ir.d[load]!] = ALONE;
    return true;
  });
  return true;
}

/** Whether something holds for all loads in a tree. */
export function allLoads(ir: FunctionIR, n: number, holds: (load: number) => boolean): boolean {
  if ((ir.flags[n]! & LOADS) === 0) return true;
  const op = ir.op[n]!;
  if ((OWN_FLAGS[op]! & LOADS) !== 0 && !holds(n)) return false;
  if (op === CALL) {
    const start = ir.b[n]!;
    for (let i = 0; i < ir.c[n]!; i++) if (!allLoads(ir, ir.list[start + i]!, holds)) return false;
    return true;
  }
  const count = OPERANDS[op]!;
  return (
    (count < 1 || allLoads(ir, ir.a[n]!, holds)) &&
    (count < 2 || allLoads(ir, ir.b[n]!, holds)) &&
    (count < 3 || allLoads(ir, ir.c[n]!, holds))
  );
}
