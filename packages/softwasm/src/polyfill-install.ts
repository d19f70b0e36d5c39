import { installMessages } from './messages/install-messages.ts';
import { WebAssembly } from './webassembly.ts';

/** Where to install the namespace, and whether in any case. */
export interface PolyfillOptions {
  /** Whether to replace a namespace that is there. Absent: no. */
  readonly force?: boolean;
  /** The object that gets the property. Absent: the global object. */
  readonly target?: object;
}

/**
 * Makes this package's namespace the property `WebAssembly` of the global object, with the attributes that hosts give theirs. Does nothing where there
 * is such a property already, whatever its value, unless `force` is set.
 *
 * Modules and shared memories then go through `postMessage` and `structuredClone` of that global object as those of the host's own namespace would, to
 * agents in which this is installed, too.
 *
 * This is the one place that knows of the host's namespace, and even it looks only whether there is one.
 *
 * @returns whether it has been installed
 * @throws TypeError where the target is frozen, or has a namespace that cannot be replaced
 * @see https://webidl.spec.whatwg.org/#define-the-global-property-references
 */
export function installPolyfill({ force = false, target = globalThis }: PolyfillOptions = {}): boolean {
  if (!force && 'WebAssembly' in target) return false;
  Object.defineProperty(target, 'WebAssembly', {
    value: WebAssembly,
    writable: true,
    enumerable: false,
    configurable: true,
  });
  installMessages(target, WebAssembly);
  return true;
}
