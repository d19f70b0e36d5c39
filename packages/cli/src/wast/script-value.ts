import { nanSchemes } from '@softwasm/numerics';
import { bigIntOfWords, type WasmValue } from '@softwasm/runtime';
import { F32, F64, I32, I64, isRef, V128, type ValType } from '@softwasm/syntax';

import type { ScriptValue } from '@softwasm/wat';
import { HostReference } from '../values/host-reference.ts';

const TYPES: Readonly<Partial<Record<ScriptValue['kind'], ValType>>> = {
  i32: I32,
  i64: I64,
  f32: F32,
  f64: F64,
  v128: V128,
};

/** Whether a constant can be passed for a parameter of this type; which references fit is left to the script. */
export function fitsType({ kind }: ScriptValue, type: ValType): boolean {
  const own = TYPES[kind];
  return own === undefined ? isRef(type) : own === type;
}

/** A constant of a script as the runtime has it, bit by bit. */
export function toWasmValue(value: ScriptValue): WasmValue {
  switch (value.kind) {
    case 'i32':
      return value.bits;
    case 'i64':
      return bigIntOfWords(value.low, value.high);
    case 'f32':
      return nanSchemes.box.f32FromBits(value.bits);
    case 'f64':
      return nanSchemes.box.f64FromBits(value.low, value.high);
    case 'v128':
      return value.words;
    case 'ref.null':
      return null;
    case 'ref.extern':
    case 'ref.host':
      return HostReference.of(value.value);
  }
}
