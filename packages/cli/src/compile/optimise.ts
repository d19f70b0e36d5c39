import { Failure } from '../failure.ts';

/** The part of binaryen that is used. */
interface Binaryen {
  readonly Features: { readonly All: number };
  setOptimizeLevel(level: number): void;
  setShrinkLevel(level: number): void;
  readBinary(bytes: Uint8Array): {
    setFeatures(features: number): void;
    optimize(): void;
    emitBinary(): Uint8Array;
    dispose(): void;
  };
}

/**
 * Optimises a binary with binaryen, the optional dependency behind `-O`. It is itself WebAssembly: only the compiler's host needs that.
 *
 * @throws Failure where it is not installed, or cannot read the module
 */
export async function optimise(bytes: Uint8Array): Promise<Uint8Array> {
  let binaryen: Binaryen;
  try {
    binaryen = ((await import('binaryen')) as { default: Binaryen }).default;
  } catch (error) {
    throw new Failure(`-O needs binaryen, which is not installed (npm install binaryen): ${(error as Error).message}`);
  }
  try {
    const module = binaryen.readBinary(bytes);
    module.setFeatures(binaryen.Features.All);
    binaryen.setOptimizeLevel(3);
    binaryen.setShrinkLevel(0);
    module.optimize();
    const optimised = module.emitBinary();
    module.dispose();
    return optimised;
  } catch (error) {
    throw new Failure(`binaryen cannot optimise the module: ${(error as Error).message}`);
  }
}
