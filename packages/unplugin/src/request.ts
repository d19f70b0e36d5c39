import type { AheadOfTimeOptions } from '@softwasm/aot';

/** What an import of a `.wasm` file asks for. */
export interface WasmRequest {
  /** The file's path. */
  readonly file: string;
  readonly exports: NonNullable<AheadOfTimeOptions['exports']>;
}

/** What is imported, with or without one of the queries. */
export const WASM: RegExp = /\.wasm(?:\?(?:init|module))?$/;

/** Reads the id of a module; `undefined` where it is no `.wasm` file, or asks for something that bundlers know (`?url`, `?raw`, …). */
export function readRequest(id: string): WasmRequest | undefined {
  const found = WASM.exec(id);
  if (found === null || id.startsWith('\0')) return undefined;
  const [file = '', query] = id.split('?');
  return { file, exports: query === 'init' ? 'init' : query === 'module' ? 'module' : 'instance' };
}
