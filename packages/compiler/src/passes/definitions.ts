import type { FunctionIR } from '../ir/function-ir.ts';
import { S_SET, SETS_VARIABLES } from '../ir/statement-ops.ts';
import { visitDefinitions } from '../ir/visit.ts';

/** Where variables are set. */
export class Definitions {
  /** By variable, where its statements begin in `statements`, which has those of each in order; one more at the end. */
  private readonly starts: Int32Array;
  private readonly statements: Int32Array;
  private readonly varCount: number;

  constructor(ir: FunctionIR) {
    const { scratch, varCount } = ir;
    this.varCount = varCount;
    const { kind, x, statementCount } = ir;
    const starts = (this.starts = scratch.words(varCount + 1));
    const count = (variable: number): void => {
      starts[variable]!++;
    };
    for (let i = 0; i < statementCount; i++) {
      const k = kind[i]!;
      if (k === S_SET) starts[x[i]!]!++;
      else if (SETS_VARIABLES[k] === 1) visitDefinitions(ir, i, count);
    }
    // First where those of each end; they are entered from the last one on.
    for (let v = 1; v <= varCount; v++) starts[v]! += starts[v - 1]!;
    const statements = (this.statements = scratch.words(starts[varCount]!));
    let current = 0;
    const enter = (variable: number): void => {
      statements[--starts[variable]!] = current;
    };
    for (let i = statementCount - 1; i >= 0; i--) {
      const k = kind[i]!;
      if (k === S_SET) statements[--starts[x[i]!]!] = i;
      else if (SETS_VARIABLES[k] === 1) {
        current = i;
        visitDefinitions(ir, i, enter);
      }
    }
  }

  /** Whether a variable is set by a statement from `start` to before `end`. Variables made since count as set everywhere. */
  isSetIn(variable: number, start: number, end: number): boolean {
    if (variable >= this.varCount) return true;
    let low = this.starts[variable]!;
    let high = this.starts[variable + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.statements[middle]! < start) low = middle + 1;
      else high = middle;
    }
    return low < this.starts[variable + 1]! && this.statements[low]! < end;
  }
}
