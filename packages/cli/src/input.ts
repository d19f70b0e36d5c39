import { readFileSync } from 'node:fs';
import { UsageError } from './failure.ts';

/** A file that was read. */
export interface Input {
  /** As the user wrote it; `<stdin>` for `-`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads a file, or standard input for `-`.
 *
 * @throws UsageError where it cannot be read
 */
export function readInput(path: string): Input {
  try {
    return path === '-' ? { name: '<stdin>', bytes: readFileSync(0) } : { name: path, bytes: readFileSync(path) };
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${(error as Error).message}`);
  }
}

/** Whether these bytes are a binary rather than text: binaries begin with `\0asm`, and no text does with a zero. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes[0] === 0;
}
