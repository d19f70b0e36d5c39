/*
 * `import 'softwasm/polyfill'` installs the namespace as `globalThis.WebAssembly` where the host has none. It is the package's one module with a side effect.
 */
import { installPolyfill } from './polyfill-install.ts';

installPolyfill();
