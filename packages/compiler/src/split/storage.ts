import { type FunctionIR, V_LOCAL, V_PARAM } from '../ir/function-ir.ts';
import { T_F32, T_F64, T_REF, WORD_TYPES } from '../ir/node-ops.ts';

/** Where variables are kept once they have their names: those that share a name are one place. */
export interface Storage {
  readonly count: number;
  /** The place of each variable. */
  readonly placeOf: Int32Array;
  /** A variable of each place. */
  readonly variableOf: Int32Array;
}

/** @param slots of temporaries among those of their type; undefined: each has its own */
export function storageOf(ir: FunctionIR, slots: Int32Array | undefined): Storage {
  const placeOf = new Int32Array(ir.varCount);
  const variables: number[] = [];
  const shared: number[][] = WORD_TYPES.map(() => []);
  for (let v = 0; v < ir.varCount; v++) {
    const kind = ir.varKind[v]!;
    const slot = kind === V_PARAM || kind === V_LOCAL ? -1 : (slots?.[v] ?? -1);
    const known = slot < 0 ? undefined : shared[ir.varType[v]!]![slot];
    if (known !== undefined) {
      placeOf[v] = known;
      continue;
    }
    placeOf[v] = variables.length;
    if (slot >= 0) shared[ir.varType[v]!]![slot] = variables.length;
    variables.push(v);
  }
  return { count: variables.length, placeOf, variableOf: Int32Array.from(variables) };
}

/** Which of the arrays of slots has values of a type. */
export function kindOfSlot(type: number): number {
  return type === T_F32 || type === T_F64 ? 1 : type === T_REF ? 2 : 0;
}
