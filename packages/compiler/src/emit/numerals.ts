/** So many small numbers are written out once. */
const KNOWN = 4096;

const DECIMALS: string[] = [];
const ADDENDS: string[] = [];

/** A number, not below 0. */
export function decimal(value: number): string {
  return value < KNOWN ? (DECIMALS[value] ??= String(value)) : String(value);
}

/** `+value` of a number that is not below 0. */
export function addend(value: number): string {
  return value < KNOWN ? (ADDENDS[value] ??= `+${value}`) : `+${value}`;
}
