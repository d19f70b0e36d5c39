import { AOT_ERRORS, ResourceError, type ValidModule } from '@softwasm/syntax';
import type { WebAssemblyNamespace } from '../api.ts';
import { namespaceOf } from '../namespace.ts';
import { Realm } from '../realm.ts';
import { AOT_ENGINE } from './aot-engine.ts';

/** All modules that were compiled ahead of time are of one namespace, and import from each other. */
export const AOT_REALM: Realm = /* @__PURE__ */ new Realm({
  engine: AOT_ENGINE,
  load: (): ValidModule => {
    throw new ResourceError(AOT_ERRORS.noCompiler);
  },
});

/** The `WebAssembly` namespace of modules that were compiled ahead of time: it has everything but a compiler. */
export const WebAssembly: WebAssemblyNamespace = /* @__PURE__ */ namespaceOf(AOT_REALM);
