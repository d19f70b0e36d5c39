import { type FloatValue, f32ToBits, f64ToBits, HI } from '@softwasm/numerics';
import { ExceptionInstance, FunctionInstance, type WasmValue } from '@softwasm/runtime';
import { F32, F64, formatValType, I32, I64, V128, type ValType } from '@softwasm/syntax';
import { formatF32, formatF64 } from './format-float.ts';
import { HostReference } from './host-reference.ts';

/** A value with its type, as all commands print it: `i32:-1`, `f64:nan:0x8000000000001`, `v128:0x00000001 …`, `funcref:null`. */
export function formatTyped(type: ValType, value: WasmValue): string {
  return `${formatValType(type)}:${formatValue(type, value)}`;
}

/** Several of them; the results of a function. */
export function formatTypedList(types: readonly ValType[], values: readonly WasmValue[]): string {
  return types.map((type, i) => formatTyped(type, values[i])).join(' ');
}

/** A value as the text format writes it; v128 as four 32-bit lanes. References, which it cannot write, say what they refer to. */
export function formatValue(type: ValType, value: WasmValue): string {
  switch (type) {
    case I32:
    case I64:
      return Object.is(value, -0) ? '-0' : String(value);
    case F32: {
      const text = formatF32(f32ToBits(value as FloatValue));
      return typeof value === 'number' && value === value && Math.fround(value) !== value
        ? `${text} (not rounded)`
        : text;
    }
    case F64: {
      const lo = f64ToBits(value as FloatValue);
      return formatF64(lo, HI[0] as number);
    }
    case V128:
      return formatV128(value as Int32Array);
    default:
      return formatReference(value);
  }
}

/** Four lanes of 32 bits, lane 0 first. */
export function formatV128(lanes: Int32Array): string {
  return Array.from(lanes, (lane) => `0x${(lane >>> 0).toString(16).padStart(8, '0')}`).join(' ');
}

function formatReference(value: unknown): string {
  if (value === null) return 'null';
  if (value instanceof FunctionInstance) {
    return value.instance === undefined ? 'host function' : `function ${value.index}`;
  }
  if (value instanceof ExceptionInstance) return 'exception';
  if (value instanceof HostReference) return `host ${value.id}`;
  if (typeof value === 'number') return `i31 ${value}`;
  return 'reference';
}
