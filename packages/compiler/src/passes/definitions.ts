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
    this.starts = scratch.words(varCount + 1);
    eachDefinition(ir, (variable) => {
      this.starts[variable + 1]!++;
    });
    for (let v = 0; v < varCount; v++) this.starts[v + 1]! += this.starts[v]!;
    this.statements = scratch.words(this.starts[varCount]!);
    const next = scratch.words(varCount);
    for (let v = 0; v < varCount; v++) next[v] = this.starts[v]!;
    eachDefinition(ir, (variable, i) => {
      this.statements[next[variable]!++] = i;
    });
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

function eachDefinition(ir: FunctionIR, visit: (variable: number, i: number) => void): void {
  const { kind, x } = ir;
  let current = 0;
  const visitAny = (variable: number): void => visit(variable, current);
  for (let i = 0; i < ir.statementCount; i++) {
    if (kind[i] === S_SET) visit(x[i]!, i);
    else if (SETS_VARIABLES[kind[i]!] === 1) {
      current = i;
      visitDefinitions(ir, i, visitAny);
    }
  }
}
