import { decodeModule } from '@softwasm/decoder';
import type { FeatureSet, Module, ValidModule } from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { diagnose } from './diagnostic.ts';
import { Failure } from './failure.ts';
import { type Input, isBinary } from './input.ts';

/** A module and the binary it was decoded from. */
export interface DecodedModule {
  readonly module: Module;
  readonly bytes: Uint8Array;
}

/** Calls `work`; what it throws about the input becomes a `Failure` with the place in it. */
export function reporting<T>(input: Input, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const message = diagnose(error, input);
    if (message === undefined) throw error;
    throw new Failure(message);
  }
}

/** The binary of a module, which may be text: then with its names in the name section. */
export function binaryOf(input: Input, features: FeatureSet): Uint8Array {
  if (isBinary(input.bytes)) return input.bytes;
  return assemble(input.bytes, { features });
}

/** @throws Failure */
export function decodeInput(input: Input, features: FeatureSet): DecodedModule {
  return reporting(input, () => {
    const bytes = binaryOf(input, features);
    return { bytes, module: decodeModule(bytes, { features }) };
  });
}

/** @throws Failure */
export function validateInput(input: Input, features: FeatureSet): ValidModule {
  const { module } = decodeInput(input, features);
  return reporting(input, () => validateModule(module, { features }));
}
