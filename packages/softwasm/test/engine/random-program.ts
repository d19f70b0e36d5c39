/**
 * Random modules as text: terminating programs over all number types, locals, globals, memory, calls and every structured construct. What a NaN looks
 * like is never observed, for the specification leaves it open.
 */

/** A small generator of pseudo-random numbers: the same seed gives the same program everywhere. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** An integer from 0 to `bound` - 1. */
  below(bound: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) | 0;
    return Math.floor(((this.#state >>> 0) / 2 ** 32) * bound);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}

type Type = 'i32' | 'i64' | 'f32' | 'f64';

const TYPES: readonly Type[] = ['i32', 'i64', 'f32', 'f64'];

const INTEGER_BINARY = [
  'add',
  'sub',
  'mul',
  'and',
  'or',
  'xor',
  'shl',
  'shr_s',
  'shr_u',
  'rotl',
  'rotr',
  'div_s',
  'div_u',
  'rem_s',
  'rem_u',
  'add',
  'sub',
  'add',
];
const INTEGER_UNARY = ['clz', 'ctz', 'popcnt', 'extend8_s', 'extend16_s'];
const INTEGER_COMPARE = ['eq', 'ne', 'lt_s', 'lt_u', 'gt_s', 'gt_u', 'le_s', 'le_u', 'ge_s', 'ge_u'];
const FLOAT_BINARY = ['add', 'sub', 'mul', 'div', 'min', 'max'];
const FLOAT_UNARY = ['abs', 'neg', 'sqrt', 'ceil', 'floor', 'trunc', 'nearest'];
const FLOAT_COMPARE = ['eq', 'ne', 'lt', 'gt', 'le', 'ge'];
const CONSTANTS: Record<Type, readonly string[]> = {
  i32: ['0', '1', '-1', '2', '31', '32', '255', '65535', '0x7fffffff', '0x80000000', '1000003', '-12345', '8', '4'],
  i64: [
    '0',
    '1',
    '-1',
    '2',
    '63',
    '32',
    '0xffffffff',
    '0x100000000',
    '0x7fffffffffffffff',
    '0x8000000000000000',
    '1000000007',
    '-3',
  ],
  f32: ['0', '-0', '1', '-1.5', '0.1', '16777216', '1e30', 'inf', 'nan', '2147483648'],
  f64: ['0', '-0', '1', '-1.5', '0.1', '9007199254740993', '1e300', '-inf', 'nan', '4294967296.5'],
};
const LOADS: Record<Type, readonly string[]> = {
  i32: ['load', 'load8_s', 'load8_u', 'load16_s', 'load16_u'],
  i64: ['load', 'load8_s', 'load8_u', 'load16_s', 'load16_u', 'load32_s', 'load32_u', 'load'],
  f32: ['load'],
  f64: ['load'],
};
const STORES: Record<Type, readonly string[]> = {
  i32: ['store', 'store8', 'store16'],
  i64: ['store', 'store8', 'store16', 'store32', 'store'],
  f32: ['store'],
  f64: ['store'],
};

const PARAMS: readonly Type[] = ['i32', 'i64', 'f32', 'f64', 'i32', 'i64'];
const LOCALS: readonly Type[] = [...PARAMS, ...TYPES, ...TYPES];
/** Locals that loops count down in: nothing else writes them. */
const COUNTERS = 4;

class Program {
  readonly #random: Random;
  #labels: (Type | '')[] = [];
  #counters = 0;
  #callable = 0;
  #budget = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  module(): string {
    const functions = [0, 1, 2].map((index) => this.#function(index));
    return `(module (memory (export "memory") 1) (table funcref (elem $f0 $f1 $f0))
      (global $gi32 (mut i32) (i32.const 7)) (global $gi64 (mut i64) (i64.const -7)) (global $gf32 (mut f32) (f32.const 1)) (global $gf64 (mut f64) (f64.const 2))
      (type $t (func (param ${PARAMS.join(' ')}) (result i64)))
      (func $c32 (param f32) (result f32) (select (local.get 0) (f32.const 0.25) (f32.eq (local.get 0) (local.get 0))))
      (func $c64 (param f64) (result f64) (select (local.get 0) (f64.const 0.25) (f64.eq (local.get 0) (local.get 0))))
      (data (i32.const 0) "\\01\\02\\03\\04\\80\\ff\\00\\00\\00\\00\\00\\80\\3f\\00\\00\\f0\\bf softwasm softwasm softwasm")
      ${functions.join('\n')}
      (func (export "globals") (result i64) (i64.add (i64.extend_i32_u (global.get $gi32)) (i64.mul (global.get $gi64) (i64.const 31)))))`;
  }

  #function(index: number): string {
    this.#callable = index;
    this.#budget = 120;
    this.#counters = 0;
    this.#labels = [];
    const locals = LOCALS.slice(PARAMS.length).join(' ');
    const counters = Array.from({ length: COUNTERS }, () => 'i32').join(' ');
    return `(func $f${index} (export "f${index}") (type $t) (local ${locals} ${counters})
      ${this.#statements(4)} ${this.#expression('i64', 4)})`;
  }

  #statements(depth: number): string {
    return Array.from({ length: 1 + this.#random.below(4) }, () => this.#statement(depth)).join('\n');
  }

  #local(type: Type): number {
    const candidates = LOCALS.flatMap((t, i) => (t === type ? [i] : []));
    return this.#random.pick(candidates);
  }

  /** A float whose NaN is replaced. */
  #observed(type: Type, text: string): string {
    if (type === 'f32') return `(call $c32 ${text})`;
    return type === 'f64' ? `(call $c64 ${text})` : text;
  }

  #address(depth: number): string {
    const random = this.#random;
    // Mostly in bounds.
    if (random.below(12) === 0) return this.#expression('i32', depth);
    return `(i32.and ${this.#expression('i32', depth)} (i32.const 1023))`;
  }

  #statement(depth: number): string {
    const random = this.#random;
    this.#budget--;
    if (depth <= 0 || this.#budget < 0) return this.#set(1);
    switch (random.below(14)) {
      case 0:
        return this.#scoped('', () => `(block ${this.#statements(depth - 1)})`);
      case 1:
        return this.#loop(depth);
      case 2:
        return `(if ${this.#expression('i32', depth - 1)} (then ${this.#arm(depth)}) (else ${this.#arm(depth)}))`;
      case 3:
        return `(if ${this.#expression('i32', depth - 1)} (then ${this.#arm(depth)}))`;
      case 4:
      case 5: {
        const type = random.pick(TYPES);
        const value = this.#observed(type, this.#expression(type, depth - 1));
        return `(${type}.${random.pick(STORES[type])} offset=${random.below(20)} ${this.#address(depth - 1)} ${value})`;
      }
      case 6: {
        const type = random.pick(TYPES);
        return `(global.set $g${type} ${this.#observed(type, this.#expression(type, depth - 1))})`;
      }
      case 7:
        return `(drop ${this.#expression(random.pick(TYPES), depth - 1)})`;
      case 8:
        return this.#branch(depth);
      case 9:
        return this.#table(depth);
      case 10:
        return this.#ladder(depth);
      default:
        return this.#set(depth);
    }
  }

  #arm(depth: number): string {
    return this.#scoped('', () => this.#statements(depth - 1));
  }

  #scoped(label: Type | '', body: () => string): string {
    this.#labels.push(label);
    const text = body();
    this.#labels.pop();
    return text;
  }

  #set(depth: number): string {
    const type = this.#random.pick(TYPES);
    return `(local.set ${this.#local(type)} ${this.#expression(type, depth - 1)})`;
  }

  #loop(depth: number): string {
    if (this.#counters >= COUNTERS) return this.#set(depth);
    const counter = LOCALS.length + this.#counters++;
    const turns = 1 + this.#random.below(6);
    // A branch to the loop's own label would repeat it without counting: it is no target for others.
    this.#labels.push('i32');
    const body = this.#statements(depth - 1);
    this.#labels.pop();
    this.#counters--;
    return `(local.set ${counter} (i32.const ${turns}))
      (loop ${body} (br_if 0 (local.tee ${counter} (i32.sub (local.get ${counter}) (i32.const 1)))))`;
  }

  /** Labels of blocks without results, as depths. */
  #targets(): number[] {
    return this.#labels.flatMap((label, i) => (label === '' ? [this.#labels.length - 1 - i] : []));
  }

  #branch(depth: number): string {
    const targets = this.#targets();
    const condition = this.#expression('i32', depth - 1);
    if (targets.length === 0 || this.#random.below(6) === 0) {
      return `(if ${condition} (then (return ${this.#expression('i64', depth - 2)})))`;
    }
    const target = this.#random.pick(targets);
    if (this.#random.below(3) > 0) return `(br_if ${target} ${condition})`;
    return `(if ${condition} (then (br ${target + 1})))`;
  }

  #table(depth: number): string {
    const targets = this.#targets();
    if (targets.length === 0) return this.#set(depth);
    const labels = Array.from({ length: 1 + this.#random.below(5) }, () => this.#random.pick(targets) + 1);
    return `(block (br_if 0 ${this.#expression('i32', 1)}) (br_table ${labels.join(' ')} ${this.#expression('i32', depth - 1)}))`;
  }

  /** Nested blocks with a `br_table` at their head, as compilers write a `switch`. */
  #ladder(depth: number): string {
    const random = this.#random;
    const rungs = 2 + random.below(4);
    const labels = Array.from({ length: rungs + random.below(3) }, () => random.below(rungs + 1));
    const index = `(i32.and ${this.#expression('i32', depth - 2)} (i32.const 7))`;
    for (let i = 0; i < rungs + 1; i++) this.#labels.push('');
    let text = `(block (br_table ${labels.join(' ')} ${index}))`;
    for (let rung = 0; rung < rungs; rung++) {
      this.#labels.pop();
      const jump = random.below(2) === 0 ? `(br_if ${random.below(rungs - rung)} ${this.#expression('i32', 1)})` : '';
      const leave = random.below(2) === 0 ? `(br ${random.below(rungs - rung)})` : '';
      text = `(block ${text} ${jump} ${this.#statement(depth - 2)} ${leave})`;
    }
    this.#labels.pop();
    return text;
  }

  #expression(type: Type, depth: number): string {
    const random = this.#random;
    this.#budget--;
    if (depth <= 0 || this.#budget < 0) return this.#leaf(type);
    switch (random.below(16)) {
      case 0:
        return `(local.tee ${this.#local(type)} ${this.#expression(type, depth - 1)})`;
      case 1:
      case 2: {
        const load = `(${type}.${random.pick(LOADS[type])} offset=${random.below(20)} ${this.#address(depth - 1)})`;
        return load;
      }
      case 3:
        return `(select ${this.#expression(type, depth - 1)} ${this.#expression(type, depth - 1)} ${this.#expression('i32', depth - 1)})`;
      case 4:
        return `(if (result ${type}) ${this.#expression('i32', depth - 1)} (then ${this.#value(type, depth)}) (else ${this.#value(type, depth)}))`;
      case 5:
        return this.#scoped(type, () => `(block (result ${type}) ${this.#value(type, depth)})`);
      case 6:
        return this.#scoped(type, () => {
          const early = `(drop (br_if 0 ${this.#expression(type, depth - 1)} ${this.#expression('i32', depth - 1)}))`;
          return `(block (result ${type}) ${early} ${this.#expression(type, depth - 1)})`;
        });
      case 7:
        if (type === 'i64' && this.#callable > 0) return this.#call(depth);
        return this.#leaf(type);
      case 8:
      case 9:
        return this.#convert(type, depth);
      default:
        return this.#operate(type, depth);
    }
  }

  #value(type: Type, depth: number): string {
    // Inside an `if` or a `block` with a result: its label carries a value, and is no target of plain branches.
    return this.#scoped(type, () => {
      const before = this.#random.below(2) === 0 ? this.#statement(depth - 2) : '';
      return `${before} ${this.#expression(type, depth - 1)}`;
    });
  }

  #leaf(type: Type): string {
    const random = this.#random;
    switch (random.below(5)) {
      case 0:
      case 1:
        return `(${type}.const ${random.pick(CONSTANTS[type])})`;
      case 2:
        return `(global.get $g${type})`;
      default:
        return `(local.get ${this.#local(type)})`;
    }
  }

  #call(depth: number): string {
    const args = PARAMS.map((type) => this.#observed(type, this.#expression(type, depth - 2))).join(' ');
    if (this.#random.below(3) > 0) return `(call $f${this.#random.below(this.#callable)} ${args})`;
    if (this.#callable < 2) return this.#leaf('i64');
    return `(call_indirect (type $t) ${args} (i32.and ${this.#expression('i32', 1)} (i32.const 1)))`;
  }

  #operate(type: Type, depth: number): string {
    const random = this.#random;
    const isInteger = type === 'i32' || type === 'i64';
    if (type === 'i32' && random.below(3) === 0) {
      const operand = random.pick(TYPES);
      const op = random.pick(operand === 'i32' || operand === 'i64' ? INTEGER_COMPARE : FLOAT_COMPARE);
      return `(${operand}.${op} ${this.#expression(operand, depth - 1)} ${this.#expression(operand, depth - 1)})`;
    }
    if (type === 'i32' && random.below(8) === 0)
      return `(${random.pick(['i32', 'i64'])}.eqz `
        .replace('i64.eqz ', `i64.eqz ${this.#expression('i64', depth - 1)})`)
        .replace('i32.eqz ', `i32.eqz ${this.#expression('i32', depth - 1)})`);
    if (random.below(5) === 0) {
      return `(${type}.${random.pick(isInteger ? INTEGER_UNARY : FLOAT_UNARY)} ${this.#expression(type, depth - 1)})`;
    }
    const left = this.#expression(type, depth - 1);
    const right = this.#expression(type, depth - 1);
    if (!isInteger && random.below(7) === 0) return `(${type}.copysign ${left} ${this.#observed(type, right)})`;
    return `(${type}.${random.pick(isInteger ? INTEGER_BINARY : FLOAT_BINARY)} ${left} ${right})`;
  }

  #convert(type: Type, depth: number): string {
    const random = this.#random;
    const inner = (from: Type): string => this.#expression(from, depth - 1);
    const sign = random.pick(['_s', '_u']);
    if (type === 'i32' || type === 'i64') {
      const float = random.pick(['f32', 'f64'] as const);
      const same = type === 'i32' ? 'f32' : 'f64';
      switch (random.below(4)) {
        case 0:
          return `(${type}.trunc_sat_${float}${sign} ${inner(float)})`;
        case 1:
          return random.below(4) === 0 ? `(${type}.trunc_${float}${sign} ${inner(float)})` : this.#leaf(type);
        case 2:
          return `(${type}.reinterpret_${same} ${this.#observed(same, inner(same))})`;
        default:
          return type === 'i32' ? `(i32.wrap_i64 ${inner('i64')})` : `(i64.extend_i32${sign} ${inner('i32')})`;
      }
    }
    const integer = random.pick(['i32', 'i64'] as const);
    if (random.below(3) === 0)
      return type === 'f32' ? `(f32.demote_f64 ${inner('f64')})` : `(f64.promote_f32 ${inner('f32')})`;
    return `(${type}.convert_${integer}${sign} ${inner(integer)})`;
  }
}

/** The program of a seed. Its functions `f0`, `f1`, `f2` take {@link PARAMS} and give an i64. */
export function randomProgram(seed: number): string {
  return new Program(new Random(seed)).module();
}
