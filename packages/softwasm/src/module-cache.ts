import type { PreparedModule } from '@softwasm/runtime';
import type { ValidModule } from '@softwasm/syntax';

/** Larger modules are not kept. In bytes. */
const MAX_SIZE = 4096;

/** So many modules are kept. */
const MAX_ENTRIES = 16;

/** A module with the bytes it was made of. */
export interface LoadedModule {
  readonly bytes: Uint8Array;
  readonly module: ValidModule;
  /** Absent: it was validated only. */
  prepared?: PreparedModule;
}

/**
 * The small modules compiled last, by their bytes. Programs compile some again and again, to find out what an engine can or for every call of a library,
 * and browsers keep them, too. Modules do not change, so that it makes no difference but in time.
 */
export class ModuleCache {
  /** The one used last at the end. */
  private readonly entries: LoadedModule[] = [];

  /** The module of these very bytes, if it is kept. */
  find(bytes: Uint8Array): LoadedModule | undefined {
    if (bytes.length > MAX_SIZE) return undefined;
    const { entries } = this;
    for (let i = entries.length - 1; i >= 0; i--) {
      const entry = entries[i] as LoadedModule;
      if (!equal(entry.bytes, bytes)) continue;
      if (i < entries.length - 1) {
        entries.splice(i, 1);
        entries.push(entry);
      }
      return entry;
    }
    return undefined;
  }

  /** Its bytes must not change any more. */
  add(loaded: LoadedModule): void {
    if (loaded.bytes.length > MAX_SIZE) return;
    if (this.entries.length === MAX_ENTRIES) this.entries.shift();
    this.entries.push(loaded);
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
