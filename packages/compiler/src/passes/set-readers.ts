import type { FunctionIR } from '../ir/function-ir.ts';
import { OP } from '../ir/node-ops.ts';
import { visitOperands } from '../ir/visit.ts';

const GET = OP.get;

/** By variable: the `set`s whose value reads it. For passes that look at them anew when something about the variable has changed. */
export class SetReaders {
  /** By variable: where its part of `statements` begins; one more at the end. */
  private readonly starts: Int32Array;
  private readonly statements: Int32Array;

  /**
   * @param sets that count
   * @param isWanted whether a variable is asked for
   * @param also a further node that a `set` depends on; -1 for none
   */
  constructor(
    ir: FunctionIR,
    sets: Int32Array,
    isWanted: (variable: number) => boolean,
    also: (i: number) => number = () => -1,
  ) {
    const { scratch, varCount, op, a, y } = ir;
    const starts = (this.starts = scratch.words(varCount + 1));
    // Pairs of a variable and a `set` that reads it.
    const variables: number[] = [];
    const readers: number[] = [];
    let current = 0;
    const visit = (n: number): void => {
      if (op[n] !== GET) {
        visitOperands(ir, n, visit);
        return;
      }
      const variable = a[n]!;
      if (!isWanted(variable)) return;
      variables.push(variable);
      readers.push(current);
      starts[variable]!++;
    };
    for (let at = 0; at < sets.length; at++) {
      current = sets[at]!;
      visit(y[current]!);
      const n = also(current);
      if (n >= 0) visit(n);
    }
    // First where those of each end; they are entered from the last one on.
    for (let v = 1; v <= varCount; v++) starts[v]! += starts[v - 1]!;
    this.statements = scratch.words(readers.length);
    for (let at = readers.length - 1; at >= 0; at--) this.statements[--starts[variables[at]!]!] = readers[at]!;
  }

  each(variable: number, visit: (i: number) => void): void {
    for (let at = this.starts[variable]!; at < this.starts[variable + 1]!; at++) visit(this.statements[at]!);
  }
}
