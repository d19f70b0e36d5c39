import { type AddressType, API_ERRORS, type Limits } from '@softwasm/syntax';
import type { Int64Values } from './int64.ts';
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
 * @param minimumAllowed whether `initial` may be called `minimum`, as in reflected types
 * @throws TypeError, and RangeError where the maximum is less than the initial size
 */
export function readLimits(
  int64: Int64Values,
  descriptor: Readonly<Record<string, unknown>>,
  minimumAllowed: boolean,
): LimitsDescriptor {
  const { address } = descriptor;
  const addressType = address === undefined ? 'i32' : toEnum(address, ADDRESS_TYPES, 'address');
  const min = toAddress(int64, required(initialSize(descriptor, minimumAllowed), 'initial'), addressType, 'initial');
  const { maximum } = descriptor;
  if (maximum === undefined) return { addressType, limits: { min } };
  const max = toAddress(int64, maximum, addressType, 'maximum');
  if (max < min) throw new RangeError(API_ERRORS.maximum);
  return { addressType, limits: { min, max } };
}

function initialSize(descriptor: Readonly<Record<string, unknown>>, minimumAllowed: boolean): unknown {
  const { initial } = descriptor;
  if (!minimumAllowed) return initial;
  const { minimum } = descriptor;
  if (initial !== undefined && minimum !== undefined) throw new TypeError(API_ERRORS.initialAndMinimum);
  return initial ?? minimum;
}
