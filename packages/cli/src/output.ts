import { writeFileSync } from 'node:fs';
import { UsageError } from './failure.ts';

/**
 * Writes a file, or to standard output for `-`.
 *
 * @throws UsageError where it cannot be written
 */
export function writeOutput(path: string, contents: string | Uint8Array): void {
  if (path === '-') {
    process.stdout.write(contents);
    return;
  }
  try {
    writeFileSync(path, contents);
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${(error as Error).message}`);
  }
}
