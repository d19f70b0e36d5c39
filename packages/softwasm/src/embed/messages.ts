/*
 * The one home of what strict mode says by itself; what modules, traps and limits say stands in `@softwasm/syntax`. Names come from binaries, and are
 * printed so that they stay one line.
 */

/** What would make several lines of a name, or end its quotes. */
const NOT_PRINTED = /[\0-\x1f\x7f-\x9f\u2028\u2029`]/g;

/** Characters of a name that a message shows. */
const NAME_LENGTH = 200;

/** A name in a message. */
export function quoteName(name: string): string {
  return `\`${name.slice(0, NAME_LENGTH).replace(NOT_PRINTED, '\ufffd')}\``;
}

/** `env.sum` */
function quoteImport(module: string, name: string): string {
  return quoteName(`${module}.${name}`);
}

/** @param name as {@link quoteName} has it */
export function argumentCount(name: string, expected: number, given: number): string {
  const counts = `expected ${expected} argument(s), given ${given}.`;
  return given < expected
    ? `Missing ${expected - given} argument(s) when calling the ${name} exported function; ${counts}`
    : `Given ${given - expected} extra argument(s) when calling the ${name} exported function; ${counts}`;
}

/** @param k from 1. @param name as {@link quoteName} has it */
export function argumentSubject(k: number, name: string): string {
  return `Argument #${k} of the ${name} exported function`;
}

/** @param k from 1 */
export function resultSubject(k: number, module: string, name: string): string {
  return `Result #${k} of the ${quoteImport(module, name)} host function`;
}

/** A host function that returns several results, or none, and did not return as many. */
export function resultCount(module: string, name: string, expected: number, given: string): string {
  const wanted = expected === 0 ? 'no result (undefined)' : `an array of ${expected} results`;
  return `The ${quoteImport(module, name)} host function must return ${wanted}; given ${given}.`;
}

export function importSubject(module: string, name: string): string {
  return `The import ${quoteImport(module, name)}`;
}

/** Where else a value is checked. */
export const SUBJECTS = {
  global: 'The value of the global',
  element: 'The element of the table',
} as const;

/** @param k from 1 */
export function payloadSubject(k: number): string {
  return `Value #${k} of the exception's payload`;
}

export function wrongType(subject: string, expected: string, given: string): string {
  return `${subject} is of the wrong type; expected ${expected}, given ${given}.`;
}

export function outOfRange(subject: string, expected: string, range: string, given: string): string {
  return `${subject} is out of range; expected ${expected} (${range}), given ${given}.`;
}

/** What is in range of the types that have one. */
export const RANGES = {
  i32: 'from -2147483648 to 2147483647',
  i64: 'from -9223372036854775808 to 9223372036854775807',
  f32: 'finite numbers up to 3.4028234663852886e+38',
  i31: 'from -1073741824 to 1073741823',
} as const;

/** @param expected an external type in words */
export function missingImport(module: string, name: string, expected: string): string {
  return `Missing import ${quoteImport(module, name)}; expected ${expected}, given nothing.`;
}

/** @param expected an external type in words. @param given a value in words */
export function wrongImport(module: string, name: string, expected: string, given: string): string {
  return `${importSubject(module, name)} does not fit; expected ${expected}, given ${given}.`;
}

export function foreignImport(module: string, name: string): string {
  return `${importSubject(module, name)} belongs to another store than the instance.`;
}

export function importModuleMissing(module: string, name: string, given: string): string {
  return `Missing import ${quoteImport(module, name)}; expected an object of imports under ${quoteName(module)}, given ${given}.`;
}

export function importsExpected(given: string): string {
  return `The imports must be an object of objects; given ${given}.`;
}

/** What has been disposed of. */
export const DISPOSED = {
  instance: 'The instance was disposed.',
  memory: 'The memory belongs to an instance that was disposed.',
  table: 'The table belongs to an instance that was disposed.',
  global: 'The global belongs to an instance that was disposed.',
  tag: 'The tag belongs to an instance that was disposed.',
  function: 'The function belongs to an instance that was disposed.',
} as const;

export function disposedFunction(name: string): string {
  return `The ${name} exported function belongs to an instance that was disposed.`;
}

export function notOfKind(kind: string): string {
  return `The receiver is not a ${kind} of softwasm/embed.`;
}

export const NO_MEMORY = 'The instance has no memory.';

/** An access to `length` bytes at `address` of a memory, or to as many elements of a table. */
export function outOfBounds(what: 'memory' | 'table', address: string, length: number, size: number): string {
  const unit = what === 'table' ? 'element(s)' : 'byte(s)';
  return `Out of bounds ${what} access: ${length} ${unit} at ${address}, but the ${what} has ${size} ${unit}.`;
}

export function notAnInteger(what: string, given: string): string {
  return `The ${what} must be an integer that is not negative; given ${given}.`;
}

export function bytesExpected(given: string): string {
  return `Expected a Uint8Array; given ${given}.`;
}

export function stringExpected(given: string): string {
  return `Expected a string; given ${given}.`;
}

export function unterminated(address: string): string {
  return `The string at ${address} of the memory has no terminating zero.`;
}

export function malformedUtf8(address: string): string {
  return `The string at ${address} of the memory is not well-formed UTF-8.`;
}

export function loneSurrogate(at: number): string {
  return `The string has a lone surrogate at index ${at}, which UTF-8 cannot express.`;
}

export const ZERO_IN_STRING = 'A string that ends with a zero cannot contain one.';

export const IMMUTABLE_GLOBAL = 'The global is immutable.';

export function cannotGrow(what: 'memory' | 'table', delta: string, size: number): string {
  const unit = what === 'memory' ? 'page(s)' : 'element(s)';
  return `The ${what} of ${size} ${unit} cannot grow by ${delta} ${unit}.`;
}

export function notAValueType(given: string): string {
  return `Expected a value type such as i32 or funcref; given ${given}.`;
}

export const MAXIMUM_TOO_SMALL = 'The maximum must not be less than the initial size.';

export const SHARED_MAXIMUM = 'A shared memory must have a maximum.';

export function initialValueRequired(type: string): string {
  return `A value is required: ${type} has no default.`;
}

export function callableExpected(given: string): string {
  return `A host function needs a function that implements it; given ${given}.`;
}

export function payloadCount(expected: number, given: number): string {
  return `The exception's tag has ${expected} parameter(s), but the payload has ${given} value(s).`;
}

/** The message of every exception object. */
export const EXCEPTION = 'WebAssembly exception';

/** Limits of whoever embeds, before anything is read. */
export function moduleTooLarge(bytes: number, limit: number): string {
  return `limit exceeded: the module has ${bytes} bytes, at most ${limit} are allowed`;
}

export function limitExpected(name: string, given: string): string {
  return `The limit ${name} must be a number that is not negative; given ${given}.`;
}

/** What is wrong with bytes that `deserialize` gets. */
export const ARTEFACT_ERRORS = {
  magic: 'not a serialized module: it does not begin with the magic bytes',
  truncated: 'damaged: it is shorter or longer than it says',
  checksum: 'damaged: the checksum does not match',
  structure: 'malformed: its parts do not fit together',
  text: 'malformed: the generated code is not plain ASCII',
} as const;

export function artefactError(error: keyof typeof ARTEFACT_ERRORS): string {
  return `The serialized module is ${ARTEFACT_ERRORS[error]}.`;
}

export function artefactFormat(format: number, supported: number): string {
  return `The serialized module has format ${format}; this version reads format ${supported}.`;
}
