import { ExceptionInstance, thrownBy } from '@softwasm/runtime';
import { Trap } from '@softwasm/syntax';
import { payloadOfRegisters } from '../registers.ts';
import type { Handlers } from './handler.ts';

export const EXCEPTION_HANDLERS: Handlers<'throw' | 'throw_ref' | 'rethrow'> = {
  /** Operands: tag, where the payload begins. */
  throw: (m, x, code, at, base) => {
    const tag = x.instance.tags[code[at]!]!;
    throw new ExceptionInstance(tag, payloadOfRegisters(m, base + code[at + 1]!, tag.funcType.params));
  },
  throw_ref: (m, _, code, at, base) => {
    const exception = m.references[base + code[at]!];
    if (exception === null) throw new Trap('null-exception');
    throw thrownBy(exception as ExceptionInstance);
  },
  rethrow: (m, _, code, at, base) => {
    throw thrownBy(m.references[base + code[at]!] as ExceptionInstance);
  },
};
