/*
 * The assertions of testharness.js that the suite uses, by the same names and with the same conditions.
 *
 * https://web-platform-tests.org/writing-tests/testharness-api.html
 */

/** What a failed assertion throws. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError';
}

type Thunk = () => unknown;

/** A constructor of errors, as `assert_throws_js` takes it. */
type ErrorConstructor = abstract new (...args: never[]) => unknown;

function check(condition: boolean, description: unknown, what: () => string): asserts condition {
  if (condition) return;
  throw new AssertionError(description === undefined ? what() : `${description}: ${what()}`);
}

/** A value as text, for names of subtests as well: the suite builds them with it. */
export function format_value(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => format_value(one)).join(', ')}]`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if (value === null || (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol')) {
    return String(value);
  }
  try {
    return `${typeof value} "${String(value)}"`;
  } catch (error) {
    return `[stringifying object threw ${String(error)} with type ${typeof error}]`;
  }
}

/** testharness.js has zeros apart and all NaNs alike, as `Object.is` does. */
function assert_equals(actual: unknown, expected: unknown, description?: string): void {
  check(
    Object.is(actual, expected),
    description,
    () => `expected ${format_value(expected)}, got ${format_value(actual)}`,
  );
}

function assert_not_equals(actual: unknown, expected: unknown, description?: string): void {
  check(!Object.is(actual, expected), description, () => `got disallowed value ${format_value(actual)}`);
}

function assert_true(actual: unknown, description?: string): void {
  check(actual === true, description, () => `expected true, got ${format_value(actual)}`);
}

function assert_false(actual: unknown, description?: string): void {
  check(actual === false, description, () => `expected false, got ${format_value(actual)}`);
}

function assert_array_equals(actual: ArrayLike<unknown>, expected: ArrayLike<unknown>, description?: string): void {
  const isList = typeof actual === 'object' && actual !== null && 'length' in actual;
  check(isList, description, () => `value is ${format_value(actual)}, expected array`);
  assert_equals(actual.length, expected.length, `${description ?? 'array'}: length`);
  for (let i = 0; i < actual.length; i++) {
    const own = i in actual === i in expected;
    check(own, description, () => `property ${i}: only one of them has it`);
    assert_equals(actual[i], expected[i], `${description ?? 'array'}: property ${i}`);
  }
}

function assert_class_string(object: unknown, name: string, description?: string): void {
  assert_equals(Object.prototype.toString.call(object), `[object ${name}]`, description);
}

function assert_own_property(object: object, property: PropertyKey, description?: string): void {
  check(Object.hasOwn(object, property), description, () => `expected property ${String(property)} missing`);
}

function assert_not_own_property(object: object, property: PropertyKey, description?: string): void {
  check(!Object.hasOwn(object, property), description, () => `unexpected property ${String(property)} is found`);
}

function assert_unreached(description?: string): never {
  throw new AssertionError(`${description ?? 'assert_unreached'}: reached unreachable code`);
}

/** What a function throws. Failed assertions inside go on. */
function thrownBy(func: Thunk, description: unknown): unknown {
  try {
    func();
  } catch (error) {
    if (error instanceof AssertionError) throw error;
    return error;
  }
  return check(false, description, () => `${func} did not throw`);
}

function checkError(error: unknown, expected: ErrorConstructor, description: unknown): void {
  const isObject = typeof error === 'object' && error !== null;
  check(isObject, description, () => `threw ${format_value(error)}, not an object`);
  check(typeof expected === 'function', description, () => `${format_value(expected)} is not a constructor`);
  const { constructor: actual, name } = error as Error;
  check(
    actual === expected && name === expected.name,
    description,
    () => `threw ${format_value(error)} (${name}), expected instance of ${expected.name}`,
  );
}

function assert_throws_js(expected: ErrorConstructor, func: Thunk, description?: string): void {
  checkError(thrownBy(func, description), expected, description);
}

function assert_throws_exactly(exception: unknown, func: Thunk, description?: string): void {
  assert_equals(thrownBy(func, description), exception, description);
}

function promise_rejects_js(
  _test: unknown,
  expected: ErrorConstructor,
  promise: Promise<unknown>,
  description?: string,
): Promise<void> {
  return promise.then(
    () => assert_unreached(`Should have rejected: ${description}`),
    (error) => checkError(error, expected, description),
  );
}

/** The older form, which the suite's README describes: an example of the error instead of its constructor. */
function assert_throws(example: Error, func: Thunk, description?: string): void {
  assert_throws_js(example.constructor as ErrorConstructor, func, description);
}

function promise_rejects(
  test: unknown,
  example: Error,
  promise: Promise<unknown>,
  description?: string,
): Promise<void> {
  return promise_rejects_js(test, example.constructor as ErrorConstructor, promise, description);
}

/** What the tests find as globals. */
export const ASSERTIONS: Readonly<Record<string, unknown>> = {
  format_value,
  assert_equals,
  assert_not_equals,
  assert_true,
  assert_false,
  assert_array_equals,
  assert_class_string,
  assert_own_property,
  assert_not_own_property,
  assert_unreached,
  assert_throws_js,
  assert_throws_exactly,
  assert_throws,
  promise_rejects_js,
  promise_rejects,
};
