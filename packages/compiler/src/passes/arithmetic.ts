import { f32FromBits, f64FromBits } from '@softwasm/numerics';
import { type FunctionIR, V_PARAM } from '../ir/function-ir.ts';
import { IS_ARITH, OP, T_F32, T_F64 } from '../ir/node-ops.ts';
import { S_SET, SETS_VARIABLES } from '../ir/statement-ops.ts';
import { visitDefinitions } from '../ir/visit.ts';
import { SetReaders } from './set-readers.ts';

const GET = OP.get;
const COND = OP.cond;
const F32_CONST = OP['f32.const'];
const F64_CONST = OP['f64.const'];

/**
 * Finds the float variables to which only results of arithmetic are assigned: if they are NaN, then an arithmetic one (`numerics/nan.ts`, rule 4), so that
 * nobody need look for bits to keep. Optimistic and linear: all are, until something else is assigned to one, and then those it is assigned to are looked at
 * anew.
 *
 * @returns by variable
 */
export function findArithmetic(ir: FunctionIR): Uint8Array {
  const arithmetic = new Uint8Array(ir.varCount);
  let found = false;
  for (let v = 0; v < ir.varCount; v++) {
    if (!isFloat(ir, v) || ir.varKind[v] === V_PARAM) continue;
    arithmetic[v] = 1;
    found = true;
  }
  if (!found) return arithmetic;
  const work: number[] = [];
  const exclude = (variable: number): void => {
    if (arithmetic[variable] === 0) return;
    arithmetic[variable] = 0;
    work.push(variable);
  };
  const look = (i: number): void => {
    if (!isArithmetic(ir, ir.y[i]!, arithmetic)) exclude(ir.x[i]!);
  };
  const { kind, x, statementCount } = ir;
  const sets = ir.scratch.words(statementCount);
  let count = 0;
  for (let i = 0; i < statementCount; i++) {
    const k = kind[i]!;
    if (k !== S_SET) {
      if (SETS_VARIABLES[k] === 1) visitDefinitions(ir, i, exclude);
    } else if (isFloat(ir, x[i]!)) {
      sets[count++] = i;
      look(i);
    }
  }
  if (work.length === 0) return arithmetic;
  const readers = new SetReaders(ir, sets.subarray(0, count), (variable) => isFloat(ir, variable));
  while (work.length > 0) readers.each(work.pop()!, look);
  return arithmetic;
}

function isFloat(ir: FunctionIR, variable: number): boolean {
  const type = ir.varType[variable];
  return type === T_F32 || type === T_F64;
}

/** Whether a float is no NaN but an arithmetic one. @param arithmetic what {@link findArithmetic} found */
export function isArithmetic(ir: FunctionIR, n: number, arithmetic: Uint8Array): boolean {
  const op = ir.op[n]!;
  if (IS_ARITH[op] === 1) return true;
  if (op === GET) return arithmetic[ir.a[n]!] === 1;
  if (op === COND) return isArithmetic(ir, ir.b[n]!, arithmetic) && isArithmetic(ir, ir.c[n]!, arithmetic);
  if (op === F64_CONST) return !Number.isNaN(+f64FromBits(ir.a[n]!, ir.b[n]!));
  return op === F32_CONST && !Number.isNaN(+f32FromBits(ir.a[n]!));
}
