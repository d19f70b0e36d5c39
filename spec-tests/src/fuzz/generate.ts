import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Random } from './random.ts';

const execute = promisify(execFile);

const WASM_OPT = join(dirname(createRequire(import.meta.url).resolve('binaryen/package.json')), 'bin', 'wasm-opt');

/** What the generated modules may use: what Node 20's own WebAssembly knows as well. */
const FEATURES = [
  '--enable-mutable-globals',
  '--enable-sign-ext',
  '--enable-nontrapping-float-to-int',
  '--enable-multivalue',
  '--enable-bulk-memory',
  '--enable-reference-types',
  '--enable-tail-call',
  '--enable-simd',
];

/** Optimised modules look like those of compilers, others use what compilers never emit. */
const OPTIMISATIONS = ['-O0', '-O1', '-O3', '-Oz'];

/**
 * A random valid module, made by binaryen. It computes no NaNs (whose bits are not determined), and its loops end.
 *
 * @param seed the same module for the same seed
 */
export async function generateModule(seed: number): Promise<Uint8Array> {
  const random = new Random(seed);
  const folder = await mkdtemp(join(tmpdir(), 'softwasm-fuzz-'));
  try {
    const input = join(folder, 'input');
    const output = join(folder, 'output.wasm');
    await writeFile(input, random.bytes(200 + random.below(5000)));
    const simd = random.below(2) === 0 ? [] : ['--disable-simd'];
    const options = ['--translate-to-fuzz', '--denan', ...FEATURES, ...simd, random.pick(OPTIMISATIONS)];
    await execute(process.execPath, [WASM_OPT, input, ...options, '-o', output]);
    return await readFile(output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
