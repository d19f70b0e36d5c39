import { API_ERRORS } from '@softwasm/syntax';

/** What is read of a `Response`. */
interface ResponseLike {
  readonly type?: string;
  readonly ok: boolean;
  readonly headers: { get(name: string): string | null };
  arrayBuffer(): Promise<ArrayBuffer>;
}

const MIME_TYPE = 'application/wasm';

/** The `type` of a response of another origin, of which nothing can be read. */
const OPAQUE = 'opaque';

/** Tabs and spaces at either end. */
const BLANKS = /^[\t ]+|[\t ]+$/g;

/**
 * The bytes of a `Response`, or of a promise of one, under the conditions of the Web API: fetched successfully, and served as WebAssembly. Nothing is
 * compiled before all of them have arrived.
 *
 * @throws TypeError (as a rejection)
 * @see https://webassembly.github.io/spec/web-api/index.html#streaming-modules
 */
export async function bytesOfResponse(source: unknown): Promise<Uint8Array> {
  const response = await source;
  if (!isResponse(response)) throw new TypeError(API_ERRORS.response);
  const type = response.headers.get('Content-Type') ?? '';
  // Parameters are not allowed; case and surrounding blanks do not matter.
  if (type.replace(BLANKS, '').toLowerCase() !== MIME_TYPE) throw new TypeError(API_ERRORS.mimeType);
  if (response.type === OPAQUE) throw new TypeError(API_ERRORS.opaqueResponse);
  if (!response.ok) throw new TypeError(API_ERRORS.status);
  return new Uint8Array(await response.arrayBuffer());
}

function isResponse(value: unknown): value is ResponseLike {
  if (typeof value !== 'object' || value === null) return false;
  const { headers, arrayBuffer } = value as Partial<ResponseLike>;
  return typeof arrayBuffer === 'function' && typeof headers?.get === 'function';
}
