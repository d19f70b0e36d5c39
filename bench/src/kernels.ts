/**
 * What a kernel exercises. `scalar` is what every engine can run, and what targets speak of; `simd`, `gc` and `exceptions` are for engines that have
 * the instructions; `minimal` is the little that other interpreters in JavaScript can do.
 */
export type KernelGroup = 'scalar' | 'simd' | 'gc' | 'exceptions' | 'minimal';

/** A program of `kernels/`, whose one function `run` takes `size` and returns `answer`. One run takes native code about a millisecond. */
export interface Kernel {
  /** Also that of its source, `kernels/NAME.ts` (AssemblyScript) or `kernels/NAME.wat`. */
  readonly name: string;
  readonly group: KernelGroup;
  readonly source: 'ts' | 'wat';
  /** What it spends its time on. */
  readonly about: string;
  /** How much it has to do; the source says of what. */
  readonly size: number;
  readonly answer: number;
}

function scalar(name: string, about: string, size: number, answer: number): Kernel {
  return { name, group: 'scalar', source: 'ts', about, size, answer };
}

/** All kernels, in the order of reports. */
export const KERNELS: readonly Kernel[] = [
  scalar('nbody', 'f64 arithmetic over memory', 5000, -0.1690200003719937),
  scalar('fibonacci', 'recursive calls', 24, 46368),
  scalar('pollard-rho', '128-bit arithmetic on pairs of i64', 65537, 65537),
  scalar('sha256', '32-bit rotations and additions', 40, 1840883608),
  scalar('sha512', '64-bit rotations and additions', 40, 1712952977),
  scalar('blake2b', '64-bit rotations and additions on state in memory', 60, 441382051),
  scalar('xxh64', '64-bit multiplications and rotations', 300, 1668563290),
  scalar('siphash', '64-bit rotations of short messages', 10_000, -509629171),
  scalar('bignum', '32 × 32 → 64-bit multiplications with carries', 100, 1049915425),
  scalar('division', '64-bit unsigned division and remainder', 1000, -741535100),
  scalar('matmul-f64', 'f64 products of columns', 64, -1030.875),
  scalar('matmul-f32', 'f32 products of rows', 96, 6.2000322341918945),
  scalar('mandelbrot', 'f64 arithmetic in locals', 60, 164010),
  scalar('jacobi', 'a five-point stencil of f64', 10, 207.00990962013748),
  scalar('sieve', 'byte stores with strides', 200_000, 17984),
  scalar('sort', 'quicksort with call_indirect for comparisons', 6000, -181873906),
  scalar('strings', 'loops over bytes', 400, 12076752),
  scalar('lz', 'compression: hash table, matches, byte copies', 30_000, 17956),
  scalar('json', 'recursive descent, a tree in an arena', 300, -1459379565),
  scalar('interpreter', 'a br_table in a loop', 20_000, -2008065933),
  scalar('virtual-calls', 'methods through tables', 50, 3190954.4819576764),
  { name: 'dot-product', group: 'simd', source: 'ts', about: 'f32x4 products', size: 50, answer: 31738.25 },
  {
    name: 'bytes-simd',
    group: 'simd',
    source: 'ts',
    about: 'i8x16 comparisons and sums',
    size: 65_536,
    answer: 10775343,
  },
  { name: 'gc-trees', group: 'gc', source: 'wat', about: 'trees of structures', size: 20, answer: -1186006510 },
  {
    name: 'gc-arrays',
    group: 'gc',
    source: 'wat',
    about: 'arrays of numbers and references',
    size: 3000,
    answer: -1316134105,
  },
  {
    name: 'exceptions',
    group: 'exceptions',
    source: 'wat',
    about: 'try_table, throw',
    size: 2000,
    answer: -1420741931,
  },
  {
    name: 'exceptions-legacy',
    group: 'exceptions',
    source: 'wat',
    about: 'try, catch, throw',
    size: 2000,
    answer: -1420741931,
  },
  {
    name: 'polynomial',
    group: 'minimal',
    source: 'wat',
    about: 'i32 arithmetic, without branches, calls and memory',
    size: 1000,
    answer: 33641,
  },
];

/** The kernels of the project's first comparison, which was with interpreters of wasm in JavaScript. */
export const HEADLINE: readonly string[] = ['nbody', 'fibonacci', 'pollard-rho'];

/** What other interpreters can run. */
export const MINIMAL: readonly string[] = KERNELS.filter(({ group }) => group === 'minimal').map(({ name }) => name);
