/** The part of binaryen's API that is used. */
export interface Binaryen {
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
 * Optimises a binary by binaryen, which whoever has it hands in.
 *
 * @throws what binaryen throws where it cannot read the binary
 */
export function optimise(binaryen: Binaryen, bytes: Uint8Array): Uint8Array {
  const module = binaryen.readBinary(bytes);
  module.setFeatures(binaryen.Features.All);
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(0);
  module.optimize();
  const optimised = module.emitBinary();
  module.dispose();
  return optimised;
}
