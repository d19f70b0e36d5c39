import type { FuncType } from '@softwasm/syntax';
import { moveAll } from '../build/branches.ts';
import type { Builder } from '../build/builder.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import { V_LOCAL } from '../ir/function-ir.ts';
import { OP, T_F32, T_F64, T_I32, T_I64, T_REF } from '../ir/node-ops.ts';
import { ENTITIES, S_CONTINUE, S_RETURN_CALL, S_RETURN_CALL_INDIRECT, S_RETURN_CALL_REF } from '../ir/statement-ops.ts';
import type { Family, TailCallName } from './families.ts';
import { popIndex } from './tables.ts';

const INSTANCE = ENTITIES.indexOf('instance');

/** Pops arguments, which are all used twice. What else was pending has its traps before. */
function popArguments(b: Builder, type: FuncType): number[] {
  const args = b.popValues(type.params);
  b.settleLoads();
  return args.map((arg) => b.atom(arg));
}

/** Ends the function by a call in its place. */
function emit(b: Builder, kind: number, callee: number, args: number[], count: number, v: number): void {
  const { ir } = b;
  // JavaScript's `try` would catch what the callee throws: the call has to wait until it is left.
  const later = b.attempts.length > 0 ? 1 : 0;
  ir.statement(kind, callee, ir.pushList(args), count, later, v);
  b.reachable = false;
}

/** A function that calls itself begins anew: parameters are set, locals are what they were at first. */
function repeat(b: Builder, type: FuncType): void {
  const { ir } = b;
  const args = b.popValues(type.params);
  b.settleLoads();
  const params = args.map((_, i) => i);
  moveAll(b, params, args);
  // Declared locals follow the parameters.
  for (let variable = args.length; variable < ir.varCount && ir.varKind[variable] === V_LOCAL; variable++) {
    b.set(variable, initial(b, ir.varType[variable]!));
  }
  b.repeats = true;
  ir.statement(S_CONTINUE, b.frames[0]!.label, 0, 0, 0, 0);
  b.reachable = false;
}

function initial({ ir }: Builder, type: number): number {
  if (type === T_I32) return ir.i32(0);
  if (type === T_I64) return ir.binary(OP.long, ir.i32(0), ir.i32(0));
  if (type === T_F32) return ir.f32(0);
  return type === T_F64 ? ir.f64(0, 0) : ir.null();
}

function returnCallRef(b: Builder, typeidx: number, callee: number): void {
  const args = popArguments(b, b.shape.funcType(typeidx));
  emit(b, S_RETURN_CALL_REF, typeidx, args, args.length, callee);
}

/** Calls in the place of the function itself. */
export const TAIL_CALLS: Family<TailCallName> = {
  return_call: (b, at) => {
    const { ir, shape } = b;
    const funcidx = b.code[at]!;
    const type = shape.typeOfFunc(funcidx);
    if (funcidx === b.self) {
      repeat(b, type);
    } else if (funcidx < shape.importedFuncs) {
      // Asked for anew each time: what was imported may have been a stub.
      returnCallRef(
        b,
        shape.funcTypes[funcidx]!,
        ir.call(HELPER.ref_func, T_REF, [ir.entity(INSTANCE, 0), ir.i32(funcidx)]),
      );
    } else {
      const args = popArguments(b, type);
      emit(b, S_RETURN_CALL, funcidx, args, args.length, 0);
    }
  },
  return_call_indirect: (b, at) => {
    const typeidx = b.code[at]!;
    const tableidx = b.code[at + 1]!;
    const index = b.atom(popIndex(b, tableidx));
    const args = popArguments(b, b.shape.funcType(typeidx));
    emit(b, S_RETURN_CALL_INDIRECT, typeidx, [...args, index], args.length, tableidx);
  },
  return_call_ref: (b, at) => {
    const callee = b.atom(b.pop());
    b.trapIf(HELPER.trap_null_function, b.ir.unary(OP.isnull, callee));
    returnCallRef(b, b.code[at]!, callee);
  },
};
