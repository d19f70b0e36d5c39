import { compileKernel } from './compile-kernel.ts';

/*
 * node compile-kernel-main.js NAME: the kernel's binary on standard output. A process of its own, for the AssemblyScript compiler is itself WebAssembly, which the
 * benchmarks' process may lack.
 */
process.stdout.write(await compileKernel(process.argv[2] ?? ''));
