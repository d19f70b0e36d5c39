import { expect, it } from 'vitest';
import { makeShape } from '../../src/engine/shapes.ts';

it('makes structures in engines without classes', () => {
  const withoutClasses = (parameter: string, body: string): unknown => {
    if (/\bclass\b/.test(body)) throw new SyntaxError('Invalid expression encountered');
    return new Function(parameter, body);
  };
  const Shape = makeShape(withoutClasses, ['a', 'b']);
  expect({ ...new Shape(1, 2) }).toEqual({ a: 1, b: 2 });
});

it('does not hide what else goes wrong', () => {
  const failing = (): never => {
    throw new RangeError('no');
  };
  expect(() => makeShape(failing, ['a'])).toThrow(RangeError);
});
