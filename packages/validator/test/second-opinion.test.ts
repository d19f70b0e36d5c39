import { decodeModule } from '@softwasm/decoder';
import {
  ALL_FEATURES,
  DecodeError,
  type FeatureSet,
  ValidationError,
  WASM_EDITIONS,
  withFeatures,
} from '@softwasm/syntax';
import { beforeAll, describe, expect, it } from 'vitest';
import { fuzzModule, randomNumbers } from '../../../test-support/fuzz-module.ts';
import { nativeWebAssembly } from '../../../test-support/webassembly.ts';
import { validateModule } from '../src/index.ts';

/** What Node 20 has, too, without flags. */
const FEATURES: FeatureSet = withFeatures(WASM_EDITIONS['2.0'], [
  'extended-const',
  'tail-call',
  'legacy-exceptions',
  'threads',
]);

/** What is wrong with a module, if anything. */
function verdict(bytes: Uint8Array, features: FeatureSet = FEATURES): string | undefined {
  try {
    validateModule(decodeModule(bytes, { features }), { features });
    return undefined;
  } catch (error) {
    if (!(error instanceof ValidationError || error instanceof DecodeError)) throw error;
    return error.message;
  }
}

/** Replaces bytes after `from`, mostly by opcodes of the same section or small numbers, so that some modules stay valid. */
function mutate(bytes: Uint8Array, from: number, random: () => number): Uint8Array {
  const mutated = bytes.slice();
  const byte = (): number => bytes[from + (random() % (bytes.length - from))] as number;
  for (let count = 1 + (random() % 2); count > 0; count--) {
    const at = from + (random() % (bytes.length - from));
    mutated[at] = random() % 2 === 0 ? byte() : ((bytes[at] as number) + (random() % 5) - 2) & 0xff;
  }
  return mutated;
}

describe('the host agrees', () => {
  const modules: Uint8Array[] = [];

  beforeAll(() => {
    for (const seed of [1, 2, 3]) modules.push(fuzzModule(seed, 300, 'mvp'));
  });

  it('on modules of a generator', () => {
    for (const bytes of modules) {
      expect(nativeWebAssembly().validate(bytes)).toBe(true);
      expect(verdict(bytes)).toBeUndefined();
    }
  });

  it('and so does binaryen on modules with all features', () => {
    for (const seed of [4, 5, 6]) expect(verdict(fuzzModule(seed, 8000), ALL_FEATURES)).toBeUndefined();
  });

  it('on mutated ones', () => {
    const native = nativeWebAssembly();
    const random = randomNumbers(4);
    const counts = { valid: 0, invalid: 0 };
    for (let round = 0; round < 6000; round++) {
      const bytes = mutate(modules[random() % modules.length] as Uint8Array, 8, random);
      const problem = verdict(bytes);
      if (native.validate(bytes) !== (problem === undefined)) {
        expect.fail(`the host differs: ${problem ?? 'valid'}, ${Buffer.from(bytes).toString('hex')}`);
      }
      counts[problem === undefined ? 'valid' : 'invalid']++;
    }
    expect(counts.valid).toBeGreaterThan(300);
    expect(counts.invalid).toBeGreaterThan(300);
  });
});
