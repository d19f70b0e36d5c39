// What imports of `.wasm` files are: `/// <reference types="@softwasm/unplugin/wasm" />`, or `types` in tsconfig.json. Exact declarations are written by the option `declarations`.

/** Whatever the module exports, by name; by default all of it. */
declare module '*.wasm';

declare module '*.wasm?init' {
  import type { Imports, Instance } from 'softwasm/aot';

  /** Makes an instance. */
  export default function init(imports?: Imports): Promise<Instance>;
}

declare module '*.wasm?module' {
  import type { Module, WebAssemblyNamespace } from 'softwasm/aot';

  /** The compiled module, for `new WebAssembly.Instance` of the namespace below. */
  export const module: Module;
  export const WebAssembly: WebAssemblyNamespace;
  export default module;
}
