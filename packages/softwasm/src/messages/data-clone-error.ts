interface HostGlobals {
  readonly DOMException?: new (message: string, name: string) => Error;
}

/** What `postMessage` throws for what cannot be cloned: a `DOMException`, or where the host has none an error of that name. */
export function dataCloneError(message: string): Error {
  const name = 'DataCloneError';
  const { DOMException } = globalThis as HostGlobals;
  return DOMException === undefined ? Object.assign(new Error(message), { name }) : new DOMException(message, name);
}
