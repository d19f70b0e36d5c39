/** The packages that must never touch the host's `WebAssembly`. The others (cli, benchmarks) may, as oracles. */
const CORE_FRAME =
  /[\\/]packages[\\/](?:syntax|numerics|decoder|validator|compiler|runtime|interpreter|softwasm|wat|wasi)[\\/](?:src|dist)[\\/]/;

// Set once per realm: workers that run several files without isolation load this module more than once.
const NATIVE: unique symbol = Symbol.for('softwasm.test.nativeWebAssembly');
const ACCESSES: unique symbol = Symbol.for('softwasm.test.coreAccesses');

/** What oracles use of the host's `WebAssembly`; Node's types declare no such object. */
export interface NativeWebAssembly {
  validate(bytes: ArrayBufferView | ArrayBuffer): boolean;
  Module: new (bytes: ArrayBufferView | ArrayBuffer) => object;
  Instance: new (module: object, imports?: Record<string, Record<string, unknown>>) => { exports: NativeExports };
  Memory: new (type: { initial: number; maximum?: number; shared?: boolean }) => { buffer: ArrayBuffer };
  Table: new (type: { element: string; initial: number; maximum?: number }, value?: unknown) => object;
  Global: new (type: { value: string; mutable?: boolean }, value?: unknown) => { value: unknown };
  CompileError: new (message?: string) => Error;
  LinkError: new (message?: string) => Error;
  RuntimeError: new (message?: string) => Error;
}

/** Exports of a native instance. Their types are known to the module alone, so the caller narrows them. */
// biome-ignore lint/suspicious/noExplicitAny: exported functions are called with arguments of the module's choosing
export type NativeExports = Record<string, any>;

interface PoisonedGlobal {
  [NATIVE]?: NativeWebAssembly | undefined;
  [ACCESSES]?: string[];
  WebAssembly?: unknown;
}

const realm: PoisonedGlobal = globalThis as PoisonedGlobal;

/** Thrown at a core package that reads or writes `globalThis.WebAssembly` while tests run. */
export class ForbiddenWebAssemblyError extends Error {
  override name = 'ForbiddenWebAssemblyError';
}

/**
 * Notes and refuses an access that comes from a core package. Everything else passes: vitest, its module lexers and
 * oracles such as binaryen and AssemblyScript are themselves WebAssembly.
 */
function guard(): void {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 100;
  const error = new ForbiddenWebAssemblyError('a core package touched globalThis.WebAssembly');
  Error.stackTraceLimit = stackTraceLimit;
  const stack = error.stack ?? '';
  if (!CORE_FRAME.test(stack)) return;
  // What vitest itself has on the stack tells nothing.
  realm[ACCESSES]?.push(
    stack
      .split('\n')
      .filter((line) => !line.includes('node_modules'))
      .join('\n'),
  );
  throw error;
}

/** Replaces `globalThis.WebAssembly` by a guarded property. Idempotent. */
export function poisonWebAssembly(): void {
  if (realm[ACCESSES] !== undefined) return;
  let current: unknown = realm.WebAssembly;
  realm[NATIVE] = current as NativeWebAssembly | undefined;
  realm[ACCESSES] = [];
  Object.defineProperty(globalThis, 'WebAssembly', {
    configurable: true,
    enumerable: false,
    get() {
      guard();
      return current;
    },
    set(value: unknown) {
      guard();
      current = value;
    },
  });
}

/** The stacks of the accesses by core packages so far, also of those whose error was caught. */
export function coreAccesses(): readonly string[] {
  return realm[ACCESSES] ?? [];
}

/**
 * The host's own `WebAssembly`, for tests that use it as an oracle. Call it from test code, never from a package.
 * @throws {Error} where the host has none (for example `node --jitless`).
 */
export function nativeWebAssembly(): NativeWebAssembly {
  const native = realm[ACCESSES] === undefined ? realm.WebAssembly : realm[NATIVE];
  if (native === undefined) throw new Error('this host has no WebAssembly');
  return native as NativeWebAssembly;
}
