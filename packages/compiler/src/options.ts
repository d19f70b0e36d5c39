import type { NameSection } from '@softwasm/syntax';

/** Passes that may be switched off, for comparison and for bisecting a miscompilation. */
export interface PassSwitches {
  /** Variables that are never anything but one constant are that constant. */
  readonly constants: boolean;
  /** Words that nobody needs, e.g. high words of which only the low ones are used. */
  readonly demand: boolean;
  /** Temporaries that are used once are written where they are used. */
  readonly forward: boolean;
  /** What is only copied to a variable is computed into it. */
  readonly copies: boolean;
  /** Conditions that branches compute are branched on at once, in code for engines without a JIT. */
  readonly branches: boolean;
  /** Results are returned where they are known, not at the end. */
  readonly returns: boolean;
  /** What is expensive and the same in all turns of a loop is computed before it, in code for engines without a JIT. */
  readonly invariants: boolean;
  /** What was computed or loaded before, and is the same still, is taken from a variable. */
  readonly reuse: boolean;
  /** Calls are written where their result is used. */
  readonly calls: boolean;
  /** `br_table`s at the head of nested blocks become a `switch` with bodies. */
  readonly ladders: boolean;
  /** `|0` and `>>>0` that the consumer does anyway are left out. */
  readonly wraps: boolean;
  /** Conversions that the intervals of words make unnecessary are left out, in code for engines without a JIT. */
  readonly ranges: boolean;
  /** What conditions and assignments say of the words behind them is known there, too, in code for engines without a JIT. */
  readonly facts: boolean;
  /** What is used often of the unit is kept in variables of the function. */
  readonly outer: boolean;
  /** Temporaries whose lives do not overlap share a variable. */
  readonly slots: boolean;
  /** Chains of 64-bit operations are BigInts, of which a JIT compiler makes machine words; without a JIT, what is divided in loops. */
  readonly longs: boolean;
  /** Functions that a JIT compiler would find too large become several. */
  readonly split: boolean;
}

/** The kind of engine that runs generated code: one that compiles JavaScript, or one that only interprets it. */
export type Tune = 'jit' | 'jitless';

/** How many bits small integers have. */
export type SmallIntegers = 31 | 32;

/** How JavaScript is generated. */
export interface CompileOptions {
  /** What kind of engine will run it. */
  readonly tune: Tune;
  /** Whether generated code may use BigInt, which is the fastest way to divide 64 bits and, once it is optimised, to multiply them. */
  readonly bigInt: boolean;
  /**
   * Bits of the integers that are no numbers on the heap, in an engine that only interprets. Where pointers are compressed, as in every V8 but Node's, they have
   * 31: most words of numbers whose bits are mixed are allocated there.
   */
  readonly smallIntegers: SmallIntegers;
  /** Whether the bits of NaNs are kept exactly wherever a program can see them. */
  readonly exactNaN: boolean;
  readonly passes: PassSwitches;
  /** Functions whose constructs nest deeper are changed into state machines: JavaScript parsers recurse. */
  readonly maxNesting: number;
  /** Estimated bytes of bytecode: larger functions are split, where a JIT compiler runs them. V8 optimises none of more than 61,440. */
  readonly maxBytecode: number;
  /** A comment before each function: index, name, byte offsets. */
  readonly comments: boolean;
  /** Names of functions and locals; they are turned into identifiers. */
  readonly names?: NameSection;
}

/** All passes on. */
export const ALL_PASSES: PassSwitches = {
  constants: true,
  demand: true,
  forward: true,
  copies: true,
  branches: true,
  returns: true,
  invariants: true,
  reuse: true,
  calls: true,
  ladders: true,
  wraps: true,
  ranges: true,
  facts: true,
  outer: true,
  slots: true,
  longs: true,
  split: true,
};

/** What is compiled with where nothing else is said. */
export const DEFAULT_OPTIONS: CompileOptions = {
  tune: 'jit',
  bigInt: true,
  smallIntegers: 32,
  exactNaN: true,
  passes: ALL_PASSES,
  maxNesting: 200,
  maxBytecode: 48_000,
  comments: false,
};

/** Options of which any may be missing. */
export type PartialCompileOptions = Partial<Omit<CompileOptions, 'passes'>> & {
  readonly passes?: Partial<PassSwitches>;
};

/** Options with the defaults filled in. */
export function compileOptions(options: PartialCompileOptions = {}): CompileOptions {
  return { ...DEFAULT_OPTIONS, ...options, passes: { ...ALL_PASSES, ...options.passes } };
}
