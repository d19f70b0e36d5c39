import { API_ERRORS } from '@softwasm/syntax';
import type { Importer } from './importer.ts';

/** What hosts with `Blob` have. */
interface BlobGlobals {
  readonly Blob?: new (parts: readonly string[], options: { readonly type: string }) => object;
  readonly URL?: {
    createObjectURL?(blob: object): string;
    revokeObjectURL?(url: string): void;
  };
}

/**
 * Imports from a `blob:` URL: for pages whose Content-Security-Policy has `script-src blob:`, or `strict-dynamic` and a trusted script that calls this.
 *
 * @throws TypeError where the host has no such URLs, or does not import from them
 */
export const blobImporter: Importer = async (text) => {
  const { Blob: HostBlob, URL: HostURL } = globalThis as BlobGlobals;
  if (HostBlob === undefined || HostURL?.createObjectURL === undefined) throw new TypeError(API_ERRORS.noBlobs);
  const url = HostURL.createObjectURL(new HostBlob([text], { type: 'text/javascript' }));
  try {
    return await import(/* @vite-ignore */ /* webpackIgnore: true */ url);
  } finally {
    HostURL.revokeObjectURL?.(url);
  }
};

/** Imports from a `data:` URL: for pages whose Content-Security-Policy has `script-src data:`, and for Node and Deno. */
export const dataImporter: Importer = (text) =>
  import(/* @vite-ignore */ /* webpackIgnore: true */ `data:text/javascript,${encodeURIComponent(text)}`);
