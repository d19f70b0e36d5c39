import { type FunctionIR, V_LOCAL, V_PARAM } from '../ir/function-ir.ts';
import { OP, OPERANDS, T_I64, T_REF } from '../ir/node-ops.ts';
import { visitDefinitions, visitRoots } from '../ir/visit.ts';

const GET = OP.get;
const CALL = OP.call;

/** The variables for which a table of bytes has 1, in order. */
export function variablesIn({ varCount }: FunctionIR, live: Uint8Array): number[] {
  const variables: number[] = [];
  for (let v = 0; v < varCount; v++) if (live[v] === 1) variables.push(v);
  return variables;
}

/** The variables that the statements mention, in order: of the part of a function these are few. */
export function mentionedVariables(ir: FunctionIR): Int32Array {
  const { op, a, b, c, list } = ir;
  const mark = ir.scratch.mark();
  const seen = ir.scratch.bytes(ir.varCount);
  const found: number[] = [];
  const note = (variable: number): void => {
    if (seen[variable] === 1) return;
    seen[variable] = 1;
    found.push(variable);
  };
  const read = (n: number): void => {
    const code = op[n]!;
    if (code === GET) note(a[n]!);
    else if (code === CALL) {
      const end = b[n]! + c[n]!;
      for (let i = b[n]!; i < end; i++) read(list[i]!);
    } else {
      const count = OPERANDS[code]!;
      if (count > 0) read(a[n]!);
      if (count > 1) read(b[n]!);
      if (count > 2) read(c[n]!);
    }
  };
  for (let i = 0; i < ir.statementCount; i++) {
    visitRoots(ir, i, read);
    visitDefinitions(ir, i, note);
  }
  ir.scratch.release(mark);
  return Int32Array.from(found).sort();
}

/**
 * Declarations of variables. Locals begin with zeros or null; temporaries, some of which share a name, with nothing.
 *
 * @param names by variable
 * @param params variables that are declared already
 * @param others further variables without a value
 */
export function declarationsOf(
  ir: FunctionIR,
  names: readonly string[],
  variables: ArrayLike<number>,
  params: readonly number[],
  others: Iterable<string>,
): string {
  const handed = ir.scratch.bytes(ir.varCount);
  for (let i = 0; i < params.length; i++) handed[params[i]!] = 1;
  let locals = '';
  const temporaries = new Set<string>();
  for (let i = 0; i < variables.length; i++) {
    const v = variables[i]!;
    if (handed[v] === 1) continue;
    const kind = ir.varKind[v]!;
    if (kind !== V_LOCAL && kind !== V_PARAM) temporaries.add(names[v]!);
    else {
      const type = ir.varType[v];
      locals += `${locals === '' ? 'let ' : ','}${names[v]}${type === T_REF ? '=null' : type === T_I64 ? '=0n' : '=0'}`;
    }
  }
  for (const name of others) temporaries.add(name);
  return `${locals === '' ? '' : `${locals};`}${temporaries.size > 0 ? `var ${[...temporaries].join()};` : ''}`;
}
