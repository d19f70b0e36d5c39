import type { FunctionIR } from '../ir/function-ir.ts';
import { refresh } from '../ir/refresh.ts';
import { S_NOP, S_SET } from '../ir/statement-ops.ts';

/** A value that is computed beforehand. */
export interface Insertion {
  readonly statement: number;
  /** Values are numbered as nodes are evaluated. */
  readonly value: number;
  readonly variable: number;
  readonly node: number;
}

/** Inserts what is computed beforehand, which is ordered. */
export function insertSets(ir: FunctionIR, insertions: readonly Insertion[]): void {
  let end = ir.statementCount;
  for (let k = insertions.length; k > 0; k--) ir.statement(S_NOP, 0, 0, 0, 0, 0);
  const { kind, x, y, z, w, v, offset } = ir;
  for (let k = insertions.length - 1; k >= 0; k--) {
    const { statement, variable, node } = insertions[k]!;
    refresh(ir, node);
    for (const field of [kind, x, y, z, w, v, offset]) field.copyWithin(statement + k + 1, statement, end);
    const at = statement + k;
    kind[at] = S_SET;
    x[at] = variable;
    y[at] = node;
    offset[at] = offset[at + 1]!;
    end = statement;
  }
}
