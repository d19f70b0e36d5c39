import { type AddressType, type Limits, u64OfBigInt } from '@softwasm/syntax';
import { EmbedError } from './embed-error.ts';
import { type Address, toSize } from './memory-bounds.ts';
import { MAXIMUM_TOO_SMALL } from './messages.ts';

/** How large a memory or table is, and may become: in pages or elements. */
export interface SizeDescriptor {
  readonly initial: Address;
  readonly maximum?: Address;
  /** Absent: `i32`. */
  readonly addressType?: AddressType;
}

/** @throws EmbedError where the sizes are no integers, or the maximum is less than the initial one */
export function limitsOf({ initial, maximum }: SizeDescriptor): Limits {
  toSize(initial, 'initial size');
  const min = u64OfBigInt(BigInt(initial));
  if (maximum === undefined) return { min };
  toSize(maximum, 'maximum');
  const max = u64OfBigInt(BigInt(maximum));
  if (max < min) throw new EmbedError('argument', MAXIMUM_TOO_SMALL);
  return { min, max };
}
