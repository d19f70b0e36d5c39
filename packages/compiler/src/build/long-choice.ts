import {
  CATEGORIES,
  HEADER_SLOTS,
  I64,
  INSTRUCTION_ID,
  INSTRUCTION_NAMES,
  instructionSlots,
  SIGNATURES,
  type ValType,
} from '@softwasm/syntax';
import { mentions } from './mentions.ts';
import { opens } from './unreachable.ts';

/*
 * Without a JIT a 64-bit division of words takes several times as long as one of BigInts, as long as operands and results stay BigInts: it is the way from
 * words to BigInts and back that costs. So values that are divided, multiplied, compared and copied around loops are BigInts from end to end, and all
 * others words.
 *
 * Values that have to be of one kind (a local, whatever is assigned to it, the operands and the result of an operation) are a class. What of a class is
 * faster as BigInts, and what slower, is added up over the body, loops counting more; it is a guess of what is faster, and right either way.
 */

/** Which values of a body are BigInts. */
export interface LongChoice {
  /** Locals that are. */
  readonly locals: ReadonlySet<number>;
  /** Instructions that operate on them, by the slot of their first immediate. */
  readonly instructions: ReadonlySet<number>;
  /** Whether their BigInts are signed. */
  readonly signed: boolean;
}

export const NO_LONGS: LongChoice = { locals: new Set(), instructions: new Set(), signed: false };

/** What is gained by BigInts, in nanoseconds of V8's interpreter; below 0, lost. */
const GAIN = {
  divide: 25,
  divideByConstant: 0,
  multiply: 20,
  add: -8,
  compare: 3,
  select: 0,
  /** The way from words to a BigInt, and back. */
  fromWords: -27,
  toWords: -22,
} as const;

type Role =
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
  | '';

/** By instruction. */
const ROLES: readonly Role[] = INSTRUCTION_NAMES.map((name): Role => {
  if (/^local\./.test(name)) return name.slice('local.'.length) as Role;
  if (name === 'i64.const' || name === 'i64.eqz') return name.slice('i64.'.length) as Role;
  if (name === 'drop') return 'drop';
  if (name === 'select' || name === 'select t') return 'select';
  if (/^i64\.(?:div|rem)_[su]$/.test(name)) return 'divide';
  if (name === 'i64.mul') return 'multiply';
  if (/^i64\.(?:add|sub)$/.test(name)) return 'add';
  return /^i64\.(?:eq|ne|[lg][te]_[su])$/.test(name) ? 'compare' : '';
});

const DIVISIONS: readonly number[] = ROLES.flatMap((role, id) => (role === 'divide' ? [id] : []));

/** What sign an instruction takes its operands with: bits of {@link SIGNED} and {@link UNSIGNED}. */
const UNSIGNED = 1;
const SIGNED = 2;
const SIGNS: Uint8Array = Uint8Array.from(INSTRUCTION_NAMES, (name) =>
  /^i64\..*_s$/.test(name) ? SIGNED : /^i64\..*_u$/.test(name) ? UNSIGNED : 0,
);

const LOOP = INSTRUCTION_ID.loop;
const END = INSTRUCTION_ID.end;

/** What an instruction in a loop counts, for those outside of it; deeper than this counts the same. */
const LOOP_WEIGHT = 8;
const MAX_LOOPS = 4;

/** Values on the stack that are no class: constants, which are of either kind, and what is words or no integer of 64 bits. */
const CONSTANT = -2;
const OTHER = -1;

/**
 * Chooses the values of a body that are BigInts. Linear.
 *
 * @param types of the locals, of which the first `params` come from the caller, as words
 */
export function chooseLongs(code: Int32Array, types: readonly ValType[], params: number): LongChoice {
  if (!divides(code)) return NO_LONGS;
  const classes = new Classes(types, params);
  for (let pc = 0; pc < code.length; pc += instructionSlots(code, pc)) {
    classes.visit(code[pc]!, pc + HEADER_SLOTS, code[pc + HEADER_SLOTS]!);
  }
  return classes.choice();
}

function divides(code: Int32Array): boolean {
  if (!DIVISIONS.some((id) => mentions(code, id))) return false;
  for (let pc = 0; pc < code.length; pc += instructionSlots(code, pc)) {
    if (ROLES[code[pc]!] === 'divide') return true;
  }
  return false;
}

class Classes {
  private readonly types: readonly ValType[];
  private readonly params: number;
  // By class; the root of a class stands for all that were joined with it.
  private readonly parent: number[] = [];
  private readonly score: number[] = [];
  private readonly signs: number[] = [];
  private readonly divided: boolean[] = [];
  /** By local; missing: not mentioned yet. */
  private readonly localClass: number[] = [];
  /** Pairs: the place of an instruction, its class. */
  private readonly instructions: number[] = [];
  /** Classes of the operands on top of the stack, as far as straight-line code knows. */
  private readonly stack: number[] = [];
  /** Whether each open construct is a loop. */
  private readonly open: boolean[] = [];
  private loops = 0;
  private weight = 1;

  constructor(types: readonly ValType[], params: number) {
    this.types = types;
    this.params = params;
  }

  /** Looks at the next instruction; `at` is the slot of its first immediate, which is `operand`. */
  visit(id: number, at: number, operand: number): void {
    const { stack } = this;
    switch (ROLES[id]!) {
      case 'const':
        stack.push(CONSTANT);
        break;
      case 'get':
        stack.push(this.classOf(operand));
        break;
      case 'set':
        this.assign(operand, this.pop());
        break;
      case 'tee':
        this.assign(operand, this.pop());
        stack.push(this.classOf(operand));
        break;
      case 'drop':
        this.pop();
        break;
      case 'eqz':
        this.compare(at, [this.pop()], 0);
        break;
      case 'compare':
        this.compare(at, [this.pop(), this.pop()], SIGNS[id]!);
        break;
      case 'divide': {
        const divisor = this.pop();
        const gain = divisor === CONSTANT ? GAIN.divideByConstant : GAIN.divide;
        const result = this.operate(at, [this.pop(), divisor], gain, SIGNS[id]!);
        this.divided[this.find(result)] = true;
        break;
      }
      case 'multiply':
        this.operate(at, [this.pop(), this.pop()], GAIN.multiply, 0);
        break;
      case 'add':
        this.operate(at, [this.pop(), this.pop()], GAIN.add, 0);
        break;
      case 'select': {
        this.pop();
        const values = [this.pop(), this.pop()];
        if (values.some((value) => value >= 0)) this.operate(at, values, GAIN.select, 0);
        else stack.push(OTHER);
        break;
      }
      default:
        this.other(id);
    }
  }

  private pop(): number {
    return this.stack.pop() ?? OTHER;
  }

  private classOf(local: number): number {
    if (this.types[local] !== I64) return OTHER;
    const known = this.localClass[local];
    if (known !== undefined) return known;
    const made = this.make();
    this.localClass[local] = made;
    // Once, where the function begins.
    if (local < this.params) this.score[made] = GAIN.fromWords;
    return made;
  }

  private make(): number {
    this.parent.push(this.parent.length);
    this.score.push(0);
    this.signs.push(0);
    this.divided.push(false);
    return this.parent.length - 1;
  }

  private find(at: number): number {
    const { parent } = this;
    let root = at;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!;
      root = parent[root]!;
    }
    return root;
  }

  private add(at: number, gain: number): void {
    this.score[this.find(at)]! += gain * this.weight;
  }

  /** A value gets into a class, as it is or by way of words. */
  private join(at: number, value: number): void {
    if (value === OTHER) this.add(at, GAIN.fromWords);
    if (value < 0) return;
    const a = this.find(at);
    const b = this.find(value);
    if (a === b) return;
    this.parent[b] = a;
    this.score[a]! += this.score[b]!;
    this.signs[a]! |= this.signs[b]!;
    this.divided[a] = this.divided[a]! || this.divided[b]!;
  }

  private assign(local: number, value: number): void {
    const target = this.classOf(local);
    if (target >= 0) this.join(target, value);
  }

  /** An instruction whose operands are of one class, and its result, which is pushed. @returns the class */
  private operate(at: number, operands: readonly number[], gain: number, sign: number): number {
    const result = this.note(at, operands, gain, sign);
    this.stack.push(result);
    return result;
  }

  private note(at: number, operands: readonly number[], gain: number, sign: number): number {
    const all = operands.find((value) => value >= 0) ?? this.make();
    for (const value of operands) this.join(all, value);
    this.add(all, gain);
    this.signs[this.find(all)]! |= sign;
    this.instructions.push(at, all);
    return all;
  }

  private compare(at: number, operands: readonly number[], sign: number): void {
    if (operands.some((value) => value >= 0)) this.note(at, operands, GAIN.compare, sign);
    this.stack.push(OTHER);
  }

  /** What takes words. Constructs and calls take all that is there. */
  private other(id: number): void {
    const signature = SIGNATURES[id];
    const isControl = signature === null || signature === undefined || CATEGORIES[id] === 'control';
    const takes = isControl ? this.stack.length : signature.params.length;
    for (let n = 0; n < takes; n++) {
      const value = this.pop();
      if (value >= 0) this.add(value, GAIN.toWords);
    }
    if (isControl) this.follow(id);
    else for (let n = 0; n < signature.results.length; n++) this.stack.push(OTHER);
  }

  private follow(id: number): void {
    if (opens(id)) {
      this.open.push(id === LOOP);
      if (id === LOOP) this.loops++;
    } else if (id === END && this.open.pop() === true) this.loops--;
    this.weight = LOOP_WEIGHT ** Math.min(this.loops, MAX_LOOPS);
  }

  choice(): LongChoice {
    const { parent, score, signs } = this;
    const isGood = (at: number): boolean => this.divided[at]! && score[at]! > 0 && signs[at]! !== (SIGNED | UNSIGNED);
    // All BigInts of a body are of one sign.
    const totals = [0, 0, 0];
    for (let at = 0; at < parent.length; at++) {
      if (parent[at] === at && isGood(at)) totals[signs[at]!]! += score[at]!;
    }
    const sign = totals[SIGNED]! > totals[UNSIGNED]! ? SIGNED : UNSIGNED;
    const isChosen = (at: number): boolean => isGood(this.find(at)) && signs[this.find(at)] === sign;
    const locals = new Set<number>();
    this.localClass.forEach((at, local) => {
      if (isChosen(at)) locals.add(local);
    });
    const instructions = new Set<number>();
    for (let i = 0; i < this.instructions.length; i += 2) {
      if (isChosen(this.instructions[i + 1]!)) instructions.add(this.instructions[i]!);
    }
    return { locals, instructions, signed: sign === SIGNED };
  }
}
