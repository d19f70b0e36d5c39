/** The namespace that programs find: the compiler knows no host's. */
declare const WebAssembly: import('softwasm').WebAssemblyNamespace;
