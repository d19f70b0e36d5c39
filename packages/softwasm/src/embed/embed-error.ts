import { SoftwasmError } from '@softwasm/syntax';

/**
 * What was used wrongly: `argument` of an exported function or method, `result` of a host function, `disposed`, `bounds` of a memory or table, `text` that
 * is none, `artefact` that `deserialize` cannot read.
 */
export type EmbedErrorCode = 'argument' | 'result' | 'disposed' | 'bounds' | 'text' | 'artefact';

/**
 * A mistake in using strict mode. What is wrong with a module, its imports or its limits has classes of its own: `DecodeError`, `ValidationError`,
 * `LinkError`, `ResourceError`; what a guest does wrong is a `Trap`.
 */
export class EmbedError extends SoftwasmError {
  override readonly name: string = 'EmbedError';
  readonly code: EmbedErrorCode;

  constructor(code: EmbedErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
