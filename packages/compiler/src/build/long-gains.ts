import { INSTRUCTION_NAMES } from '@softwasm/syntax';
import type { SmallIntegers } from '../options.ts';

/*
 * What the choice between words and BigInts (`long-choice.ts`) knows of instructions.
 */

/** What is gained by BigInts, in nanoseconds of V8's interpreter; below 0, lost. */
export interface Gains {
  readonly divide: number;
  readonly divideByConstant: number;
  readonly multiply: number;
  /** Of words that were extended. */
  readonly multiplyWords: number;
  readonly add: number;
  readonly compare: number;
  readonly select: number;
  /** Bit by bit. */
  readonly bitwise: number;
  /** Shifts and rotations by constants. */
  readonly shift: number;
  readonly rotate: number;
  /** Rotations that words need not be computed for. */
  readonly swap: number;
  /** Of eight bytes; where their address is no multiple of eight, but one of four. */
  readonly access: number;
  readonly accessByCall: number;
  /** The way from words to a BigInt, and back; the same of a word that is extended, and of the low word alone. */
  readonly fromWords: number;
  readonly toWords: number;
  readonly extend: number;
  readonly extendTruth: number;
  readonly wrap: number;
}

/** Where words are small integers; roles of which only that says something are not asked for (`ROLES_OF_31`). */
const OF_32: Gains = {
  divide: 25,
  divideByConstant: 0,
  multiply: 20,
  multiplyWords: 20,
  add: -8,
  compare: 3,
  select: 0,
  bitwise: 0,
  shift: 0,
  rotate: 0,
  swap: 0,
  access: 0,
  accessByCall: 0,
  fromWords: -27,
  toWords: -22,
  extend: -27,
  extendTruth: -27,
  wrap: -22,
};

/** Where they are numbers on the heap, as every sum and every part of a rotation is, so that words are the slower, the more is computed. */
const OF_31: Gains = {
  divide: 25,
  divideByConstant: 5,
  multiply: 70,
  multiplyWords: 20,
  add: 14,
  compare: 12,
  select: 3,
  bitwise: 1,
  shift: 4,
  rotate: -2,
  swap: -35,
  access: 11,
  accessByCall: -10,
  fromWords: -25,
  toWords: -24,
  extend: -17,
  extendTruth: -3,
  wrap: -18,
};

export const GAINS: Readonly<Record<SmallIntegers, Gains>> = { 31: OF_31, 32: OF_32 };

/** What an instruction is to the choice. */
export type Role =
  | 'const'
  | 'get'
  | 'set'
  | 'tee'
  | 'drop'
  | 'eqz'
  | 'divide'
  | 'multiply'
  | 'add'
  | 'compare'
  | 'select'
  | 'bitwise'
  | 'shift'
  | 'rotate'
  | 'load'
  | 'store'
  | 'extend'
  | 'wrap'
  | 'global.get'
  | 'global.set'
  | '';

/** By instruction. */
export const ROLES: readonly Role[] = INSTRUCTION_NAMES.map((name): Role => {
  if (/^local\./.test(name)) return name.slice('local.'.length) as Role;
  if (name === 'i64.const' || name === 'i64.eqz') return name.slice('i64.'.length) as Role;
  if (name === 'drop') return 'drop';
  if (name === 'select' || name === 'select t') return 'select';
  if (/^i64\.(?:div|rem)_[su]$/.test(name)) return 'divide';
  if (name === 'i64.mul') return 'multiply';
  if (/^i64\.(?:add|sub)$/.test(name)) return 'add';
  if (/^i64\.(?:and|or|xor)$/.test(name)) return 'bitwise';
  if (/^i64\.(?:shl|shr_u)$/.test(name)) return 'shift';
  if (/^i64\.rot[lr]$/.test(name)) return 'rotate';
  if (/^i64\.(?:load|store)$/.test(name)) return name.slice('i64.'.length) as Role;
  if (/^i64\.(?:extend_i32_u|load(?:8|16|32)_u)$/.test(name)) return 'extend';
  if (name === 'i32.wrap_i64') return 'wrap';
  if (name === 'global.get' || name === 'global.set') return name;
  return /^i64\.(?:eq|ne|[lg][te]_[su])$/.test(name) ? 'compare' : '';
});

/** Roles that only count where small integers have 31 bits. */
export const ROLES_OF_31: ReadonlySet<Role> = new Set([
  'bitwise',
  'shift',
  'rotate',
  'load',
  'store',
  'extend',
  'wrap',
  'global.get',
  'global.set',
]);

/** What sign an instruction takes its operands with: bits of {@link SIGNED} and {@link UNSIGNED}. */
export const UNSIGNED = 1;
export const SIGNED = 2;
export const SIGNS: Uint8Array = Uint8Array.from(INSTRUCTION_NAMES, (name) =>
  /^i64\..*_s$/.test(name) ? SIGNED : /^i64\..*_u$/.test(name) ? UNSIGNED : 0,
);
