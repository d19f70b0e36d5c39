import { fromMessage } from './from-message.ts';
import { toMessage } from './to-message.ts';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Interfaces with a `postMessage` of their own. */
const SENDERS = ['Worker', 'MessagePort', 'BroadcastChannel', 'ServiceWorker', 'Client'];

/** What was put in the place of the host's: nothing is wrapped twice. */
const WRAPPERS = new WeakSet<object>();

/**
 * Makes the objects of a namespace go through messages without their users' doing: whatever sends or clones takes them, and whatever receives gives them.
 * Wraps `postMessage` and `structuredClone`, the `data` of events, and in Node the listeners of ports (its `Worker` is one of their users).
 *
 * @param target the global object whose interfaces to change
 */
export function installMessages(target: object, namespace: object): void {
  wrapSender(target, namespace, 'postMessage');
  for (const name of SENDERS) {
    const prototype = prototypeOf(target, name);
    if (prototype !== undefined) wrapSender(prototype, namespace, 'postMessage');
  }
  wrapMethod(target, 'structuredClone', (clone) => {
    return function structuredClone(value: unknown, ...rest: unknown[]): unknown {
      return fromMessage(namespace, Reflect.apply(clone, target, [toMessage(namespace, value), ...rest]));
    };
  });
  const events = prototypeOf(target, 'MessageEvent');
  if (events !== undefined) wrapData(events, namespace);
  const ports = prototypeOf(target, 'MessagePort');
  if (ports !== undefined && 'on' in ports) wrapListeners(ports, namespace);
}

function prototypeOf(target: object, name: string): object | undefined {
  const { [name]: found } = target as Readonly<Record<string, { readonly prototype?: object } | undefined>>;
  return found?.prototype;
}

/** Replaces a method that an object has or inherits, by an own one with the same attributes. */
function wrapMethod(object: object, name: string, wrap: (original: Method) => Method): void {
  const { [name]: original } = object as Readonly<Record<string, Method | undefined>>;
  if (typeof original !== 'function' || WRAPPERS.has(original)) return;
  const wrapper = wrap(original);
  WRAPPERS.add(wrapper);
  const { length } = original;
  Object.defineProperty(wrapper, 'length', { value: length, configurable: true });
  // Where the host does not allow it, messages stay as they are.
  Reflect.defineProperty(object, name, { value: wrapper, writable: true, enumerable: true, configurable: true });
}

function wrapSender(object: object, namespace: object, name: string): void {
  wrapMethod(object, name, (post) => {
    return function postMessage(this: unknown, ...args: unknown[]): unknown {
      // Too few arguments are the host's to complain about.
      if (args.length > 0) args[0] = toMessage(namespace, args[0]);
      // The global object's own is called without a receiver.
      return Reflect.apply(post, this ?? object, args);
    };
  });
}

/** All that receives by events: workers, ports, channels, windows. */
function wrapData(prototype: object, namespace: object): void {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, 'data');
  const { get } = descriptor ?? {};
  if (get === undefined || WRAPPERS.has(get)) return;
  const accessor = {
    get data(): unknown {
      return fromMessage(namespace, Reflect.apply(get, this, []));
    },
  };
  const wrapped = Object.getOwnPropertyDescriptor(accessor, 'data') as PropertyDescriptor & { get: () => unknown };
  WRAPPERS.add(wrapped.get);
  Reflect.defineProperty(prototype, 'data', { ...descriptor, get: wrapped.get });
}

/** Node's ports give messages to listeners without an event. */
function wrapListeners(prototype: object, namespace: object): void {
  const wrapped = new WeakMap<object, Method>();
  const wrapperOf = (listener: unknown): unknown => {
    if (typeof listener !== 'function') return listener;
    let wrapper = wrapped.get(listener);
    if (wrapper === undefined) {
      wrapper = function (this: unknown, message: unknown): unknown {
        return Reflect.apply(listener, this, [fromMessage(namespace, message)]);
      };
      wrapped.set(listener, wrapper);
    }
    return wrapper;
  };
  for (const name of ['on', 'once', 'addListener', 'off', 'removeListener']) {
    wrapMethod(prototype, name, (original) => {
      return function (this: unknown, type: unknown, listener: unknown, ...rest: unknown[]): unknown {
        return Reflect.apply(original, this, [type, type === 'message' ? wrapperOf(listener) : listener, ...rest]);
      };
    });
  }
}
