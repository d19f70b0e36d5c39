import { decodeModule } from '@softwasm/decoder';
import { DecodeError, type FeatureSet, ValidationError, WASM_EDITIONS, withFeatures } from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import { nativeApi } from './host-side.ts';

/** What every host of these tests knows, and no more: so that its opinion can be asked. */
const FEATURES: FeatureSet = withFeatures(WASM_EDITIONS['2.0'], ['tail-call']);

/** However bad a module is, so long may it take to say so, in milliseconds. */
const PATIENCE = 1000;

/**
 * Decodes and validates bytes that are probably no module. It must be accepted, or rejected with a place, and soon; and the host must agree.
 *
 * @returns what is wrong, or `undefined`
 */
export function mishandled(bytes: Uint8Array): string | undefined {
  const start = performance.now();
  let rejection: DecodeError | ValidationError | undefined;
  try {
    validateModule(decodeModule(bytes, { features: FEATURES }), { features: FEATURES });
  } catch (error) {
    if (!(error instanceof DecodeError || error instanceof ValidationError)) return `threw ${(error as Error).stack}`;
    rejection = error;
    if (!(error.offset >= 0 && error.offset <= bytes.length)) return `the offset is ${error.offset}: ${error.message}`;
  }
  const milliseconds = performance.now() - start;
  if (milliseconds > PATIENCE) return `took ${milliseconds.toFixed(0)} ms`;
  if (nativeApi === undefined) return undefined;
  const accepted = nativeApi.validate(bytes);
  if (accepted === (rejection === undefined)) return undefined;
  return accepted ? `the host accepts it, we say: ${rejection?.message}` : 'accepted, but the host rejects it';
}
