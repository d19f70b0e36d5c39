/** A program of `kernels/`, and one run of it that takes native code some tens of milliseconds. */
export interface Kernel {
  readonly name: string;
  /** What it spends its time on. */
  readonly about: string;
  /** Calls its export(s); the answer is compared between engines. */
  run(exports: KernelExports): readonly (number | bigint)[];
}

/** The exports of a kernel: numbers and 64-bit integers in and out. */
export type KernelExports = Readonly<Record<string, (...args: (number | bigint)[]) => number | bigint>>;

function call(exports: KernelExports, name: string, ...args: (number | bigint)[]): number | bigint {
  const exported = exports[name];
  if (exported === undefined) throw new Error(`the kernel has no export "${name}"`);
  return exported(...args);
}

// 2^26 + 15 is prime, and so is 2^89 - 1: a product of 116 bits whose smaller factor takes some thousand steps to find.
const COMPOSITE = 67_108_879n * ((1n << 89n) - 1n);

export const KERNELS: readonly Kernel[] = [
  { name: 'nbody', about: 'f64 arithmetic over memory', run: (exports) => [call(exports, 'run', 50_000)] },
  { name: 'fibonacci', about: 'recursive calls', run: (exports) => [call(exports, 'run', 30)] },
  {
    name: 'pollard-rho',
    about: '128-bit arithmetic on i64 pairs',
    run: (exports) => [
      call(exports, 'run', BigInt.asIntN(64, COMPOSITE), BigInt.asIntN(64, COMPOSITE >> 64n)),
      call(exports, 'factorHigh'),
    ],
  },
];
