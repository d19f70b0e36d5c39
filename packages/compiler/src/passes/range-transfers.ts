import { type NodeOp, OP } from '../ir/node-ops.ts';

/** The least and the greatest signed word. */
export const MIN: number = -0x80000000;
export const MAX: number = 0x7fffffff;

/** Signed numbers from `low` to `high`, both included; none where `low` is above `high`. */
export interface Interval {
  low: number;
  high: number;
}

/**
 * Writes to `r` between which numbers a result lies whose operands lie in these intervals. A result that leaves the signed words means that nothing is
 * known, for then it may wrap around. Of operators with one operand, the intervals are not looked at.
 */
export type Transfer = (r: Interval, aLow: number, aHigh: number, bLow: number, bHigh: number) => void;

function set(r: Interval, low: number, high: number): void {
  r.low = low;
  r.high = high;
}

function constant(low: number, high: number): Transfer {
  return (r) => set(r, low, high);
}

const anything = constant(MIN, MAX);

/** The least number of the form 2^k - 1 that is not below `x`. */
function mask(x: number): number {
  return x === 0 ? 0 : 2 ** (32 - Math.clz32(x)) - 1;
}

const and: Transfer = (r, aLow, aHigh, bLow, bHigh) => {
  if (aLow >= 0) set(r, 0, bLow >= 0 ? Math.min(aHigh, bHigh) : aHigh);
  else if (bLow >= 0) set(r, 0, bHigh);
  else anything(r, 0, 0, 0, 0);
};

const or: Transfer = (r, aLow, aHigh, bLow, bHigh) => {
  if (aLow >= 0 && bLow >= 0) set(r, Math.max(aLow, bLow), mask(Math.max(aHigh, bHigh)));
  else anything(r, 0, 0, 0, 0);
};

const xor: Transfer = (r, aLow, aHigh, bLow, bHigh) => {
  if (aLow >= 0 && bLow >= 0) set(r, 0, mask(Math.max(aHigh, bHigh)));
  else anything(r, 0, 0, 0, 0);
};

const mul: Transfer = (r, aLow, aHigh, bLow, bHigh) => {
  const [w, x, y, z] = [aLow * bLow, aLow * bHigh, aHigh * bLow, aHigh * bHigh];
  set(r, Math.min(w, x, y, z), Math.max(w, x, y, z));
};

/** Counts of shifts are taken modulo 32: only constants say something. */
const shl: Transfer = (r, aLow, aHigh, bLow, bHigh) => {
  if (bLow === bHigh) set(r, aLow * 2 ** (bLow & 31), aHigh * 2 ** (bLow & 31));
  else anything(r, 0, 0, 0, 0);
};

const shrS: Transfer = (r, aLow, aHigh, bLow, bHigh) => {
  if (bLow === bHigh) set(r, aLow >> bLow, aHigh >> bLow);
  else set(r, Math.min(aLow, 0), Math.max(aHigh, -1));
};

const shrU: Transfer = (r, aLow, aHigh, bLow, bHigh) => {
  const k = bLow === bHigh ? bLow & 31 : 0;
  if (aLow >= 0) set(r, bLow === bHigh ? aLow >>> k : 0, aHigh >>> k);
  else if (k > 0) set(r, 0, 0xffffffff >>> k);
  else anything(r, 0, 0, 0, 0);
};

/** By a positive divisor the quotient is between the dividend and 0. */
const divS: Transfer = (r, aLow, aHigh, bLow, bHigh) => {
  if (bLow > 0 && bLow === bHigh) set(r, Math.trunc(aLow / bLow), Math.trunc(aHigh / bLow));
  else if (bLow > 0) set(r, Math.min(aLow, 0), Math.max(aHigh, 0));
  else anything(r, 0, 0, 0, 0);
};

const divU: Transfer = (r, aLow, aHigh, bLow, bHigh) => {
  if (aLow >= 0) set(r, 0, bLow > 0 ? Math.floor(aHigh / bLow) : aHigh);
  else if (bLow > 1 && bHigh >= bLow) set(r, 0, Math.floor(0xffffffff / bLow));
  else anything(r, 0, 0, 0, 0);
};

const remS: Transfer = (r, aLow, aHigh, bLow, bHigh) => {
  const most = Math.max(Math.abs(bLow), Math.abs(bHigh)) - 1;
  set(r, aLow >= 0 ? 0 : Math.max(-most, aLow), aHigh <= 0 ? 0 : Math.min(most, aHigh));
};

const remU: Transfer = (r, aLow, aHigh, bLow, bHigh) => {
  if (bLow > 0) set(r, 0, aLow >= 0 ? Math.min(aHigh, bHigh - 1) : bHigh - 1);
  else if (aLow >= 0) set(r, 0, aHigh);
  else anything(r, 0, 0, 0, 0);
};

const BY_NAME: Partial<Record<NodeOp, Transfer>> = {
  add: (r, aLow, aHigh, bLow, bHigh) => set(r, aLow + bLow, aHigh + bHigh),
  sub: (r, aLow, aHigh, bLow, bHigh) => set(r, aLow - bHigh, aHigh - bLow),
  mul,
  and,
  or,
  xor,
  shl,
  shr_s: shrS,
  shr_u: shrU,
  div_s: divS,
  div_u: divU,
  rem_s: remS,
  rem_u: remU,
  clz: constant(0, 32),
  ctz: constant(0, 32),
  popcnt: constant(0, 32),
  load8_s: constant(-0x80, 0x7f),
  load8_u: constant(0, 0xff),
  load16_s: constant(-0x8000, 0x7fff),
  load16_u: constant(0, 0xffff),
};

/** Transfers by operator code; missing where nothing is known but what {@link IS_SMALL} and {@link IS_BOOL} say. */
export const TRANSFERS: readonly (Transfer | undefined)[] = transfers();

function transfers(): (Transfer | undefined)[] {
  const all: (Transfer | undefined)[] = new Array(Object.keys(OP).length).fill(undefined);
  for (const [name, transfer] of Object.entries(BY_NAME)) all[OP[name as NodeOp]] = transfer;
  return all;
}
