import type { WasmValue } from '@softwasm/runtime';
import { EXTERNREF, F32, F64, formatValType, I32, I64, isNullable, isRef, V128, type ValType } from '@softwasm/syntax';
import { parseScript } from '@softwasm/wat';
import { UsageError } from '../failure.ts';
import { toWasmValue } from '../wast/script-value.ts';
import { HostReference } from './host-reference.ts';

/** What constants are made of: nothing that could end one. */
const CONSTANT = /^[-+.:\w ]+$/;

const NUMERIC: ReadonlySet<ValType> = new Set([I32, I64, F32, F64, V128]);

/**
 * The value that an argument of the command line stands for: a constant of the text format of this type.
 *
 * @throws UsageError where it is none
 */
export function parseArgument(type: ValType, text: string): WasmValue {
  const fail = (): never => {
    throw new UsageError(`${JSON.stringify(text)} is no ${formatValType(type)}`);
  };
  if (isRef(type)) {
    if (text === 'null' && isNullable(type)) return null;
    return type === EXTERNREF && /^\d+$/.test(text) ? HostReference.of(Number(text)) : fail();
  }
  if (!NUMERIC.has(type) || !CONSTANT.test(text)) return fail();
  try {
    const [command] = parseScript(`(invoke "" (${formatValType(type)}.const ${text}))`).commands;
    const value = command?.kind === 'action' && command.action.kind === 'invoke' ? command.action.args[0] : undefined;
    return value === undefined ? fail() : toWasmValue(value);
  } catch {
    return fail();
  }
}
