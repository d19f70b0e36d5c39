import { type AddressType, API_ERRORS, type Limits } from '@softwasm/syntax';
import { required, toAddress, toEnum } from './webidl.ts';

/** The members that descriptors of memories and tables share. */
export interface LimitsDescriptor {
  readonly addressType: AddressType;
  readonly limits: Limits;
}

const ADDRESS_TYPES: readonly AddressType[] = ['i32', 'i64'];

/**
 * Reads `address`, `initial` and `maximum`.
 *
 * @throws TypeError, and RangeError where the maximum is less than the initial size
 */
export function readLimits(descriptor: Readonly<Record<string, unknown>>): LimitsDescriptor {
  const { address } = descriptor;
  const addressType = address === undefined ? 'i32' : toEnum(address, ADDRESS_TYPES, 'address');
  const min = toAddress(required(descriptor.initial, 'initial'), addressType, 'initial');
  const { maximum } = descriptor;
  if (maximum === undefined) return { addressType, limits: { min } };
  const max = toAddress(maximum, addressType, 'maximum');
  if (max < min) throw new RangeError(API_ERRORS.maximum);
  return { addressType, limits: { min, max } };
}
