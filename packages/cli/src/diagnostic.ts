import { DecodeError, LinkError, ParseError, SoftwasmError, Trap, ValidationError } from '@softwasm/syntax';
import type { Input } from './input.ts';
import { safeText } from './safe-text.ts';

/** Longer lines are cut around the place that is meant. */
const LINE_LENGTH = 120;

const UTF8 = new TextDecoder();

/**
 * What the user is told of an error: the file, the place (line and column of text, offset of a binary), the reason, and for text the line itself with a
 * caret below the place. `undefined` for errors that are not ours.
 */
export function diagnose(error: unknown, input: Input): string | undefined {
  if (error instanceof ParseError) {
    return `${input.name}:${error.line}:${error.column}: error: ${error.reason}${caret(input.bytes, error)}`;
  }
  if (error instanceof DecodeError) return `${input.name}:${hex(error.offset)}: error: malformed: ${error.reason}`;
  if (error instanceof ValidationError) {
    const where = error.func === undefined ? '' : ` (in function ${error.func})`;
    return `${input.name}:${hex(error.offset)}: error: invalid: ${error.reason}${where}`;
  }
  if (error instanceof LinkError) return `${input.name}: error: cannot be linked: ${error.message}`;
  if (error instanceof Trap) return `${input.name}: trap: ${error.message}${frames(error)}`;
  if (error instanceof SoftwasmError) return `${input.name}: error: ${error.message}`;
  return undefined;
}

function hex(offset: number): string {
  return `0x${offset.toString(16)}`;
}

/** The line of a place in text, and a caret below it. Tabs are kept, so that the caret stands where it should. */
function caret(bytes: Uint8Array, { offset }: ParseError): string {
  const at = Math.min(offset, bytes.length);
  const isBreak = (index: number): boolean => bytes[index] === 0x0a || bytes[index] === 0x0d;
  let start = at;
  while (start > 0 && !isBreak(start - 1)) start--;
  let end = at;
  while (end < bytes.length && !isBreak(end)) end++;
  const before = UTF8.decode(bytes.subarray(start, at)).slice(-LINE_LENGTH);
  const after = UTF8.decode(bytes.subarray(at, end)).slice(0, Math.max(0, LINE_LENGTH - before.length));
  return `\n  ${before}${after}\n  ${before.replaceAll(/[^\t]/gu, ' ')}^`;
}

function frames({ frames: list }: Trap): string {
  const lines = list.map(({ func, name, offset }) => {
    const where = offset === undefined ? '' : ` (${hex(offset)})`;
    return `\n    at ${name === undefined ? `function ${func}` : `${safeText(name)}, function ${func}`}${where}`;
  });
  return lines.join('');
}
