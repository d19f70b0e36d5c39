import { decodeModule } from '@softwasm/decoder';
import { DecodeError, type FeatureSet, ValidationError, WASM_EDITIONS, withFeatures } from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import { nativeApi } from './host-side.ts';

/** What every host of these tests knows, and no more: so that its opinion can be asked. */
const FEATURES: FeatureSet = withFeatures(WASM_EDITIONS['2.0'], ['tail-call']);

/** However bad a module is, so long may it take to say so, in milliseconds. */
const PATIENCE = 1000;

/** Throws where bytes are no valid module. */
export type Check = (bytes: Uint8Array) => void;

const decodeAndValidate: Check = (bytes) => {
  validateModule(decodeModule(bytes, { features: FEATURES }), { features: FEATURES });
};

/** Node 20 has the exceptions of old, which came with 2.0 features: a module that uses these is nothing to quarrel about. */
const LEGACY_EXCEPTIONS = /^(?:illegal opcode (?:06|07|08|09|18|19)|malformed (?:section|import kind|export kind))/;

/**
 * Decodes and validates bytes that are probably no module. It must be accepted, or rejected with a place, and soon; and the host must agree.
 *
 * @param check what tells good from bad: decoder and validator
 * @returns what is wrong, or `undefined`
 */
export function mishandled(bytes: Uint8Array, check: Check = decodeAndValidate): string | undefined {
  const start = performance.now();
  let rejection: DecodeError | ValidationError | undefined;
  try {
    check(bytes);
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
  if (accepted && LEGACY_EXCEPTIONS.test(rejection?.message ?? '')) return undefined;
  return accepted ? `the host accepts it, we say: ${rejection?.message}` : 'accepted, but the host rejects it';
}
