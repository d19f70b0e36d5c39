import type { FunctionIR } from '../ir/function-ir.ts';

/** Statements apart from a {@link FunctionIR}, on whose nodes and variables they go on. */
export class StatementList {
  private fields: Int32Array = new Int32Array(64 * FIELDS);
  private end = 0;
  private readonly ir: FunctionIR;

  constructor(ir: FunctionIR) {
    this.ir = ir;
  }

  /** A copy of the statements of a function. */
  static of(ir: FunctionIR): StatementList {
    const list = new StatementList(ir);
    list.fields = new Int32Array(ir.statementCount * FIELDS);
    for (let i = 0; i < ir.statementCount; i++) list.copy(i);
    return list;
  }

  /** Appends a statement. */
  push(kind: number, x: number, y = 0, z = 0, w = 0, v = 0): void {
    this.append(kind, x, y, z, w, v, this.ir.position);
  }

  /** Appends a copy of statement `i`. */
  copy(i: number): void {
    const { kind, x, y, z, w, v, offset } = this.ir;
    this.append(kind[i]!, x[i]!, y[i]!, z[i]!, w[i]!, v[i]!, offset[i]!);
  }

  private append(kind: number, x: number, y: number, z: number, w: number, v: number, offset: number): void {
    const at = this.end;
    if (at === this.fields.length) {
      const grown = new Int32Array(at * 2 + FIELDS);
      grown.set(this.fields);
      this.fields = grown;
    }
    const { fields } = this;
    fields[at] = kind;
    fields[at + 1] = x;
    fields[at + 2] = y;
    fields[at + 3] = z;
    fields[at + 4] = w;
    fields[at + 5] = v;
    fields[at + 6] = offset;
    this.end = at + FIELDS;
  }

  /** The kind of the last statement; -1 where there is none. */
  lastKind(): number {
    return this.fields[this.end - FIELDS] ?? -1;
  }

  /** Replaces the statements of the function by these. */
  install(): void {
    const { ir, fields, end } = this;
    ir.statementCount = 0;
    for (let at = 0; at < end; at += FIELDS) {
      ir.position = fields[at + 6]!;
      ir.statement(fields[at]!, fields[at + 1]!, fields[at + 2]!, fields[at + 3]!, fields[at + 4]!, fields[at + 5]!);
    }
  }
}

/** Numbers of a statement. */
const FIELDS = 7;
