import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from './packages.ts';

/** A published program that runs everywhere. */
export interface Program {
  readonly name: string;
  /** Its npm package. */
  readonly from: string;
  /** Path of its module in the package, which its own files import or fetch. */
  readonly wasm: string;
  /** Whether the program's own JavaScript holds the module, too. */
  readonly embedsWasm?: true;
  /** What guest/programs/NAME.ts answers: published test vectors, or what the host's own WebAssembly gave. */
  readonly answer: unknown;
}

/** Two of them are in C with a libc. */
export const PROGRAMS: readonly Program[] = [
  {
    name: 'xxhash',
    from: 'xxhash-wasm',
    wasm: 'workerd/xxhash.wasm',
    embedsWasm: true,
    answer: ['32d153ff', '44bc2cf5ad770999', '8031b9a7128746d2', true],
  },
  {
    name: 'sqlite',
    from: 'sql.js',
    wasm: 'dist/sql-wasm-browser.wasm',
    answer: [
      [
        ['row 0', 3, 14],
        ['row 1', 3, 15],
      ],
      [['2432902008176640000']],
      [['0.333 ff', '7761736D']],
      'Error: incomplete input',
    ],
  },
  {
    name: 'quickjs',
    from: '@jitl/quickjs-wasmfile-release-sync',
    wasm: 'dist/emscripten-module.wasm',
    answer: [
      '[55,[10,20,30],"1267650600228229401496703205376","a-b-c",0.30000000000000004]',
      "cannot read property 'x' of null",
    ],
  },
];

/** The module of a program. */
export function readModule({ from, wasm }: Program): Uint8Array {
  return new Uint8Array(readFileSync(join(packageFolder(from), wasm)));
}
