/** Digits of a number that a message shows. */
const LENGTH = 40;

/** A value in words, for messages: its kind, and numbers themselves. Runs nothing of it but a proxy's traps. */
export function describeValue(value: unknown): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'number':
      return `number ${Object.is(value, -0) ? '-0' : value}`;
    case 'bigint': {
      const text = `bigint ${value}`;
      return text.length > LENGTH ? `${text.slice(0, LENGTH)}…` : text;
    }
    case 'object':
      return Array.isArray(value) ? `array of ${value.length}` : 'object';
    default:
      return typeof value;
  }
}

/** {@link describeValue} where a number says what it is by itself. */
export function describeNumber(value: number | bigint): string {
  return describeValue(value).replace(/^(?:number|bigint) /, '');
}
