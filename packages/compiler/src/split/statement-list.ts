import type { FunctionIR } from '../ir/function-ir.ts';

/** Statements apart from a {@link FunctionIR}, on whose nodes and variables they go on. */
export class StatementList {
  private readonly fields: number[] = [];
  private readonly ir: FunctionIR;

  constructor(ir: FunctionIR) {
    this.ir = ir;
  }

  /** A copy of the statements of a function. */
  static of(ir: FunctionIR): StatementList {
    const list = new StatementList(ir);
    for (let i = 0; i < ir.statementCount; i++) list.copy(i);
    return list;
  }

  /** Appends a statement. */
  push(kind: number, x: number, y = 0, z = 0, w = 0, v = 0): void {
    this.fields.push(kind, x, y, z, w, v, this.ir.position);
  }

  /** Appends a copy of statement `i`. */
  copy(i: number): void {
    const { kind, x, y, z, w, v, offset } = this.ir;
    this.fields.push(kind[i]!, x[i]!, y[i]!, z[i]!, w[i]!, v[i]!, offset[i]!);
  }

  /** The kind of the last statement; -1 where there is none. */
  lastKind(): number {
    return this.fields[this.fields.length - FIELDS] ?? -1;
  }

  /** Replaces the statements of the function by these. */
  install(): void {
    const { ir, fields } = this;
    ir.statementCount = 0;
    for (let at = 0; at < fields.length; at += FIELDS) {
      ir.position = fields[at + 6]!;
      const [kind, x, y] = [fields[at]!, fields[at + 1]!, fields[at + 2]!];
      ir.statement(kind, x, y, fields[at + 3]!, fields[at + 4]!, fields[at + 5]!);
    }
  }
}

/** Numbers of a statement. */
const FIELDS = 7;
