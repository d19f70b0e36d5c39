import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is made or installed once and can be made again: `bench/.cache`, which git ignores. */
export const CACHE: string = fileURLToPath(new URL('../.cache/', import.meta.url));

/** A name for what depends on `parts` and nothing else: sources, versions, settings. */
export function cacheKey(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  // Lengths, so that ['ab', 'c'] and ['a', 'bc'] differ.
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex').slice(0, 32);
}

/**
 * Bytes that depend on nothing but `key`: read from the cache, or made and kept there.
 *
 * @param folder of the cache, e.g. `kernels`
 */
export async function cached(
  folder: string,
  key: readonly (string | Uint8Array)[],
  make: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const path = join(CACHE, folder, cacheKey(key));
  try {
    return readFileSync(path);
  } catch {
    const bytes = await make();
    mkdirSync(join(CACHE, folder), { recursive: true });
    // In one step, for another process may be reading.
    writeFileSync(`${path}.${process.pid}`, bytes);
    renameSync(`${path}.${process.pid}`, path);
    return bytes;
  }
}
