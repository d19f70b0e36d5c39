/** Declarations of the packages that have none, as far as tests and benchmarks use them. */

declare module '@webassemblyjs/wasm-parser' {
  /** A node of the tree; what it holds beside its type depends on it. */
  export interface Node {
    readonly type: string;
    readonly [property: string]: unknown;
  }

  export interface DecodeOptions {
    dump?: boolean;
    ignoreCodeSection?: boolean;
    ignoreDataSection?: boolean;
    ignoreCustomNameSection?: boolean;
    errorOnUnknownSection?: boolean;
  }

  /** Decodes a binary module into a `Program` whose `body` holds one `Module`. */
  export function decode(
    bytes: ArrayBuffer | Uint8Array,
    options?: DecodeOptions,
  ): Node & { readonly body: readonly Node[] };
}

declare module 'polywasm' {
  type Bytes = ArrayBuffer | ArrayBufferView;
  type Imports = Record<string, Record<string, unknown>>;

  export const WebAssembly: {
    readonly Module: new (bytes: Bytes) => object;
    readonly Instance: new (module: object, imports?: Imports) => { readonly exports: Record<string, unknown> };
    readonly Memory: new (type: { initial: number; maximum?: number }) => { readonly buffer: ArrayBuffer };
    readonly Table: new (type: { element: string; initial: number; maximum?: number }, value?: unknown) => object;
    readonly Global: new (type: { value: string; mutable?: boolean }, value?: unknown) => { value: unknown };
    validate(bytes: Bytes): boolean;
    compile(bytes: Bytes): Promise<object>;
    instantiate(
      bytes: Bytes,
      imports?: Imports,
    ): Promise<{ readonly module: object; readonly instance: { readonly exports: Record<string, unknown> } }>;
  };
}

// Its own declarations say CommonJS, whichever file is meant.
declare module '@jitl/quickjs-wasmfile-release-sync' {
  const variant: import('quickjs-emscripten-core').QuickJSSyncVariant;
  export default variant;
}

declare module 'sql.js/dist/sql-wasm-browser.js' {
  interface Database {
    run(sql: string): void;
    prepare(sql: string): { run(values: readonly unknown[]): void; free(): void };
    exec(sql: string): { readonly values: readonly (readonly unknown[])[] }[];
  }

  /** Loads the module, once. */
  export default function initSqlJs(options: {
    readonly wasmBinary: Uint8Array;
  }): Promise<{ readonly Database: new () => Database }>;
}
