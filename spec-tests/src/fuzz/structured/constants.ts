import type { Random } from '../random.ts';
import type { Kind } from './scope.ts';

const I32_EDGES = [
  0,
  1,
  -1,
  2,
  7,
  31,
  32,
  63,
  127,
  128,
  255,
  256,
  0x7fff,
  0x8000,
  0xffff,
  0x10000,
  2 ** 31 - 1,
  -(2 ** 31),
];

const I64_EDGES = [
  0n,
  1n,
  -1n,
  10n,
  32n,
  63n,
  0xffn,
  0xffffn,
  0x7fffffffn,
  0x80000000n,
  0xffffffffn,
  0x100000000n,
  0x123456789abcdefn,
  2n ** 53n,
  2n ** 63n - 1n,
  -(2n ** 63n),
];

const FLOAT_EDGES = [
  '0',
  '-0',
  '1',
  '-1',
  '0.5',
  '-1.5',
  '3.25',
  '65536',
  '2147483648',
  '-2147483649',
  '4294967296',
  '1e19',
  '1e-40',
  '1e30',
  'inf',
];

/** `(i32.const …)` and so on, more often than not of a value at an edge. */
export function constant(kind: Kind, random: Random): string {
  if (kind === 'i32') return `(i32.const ${random.below(3) === 0 ? random.next() | 0 : random.pick(I32_EDGES)})`;
  if (kind === 'i64') {
    const any = BigInt.asIntN(64, (BigInt(random.next()) << 32n) | BigInt(random.next()));
    return `(i64.const ${random.below(3) === 0 ? any : random.pick(I64_EDGES)})`;
  }
  return `(${kind}.const ${random.pick(FLOAT_EDGES)})`;
}

/** `(i32.const n)`, n from 0 to `count - 1`. */
export function smallConstant(count: number, random: Random): string {
  return `(i32.const ${random.below(count)})`;
}

/** `(i32.const 0)` and so on. */
export function zero(kind: Kind): string {
  return `(${kind}.const 0)`;
}
