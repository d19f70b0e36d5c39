/*
 * Classes of bytes (§6.2, §6.3).
 */

export const SPACE = 1;
export const DIGIT = 2;
export const HEX = 4;
/** May stand in an identifier or keyword: `idchar`. */
export const IDCHAR = 8;
/** `a` to `z`: what keywords start with. */
export const LOWER = 16;

/** Class bits by byte. */
export const CHARACTER: Uint8Array = classes();

function classes(): Uint8Array {
  const table = new Uint8Array(256);
  const add = (characters: string, bits: number): void => {
    for (let i = 0; i < characters.length; i++) {
      const code = characters.charCodeAt(i);
      table[code] = (table[code] as number) | bits;
    }
  };
  const lower = 'abcdefghijklmnopqrstuvwxyz';
  add(' \t\n\r', SPACE);
  add('0123456789', DIGIT | HEX | IDCHAR);
  add('abcdefABCDEF', HEX);
  add(lower, LOWER | IDCHAR);
  add(lower.toUpperCase(), IDCHAR);
  add("_!#$%&'*+-./:<=>?@\\^`|~", IDCHAR);
  return table;
}

/** The value of a hexadecimal digit. */
export function hexValue(byte: number): number {
  return byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57;
}
