import type { FunctionIR } from '../ir/function-ir.ts';
import { OP, OPERANDS } from '../ir/node-ops.ts';
import { visitDefinitions, visitRoots } from '../ir/visit.ts';

const GET = OP.get;
const CALL = OP.call;

/** How often variables are read and set, by variable. */
export class VariableUses {
  readonly count: Int32Array;
  readonly definitions: Int32Array;
  private readonly ir: FunctionIR;

  constructor(ir: FunctionIR) {
    this.ir = ir;
    this.count = new Int32Array(ir.varCount);
    this.definitions = new Int32Array(ir.varCount);
    const visit = (n: number): void => this.visit(n);
    const define = (variable: number): void => {
      this.definitions[variable]!++;
    };
    for (let i = 0; i < ir.statementCount; i++) {
      visitRoots(ir, i, visit);
      visitDefinitions(ir, i, define);
    }
  }

  private visit(n: number): void {
    const { ir } = this;
    const op = ir.op[n]!;
    if (op === GET) {
      this.count[ir.a[n]!]!++;
      return;
    }
    if (op === CALL) {
      const start = ir.b[n]!;
      for (let i = 0; i < ir.c[n]!; i++) this.visit(ir.list[start + i]!);
      return;
    }
    const operands = OPERANDS[op]!;
    if (operands > 0) this.visit(ir.a[n]!);
    if (operands > 1) this.visit(ir.b[n]!);
    if (operands > 2) this.visit(ir.c[n]!);
  }
}
