/** Valid modules of any shape, from binaryen's generator: the same seed, the same module. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const WASM_OPT = join(dirname(createRequire(import.meta.url).resolve('binaryen/package.json')), 'bin', 'wasm-opt');

/** Everything that both binaryen and softwasm know. */
const ALL_FEATURES: readonly string[] = [
  '-all',
  '--disable-shared-everything',
  '--disable-stack-switching',
  '--disable-fp16',
  '--disable-strings',
  '--disable-multibyte',
  '--disable-relaxed-atomics',
  '--disable-acquire-release-atomics',
  '--disable-compact-imports',
];

/** WebAssembly 1.0. */
const MVP: readonly string[] = ['-mvp'];

/** Numbers in [0, 2^32), always the same ones for a seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/**
 * A module made from `size` random bytes. Takes about half a second.
 *
 * @throws Error where wasm-opt fails
 */
export function fuzzModule(seed: number, size: number, edition: 'all' | 'mvp' = 'all'): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'softwasm-fuzz-'));
  try {
    const input = join(folder, 'seed');
    const output = join(folder, 'module.wasm');
    const random = randomNumbers(seed);
    writeFileSync(input, Uint8Array.from({ length: size }, random));
    const features = edition === 'all' ? ALL_FEATURES : MVP;
    execFileSync(process.execPath, [WASM_OPT, '-ttf', ...features, '--emit-exnref', input, '-o', output], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return new Uint8Array(readFileSync(output));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
