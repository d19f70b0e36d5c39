import { decodeModule } from '@softwasm/decoder';
import { i32_div_s, i32_div_u, i32_rem_s, i32_rem_u } from '@softwasm/numerics';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, it, test } from 'vitest';
import { compileOptions, Generator, ModuleShape } from '../src/index.ts';
import type { FunctionIR } from '../src/ir/function-ir.ts';
import { NODE_NAMES, type NodeOp, OP } from '../src/ir/node-ops.ts';
import { S_SET } from '../src/ir/statement-ops.ts';
import { type Interval, MAX, MIN, TRANSFERS } from '../src/passes/range-transfers.ts';
import { Ranges } from '../src/passes/ranges.ts';

const ANYTHING = [MIN, MAX];

/** A function of these instructions: parameters 0 and 1, then four locals, all i32. */
function analysed(body: string): { ir: FunctionIR; ranges: Ranges } {
  const text = `(module (memory 1) (func (param i32 i32) (local i32 i32 i32 i32) ${body}))`;
  const shape = new ModuleShape(validateModule(decodeModule(assemble(text))));
  // The IR as it is built, without passes that would drop what nothing needs.
  const passes = { constants: false, demand: false, forward: false, copies: false, returns: false, calls: false };
  const ir = new Generator(shape, compileOptions({ passes }), 'names').build(0);
  return { ir, ranges: new Ranges(ir) };
}

/** The interval of a local in it. */
function rangeOf(local: number, body: string): number[] {
  const { ir, ranges } = analysed(body);
  for (let v = 0; v < ir.varCount; v++) {
    if (ir.varLocal[v] === local) return [ranges.low(ir.get(v)), ranges.high(ir.get(v))];
  }
  throw new RangeError(`there is no local ${local}`);
}

const assign = (local: number, value: string): string => `(local.set ${local} ${value})`;
const step = (local: number, by: number): string => assign(local, `(i32.add (local.get ${local}) (i32.const ${by}))`);

describe('variables', () => {
  it('of which nothing is known are anything', () => {
    expect(rangeOf(0, '')).toEqual(ANYTHING);
    expect(rangeOf(2, assign(2, '(i32.load (i32.const 0))'))).toEqual(ANYTHING);
  });

  it('begin with zero, and take in whatever is assigned', () => {
    expect(rangeOf(2, '')).toEqual([0, 0]);
    expect(rangeOf(2, assign(2, '(i32.const 7)') + assign(2, '(i32.const -3)'))).toEqual([-3, 7]);
    expect(rangeOf(2, assign(2, '(i32.load8_u (local.get 0))'))).toEqual([0, 255]);
  });

  it('are followed through others, also those that are set later', () => {
    expect(
      rangeOf(
        3,
        `(loop ${assign(3, '(local.get 2)')} ${assign(2, '(i32.load16_s (local.get 0))')} (br_if 0 (local.get 0)))`,
      ),
    ).toEqual([-0x8000, 0x7fff]);
  });

  it('that grow without a bound are anything', () => {
    expect(rangeOf(2, `(loop ${step(2, 1)} (br_if 0 (i32.lt_s (local.get 0) (i32.const 5))))`)).toEqual(ANYTHING);
  });

  it('that shrink by shifts stay small', () => {
    const body =
      assign(2, '(i32.const 1000)') +
      `(loop ${assign(2, '(i32.shr_u (local.get 2) (i32.const 1))')} (br_if 0 (local.get 2)))`;
    expect(rangeOf(2, body)).toEqual([0, 1000]);
  });
});

describe('counters', () => {
  const doWhile = (by: number, condition: string): string => `(loop ${step(2, by)} (br_if 0 ${condition}))`;

  it.each([
    ['lt_s', '(i32.lt_s (local.get 2) (i32.const 10))', 1, [0, 10]],
    ['le_s', '(i32.le_s (local.get 2) (i32.const 10))', 1, [0, 11]],
    ['gt_s, the other way round', '(i32.gt_s (i32.const 10) (local.get 2))', 1, [0, 10]],
    ['a stride', '(i32.lt_s (local.get 2) (i32.const 10))', 4, [0, 13]],
    ['a bound that is a small variable', '(i32.lt_u (local.get 2) (local.get 3))', 1, [0, 255]],
    ['ne, hit exactly', '(i32.ne (local.get 2) (i32.const 12))', 4, [0, 12]],
    ['down to zero', '(i32.gt_s (local.get 2) (i32.const -8))', -1, [-8, 0]],
    ['ne, downwards', '(i32.ne (local.get 2) (i32.const -12))', -4, [-12, 0]],
  ])('are bounded at the end of a loop: %s', (_, condition, by, expected) => {
    expect(rangeOf(2, assign(3, '(i32.load8_u (local.get 0))') + doWhile(by, condition))).toEqual(expected);
  });

  it.each([
    ['a bound that may be negative as an unsigned word', '(i32.lt_u (local.get 2) (local.get 0))', 1],
    ['a bound that may be the greatest word', '(i32.le_s (local.get 2) (local.get 0))', 1],
    ['ne, stepped over', '(i32.ne (local.get 2) (i32.const 10))', 4],
    ['ne with what may be below', '(i32.ne (local.get 2) (i32.const -4))', 4],
    ['the wrong direction', '(i32.gt_s (local.get 2) (i32.const 10))', 1],
    ['another variable', '(i32.lt_s (local.get 4) (i32.const 10))', 1],
  ])('are not bounded by %s', (_, condition, by) => {
    expect(rangeOf(2, doWhile(by, condition))).toEqual(ANYTHING);
  });

  it('are bounded at the head of a loop', () => {
    const below = '(i32.lt_s (local.get 2) (i32.const 10))';
    expect(rangeOf(2, `(loop (if ${below} (then ${step(2, 1)} (br 1))))`)).toEqual([0, 10]);
    const above = '(i32.ge_s (local.get 2) (i32.const 10))';
    expect(rangeOf(2, `(block (loop (br_if 1 ${above}) ${step(2, 1)} (br 0)))`)).toEqual([0, 10]);
  });

  it('are bounded by one of two conditions that both hold, or neither', () => {
    const below = '(i32.lt_s (local.get 2) (i32.const 10))';
    expect(rangeOf(2, `(loop (if (i32.and (local.get 0) ${below}) (then ${step(2, 1)} (br 1))))`)).toEqual([0, 10]);
    expect(rangeOf(2, `(loop (if (i32.or (local.get 0) ${below}) (then ${step(2, 1)} (br 1))))`)).toEqual(ANYTHING);
    const above = '(i32.ge_s (local.get 2) (i32.const 10))';
    const until = (condition: string): string => `(block (loop (br_if 1 ${condition}) ${step(2, 1)} (br 0)))`;
    expect(rangeOf(2, until(`(i32.or ${above} (local.get 0))`))).toEqual([0, 10]);
    expect(rangeOf(2, until(`(i32.and ${above} (local.get 0))`))).toEqual(ANYTHING);
    // The first says nothing by itself, and must not be taken for what the second says.
    const notEqual = '(i32.ne (local.get 2) (local.get 0))';
    expect(rangeOf(2, `(loop (if (i32.and ${notEqual} ${below}) (then ${step(2, 4)} (br 1))))`)).toEqual([0, 13]);
  });

  it('in a loop around are bounded where they begin anew, and not elsewhere', () => {
    const inner = doWhile(1, '(i32.lt_s (local.get 2) (i32.const 10))');
    const outer = (before: string): string => `(loop ${before} ${inner} (br_if 0 (local.get 0)))`;
    expect(rangeOf(2, outer(assign(2, '(i32.const 3)')))).toEqual([0, 10]);
    expect(rangeOf(2, outer(''))).toEqual(ANYTHING);
    // Set, but not always.
    expect(rangeOf(2, outer(`(if (local.get 1) (then ${assign(2, '(i32.const 3)')}))`))).toEqual(ANYTHING);
  });

  it('are none with two steps, or with one in a loop within', () => {
    const below = '(i32.lt_s (local.get 2) (i32.const 10))';
    expect(rangeOf(2, `(loop ${step(2, 1)} ${step(2, 1)} (br_if 0 ${below}))`)).toEqual(ANYTHING);
    const inner = `(loop ${step(2, 1)} (br_if 0 (local.get 0)))`;
    expect(rangeOf(2, `(loop ${inner} (br_if 0 ${below}))`)).toEqual(ANYTHING);
  });

  it('are none where another branch continues the loop without the test', () => {
    const below = '(i32.lt_s (local.get 2) (i32.const 10))';
    expect(rangeOf(2, `(loop ${step(2, 1)} (br_if 0 (local.get 0)) (br_if 0 ${below}))`)).toEqual(ANYTHING);
  });
});

describe('steps', () => {
  /** Whether the step of local 2 is an exact sum. */
  function isStepExact(body: string): boolean {
    const { ir, ranges } = analysed(body);
    for (let i = 0; i < ir.statementCount; i++) {
      if (ir.kind[i] === S_SET && ir.varLocal[ir.x[i]!] === 2 && ir.op[ir.y[i]!] === OP.add)
        return ranges.isExact(ir.y[i]!);
    }
    throw new RangeError('there is no step');
  }

  it('below a bound that may be any word do not wrap around', () => {
    const below = '(i32.lt_s (local.get 2) (local.get 0))';
    expect(isStepExact(`(loop (if ${below} (then ${step(2, 1)} (br 1))))`)).toBe(true);
    expect(isStepExact(`(loop ${step(2, 1)} (br_if 0 ${below}))`)).toBe(true);
  });

  it('may wrap around where the bound does not keep them from it', () => {
    const atMost = '(i32.le_s (local.get 2) (local.get 0))';
    expect(isStepExact(`(loop (if ${atMost} (then ${step(2, 1)} (br 1))))`)).toBe(false);
    const below = '(i32.lt_s (local.get 2) (local.get 0))';
    expect(isStepExact(`(loop (if ${below} (then ${step(2, 2)} (br 1))))`)).toBe(false);
    // From what may be the greatest word.
    expect(isStepExact(`${assign(2, '(local.get 1)')}(loop ${step(2, 1)} (br_if 0 ${below}))`)).toBe(false);
  });
});

/** What a binary operator computes, for the operators whose intervals are computed. */
const FOLDS: Partial<Record<NodeOp, (a: number, b: number) => number>> = {
  add: (a, b) => (a + b) | 0,
  sub: (a, b) => (a - b) | 0,
  mul: Math.imul,
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
  shl: (a, b) => a << b,
  shr_s: (a, b) => a >> b,
  shr_u: (a, b) => (a >>> b) | 0,
  div_s: i32_div_s,
  div_u: i32_div_u,
  rem_s: i32_rem_s,
  rem_u: i32_rem_u,
};

const EDGES = [MIN, MIN + 1, -65_536, -256, -7, -1, 0, 1, 2, 31, 32, 255, 65_535, 65_536, MAX - 1, MAX];

describe('intervals of operators', () => {
  test.each(Object.keys(FOLDS) as NodeOp[])('%s holds all its results', (name) => {
    const transfer = TRANSFERS[OP[name]]!;
    const fold = FOLDS[name]!;
    const traps = (a: number, b: number): boolean =>
      (name.startsWith('div') || name.startsWith('rem')) && (b === 0 || (name === 'div_s' && a === MIN && b === -1));
    const outside: string[] = [];
    const r: Interval = { low: 0, high: 0 };
    const intervals = EDGES.flatMap((low, i) => EDGES.slice(i, i + 4).map((high) => [low, high] as const));
    for (const [aLow, aHigh] of intervals) {
      for (const [bLow, bHigh] of intervals) {
        transfer(r, aLow, aHigh, bLow, bHigh);
        // Beyond the words: nothing is known.
        if (r.low < MIN || r.high > MAX) continue;
        for (const a of EDGES.filter((x) => x >= aLow && x <= aHigh)) {
          for (const b of EDGES.filter((x) => x >= bLow && x <= bHigh)) {
            if (traps(a, b)) continue;
            const result = fold(a, b);
            if (result < r.low || result > r.high)
              outside.push(`${name}(${a}, ${b}) in [${aLow}, ${aHigh}] [${bLow}, ${bHigh}]`);
          }
        }
      }
    }
    expect(outside).toEqual([]);
  });

  it('are computed for all binary operators that have one', () => {
    const binary = NODE_NAMES.filter(
      (name, op) => TRANSFERS[op] !== undefined && !/^load|^c[lt]z$|^popcnt$/.test(name),
    );
    expect(binary.sort()).toEqual(Object.keys(FOLDS).sort());
  });
});
