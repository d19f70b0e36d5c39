import { spawnSync } from 'node:child_process';

/** A module that removes the host's `WebAssembly` before the program's own modules load. */
const REMOVAL = 'data:text/javascript,delete globalThis.WebAssembly';

/** @type {readonly string[] | undefined} */
let flags;

/**
 * Flags that start Node without the host's `WebAssembly`: V8's own flag where there is one (newer versions have none), else a preloaded module that
 * deletes the global.
 *
 * @returns {readonly string[]}
 */
export function flagsWithoutHost() {
  flags ??=
    spawnSync(process.execPath, ['--no-expose-wasm', '--eval', '0']).status === 0
      ? ['--no-expose-wasm']
      : ['--import', REMOVAL];
  return flags;
}
