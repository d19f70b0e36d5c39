/** Every scalar numeric instruction against the host's own, on all pairs of edge values and on random operands. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as edges from './edges.ts';
import { type Row, SCALAR_INSTRUCTIONS } from './instructions.ts';
import { type Bits, type NumericType, nativeOperation } from './native.ts';
import { isArithmeticNaN, isCanonicalNaN, isNaNBits, operation, predicate } from './operations.ts';

const EDGES: Record<NumericType, readonly Bits[]> = {
  i32: edges.I32_EDGES,
  i64: edges.I64_EDGES,
  f32: edges.F32_EDGES,
  f64: edges.F64_EDGES,
};
const ARBITRARY: Record<NumericType, fc.Arbitrary<Bits>> = {
  i32: edges.i32,
  i64: edges.i64,
  f32: edges.f32,
  f64: edges.f64,
};

/** Operations whose NaN results are exact bits; the others may give any arithmetic NaN. */
const BITWISE = /_(?:neg|abs|copysign|reinterpret_\w+)$/;

type Operation = (...operands: Bits[]) => Bits;
type Checked = (...operands: Bits[]) => Bits | 'trap';

function nativeChecked({ params, result, opcode }: Row): Checked {
  const native = nativeOperation(params, result, opcode);
  return (...operands) => {
    try {
      return native(...operands);
    } catch {
      return 'trap';
    }
  };
}

/** What a caller of `name` has to check first: whether the operands are in the function's domain. */
function domain({ name, params }: Row): (...operands: Bits[]) => boolean {
  if (/_trunc_f/.test(name)) return predicate(params, `${name}_fits`);
  if (!/_(?:div|rem)_/.test(name)) return () => true;
  const overflows = name.endsWith('div_s') ? predicate(params, `${name}_overflows`) : () => false;
  return (a, b) => Number(b) !== 0 && !overflows(a as Bits, b as Bits);
}

/** Whether `actual` is a result the specification allows, given one that the host gave. */
function agrees(row: Row, operands: readonly Bits[], expected: Bits | 'trap', actual: Bits | 'trap'): boolean {
  const { params, result } = row;
  if (expected === 'trap' || actual === 'trap') return actual === expected;
  if (result === 'i32' || result === 'i64' || BITWISE.test(row.name)) return actual === expected;
  if (!isNaNBits(result, expected)) return actual === expected;
  const nans = params.flatMap((type, i) => {
    const bits = operands[i] as Bits;
    return (type === 'f32' || type === 'f64') && isNaNBits(type, bits) ? [isCanonicalNaN(type, bits)] : [];
  });
  return nans.every((canonical) => canonical) ? isCanonicalNaN(result, actual) : isArithmeticNaN(result, actual);
}

function checkAll(row: Row, call: Operation): void {
  const native = nativeChecked(row);
  const inDomain = domain(row);
  const check = (...operands: Bits[]): void => {
    const expected = native(...operands);
    const actual = inDomain(...operands) ? call(...operands) : 'trap';
    if (!agrees(row, operands, expected, actual)) {
      expect.fail(`${row.name}(${operands.join(', ')}) is ${expected}, not ${actual}`);
    }
  };
  const [first, second] = row.params as [NumericType, NumericType?];
  for (const a of EDGES[first]) {
    if (second === undefined) check(a);
    else for (const b of EDGES[second]) check(a, b);
  }
  const operands = row.params.map((type) => ARBITRARY[type]);
  fc.assert(
    fc.property(fc.tuple(...operands), (values) => check(...values)),
    edges.RUNS,
  );
}

describe('scalar instructions agree with the host', () => {
  test.each(SCALAR_INSTRUCTIONS.map((row) => [row.name, row] as const))('%s', (_, row) => {
    checkAll(row, operation(row.params, row.result, row.name));
  });
});

describe('other forms of the same instructions agree with the host', () => {
  const forms = ['mul_limbs', 'mul_bridge', 'div_s_bridge', 'div_u_bridge', 'rem_s_bridge', 'rem_u_bridge'];
  test.each(forms.map((form) => `i64_${form}`))('%s', (name) => {
    const row = SCALAR_INSTRUCTIONS.find((candidate) => candidate.name === name.replace(/_[a-z]+$/, '')) as Row;
    checkAll(row, operation(row.params, row.result, name));
  });
});

test('the table has all 136 scalar numeric instructions but the constants', () => {
  expect(new Set(SCALAR_INSTRUCTIONS.map(({ name }) => name)).size).toBe(136);
});
