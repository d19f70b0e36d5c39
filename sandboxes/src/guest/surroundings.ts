/*
 * What the programs' own JavaScript expects of any host, and bare engines have not: each name is the host's where there is one, else as much of it as these
 * programs use. It is put into their files only, under these names (build/program-bundle.ts): globals stay as they are, and softwasm has none of it.
 */

type Host = {
  readonly [name in
    | 'clearTimeout'
    | 'console'
    | 'crypto'
    | 'Float32Array'
    | 'Float64Array'
    | 'performance'
    | 'self'
    | 'setTimeout'
    | 'TextDecoder'
    | 'TextEncoder']?: unknown;
};

const host = globalThis as Host;

/** UTF-8 to text, of bytes that are right. */
class Utf8Decoder {
  decode(bytes: Uint8Array): string {
    let text = '';
    for (let at = 0; at < bytes.length; ) {
      const lead = bytes[at++] ?? 0;
      const more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
      let point = more === 0 ? lead : lead & (0x3f >> more);
      for (let i = 0; i < more; i++) point = (point << 6) | ((bytes[at++] ?? 0) & 0x3f);
      text += String.fromCodePoint(point);
    }
    return text;
  }
}

/** Text to UTF-8. */
class Utf8Encoder {
  encode(text: string): Uint8Array {
    const octets = encodeURIComponent(text).replace(/%(..)/g, (_, digits) => String.fromCharCode(parseInt(digits, 16)));
    return Uint8Array.from(octets, (octet) => octet.charCodeAt(0));
  }

  encodeInto(text: string, bytes: Uint8Array): { read: number; written: number } {
    const encoded = this.encode(text);
    bytes.set(encoded);
    return { read: text.length, written: encoded.length };
  }
}

/** Emscripten's loaders make views of a memory's floats, which these programs do not use. */
class NoFloats {}

/** In a compartment the host's `Date` does not tell the time: it stands still there. */
class StandingDate extends Date {
  static override now(): number {
    return 0;
  }

  constructor(...time: readonly number[]) {
    super(...((time.length === 0 ? [0] : time) as [number]));
  }
}

/** What a function gives; undefined where the host does not let it. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

const hasLocation = (scope: unknown): boolean =>
  typeof scope === 'object' && scope !== null && (scope as { readonly location?: object }).location !== undefined;
const silent = (): void => undefined;
const neverCalled = (name: string) => (): never => {
  throw new Error(`${name} is not here`);
};

const decoder: unknown = host.TextDecoder ?? Utf8Decoder;
const encoder: unknown = host.TextEncoder ?? Utf8Encoder;
const singles: unknown = host.Float32Array ?? NoFloats;
const doubles: unknown = host.Float64Array ?? NoFloats;
const date: unknown = attempt(Date.now) === undefined ? StandingDate : Date;
const math: unknown = attempt(Math.random) === undefined ? Object.create(Math, { random: { value: () => 0.5 } }) : Math;

export {
  date as Date,
  decoder as TextDecoder,
  doubles as Float64Array,
  encoder as TextEncoder,
  math as Math,
  singles as Float32Array,
};
export const console: unknown = host.console ?? { log: silent, warn: silent, error: silent };
export const performance: unknown = host.performance ?? { now: () => 0 };
export const crypto: unknown = host.crypto ?? { getRandomValues: (bytes: Uint8Array) => bytes.fill(7) };
/** Workers without an address have none to tell. */
export const self: unknown = hasLocation(host.self) ? host.self : { location: { href: '' } };
export const setTimeout: unknown = host.setTimeout ?? neverCalled('setTimeout');
export const clearTimeout: unknown = host.clearTimeout ?? silent;
