import type { FunctionIR } from '../ir/function-ir.ts';
import { OP } from '../ir/node-ops.ts';
import { S_SET } from '../ir/statement-ops.ts';
import { visitOperands } from '../ir/visit.ts';

const GET = OP.get;

/** By variable: the `set`s whose value reads it. For passes that look at them anew when something about the variable has changed. */
export class SetReaders {
  private readonly ir: FunctionIR;
  /** By variable: where its part of `statements` begins; one more at the end. */
  private readonly starts: Int32Array;
  private readonly statements: Int32Array;

  /**
   * @param wanted whether a `set` counts
   * @param also a further node that a `set` depends on; -1 for none
   */
  constructor(ir: FunctionIR, wanted: (i: number) => boolean, also: (i: number) => number = () => -1) {
    this.ir = ir;
    const { scratch } = ir;
    this.starts = scratch.words(ir.varCount + 1);
    this.eachRead(wanted, also, (variable) => {
      this.starts[variable + 1]!++;
    });
    for (let v = 0; v < ir.varCount; v++) this.starts[v + 1]! += this.starts[v]!;
    this.statements = scratch.words(this.starts[ir.varCount]!);
    const next = scratch.words(ir.varCount);
    for (let v = 0; v < ir.varCount; v++) next[v] = this.starts[v]!;
    this.eachRead(wanted, also, (variable, i) => {
      this.statements[next[variable]!++] = i;
    });
  }

  each(variable: number, visit: (i: number) => void): void {
    for (let at = this.starts[variable]!; at < this.starts[variable + 1]!; at++) visit(this.statements[at]!);
  }

  private eachRead(
    wanted: (i: number) => boolean,
    also: (i: number) => number,
    visit: (variable: number, i: number) => void,
  ): void {
    const { ir } = this;
    let current = 0;
    const visitNode = (n: number): void => {
      if (ir.op[n] === GET) visit(ir.a[n]!, current);
      else visitOperands(ir, n, visitNode);
    };
    for (let i = 0; i < ir.statementCount; i++) {
      if (ir.kind[i] !== S_SET || !wanted(i)) continue;
      current = i;
      visitNode(ir.y[i]!);
      const n = also(i);
      if (n >= 0) visitNode(n);
    }
  }
}
