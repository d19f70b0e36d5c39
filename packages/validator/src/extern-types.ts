import {
  type GlobalType,
  INVALID,
  type Limits,
  type MemoryType,
  memorySizeLimit,
  PAGE_SIZE_LOG2,
  type TableType,
  type TagType,
  tableSizeLimit,
  type U64,
} from '@softwasm/syntax';
import type { Context } from './context.ts';

/** 2^64 - 1 as a number is 2^64, which no size reaches. */
const ADDRESS_BITS = { i32: 32, i64: 64 };

/** §3.2.15: bounds within what their address type can count. */
function checkLimits(context: Context, { min, max }: Limits, largest: U64, message: string): void {
  if (min > largest || (max !== undefined && max > largest)) context.fail(message);
  if (max !== undefined && min > max) context.fail(INVALID.sizeMinimum);
}

/**
 * §3.2.18. The largest size is the whole address space, in pages; one page less where a page is a byte, so that the size itself is an address.
 *
 * @throws ValidationError, as do all checks here
 */
export function checkMemoryType(context: Context, type: MemoryType): void {
  const { addressType, limits, pageSizeLog2, shared } = type;
  if (pageSizeLog2 !== PAGE_SIZE_LOG2 && pageSizeLog2 !== 0) context.fail(INVALID.pageSize);
  const pages = 2 ** (ADDRESS_BITS[addressType] - pageSizeLog2);
  const largest = pageSizeLog2 === 0 ? pages - 1 : pages;
  checkLimits(context, limits, largest, memorySizeLimit(addressType, pageSizeLog2));
  if (shared && limits.max === undefined) context.fail(INVALID.sharedMaximum);
}

/** §3.2.19. */
export function checkTableType(context: Context, type: TableType): void {
  context.valType(type.element);
  const largest = 2 ** ADDRESS_BITS[type.addressType] - 1;
  checkLimits(context, type.limits, largest, tableSizeLimit(type.addressType));
}

/** §3.2.17. */
export function checkGlobalType(context: Context, type: GlobalType): void {
  context.valType(type.type);
}

/** §3.2.16. */
export function checkTagType(context: Context, { type }: TagType): void {
  if (context.funcType(type).results.length > 0) context.fail(INVALID.tagResult);
}
