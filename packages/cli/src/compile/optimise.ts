import { type Binaryen, optimise } from '@softwasm/aot';
import { Failure } from '../failure.ts';

/**
 * Optimises a binary with binaryen, the optional dependency behind `-O`. It is itself WebAssembly: only the compiler's host needs that.
 *
 * @throws Failure where it is not installed, or cannot read the module
 */
export async function optimiseBinary(bytes: Uint8Array): Promise<Uint8Array> {
  let binaryen: Binaryen;
  try {
    binaryen = ((await import('binaryen')) as { default: Binaryen }).default;
  } catch (error) {
    throw new Failure(`-O needs binaryen, which is not installed (npm install binaryen): ${(error as Error).message}`);
  }
  try {
    return optimise(binaryen, bytes);
  } catch (error) {
    throw new Failure(`binaryen cannot optimise the module: ${(error as Error).message}`);
  }
}
