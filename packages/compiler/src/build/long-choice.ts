import {
  BLOCKTYPE_EMPTY,
  blocktypeIsIndex,
  blocktypeResult,
  CATEGORIES,
  type GlobalType,
  HEADER_SLOTS,
  I64,
  INSTRUCTION_ID,
  INSTRUCTION_NAMES,
  instructionSlots,
  SIGNATURES,
  type ValType,
} from '@softwasm/syntax';
import type { SmallIntegers } from '../options.ts';
import { GAINS, type Gains, ROLES, ROLES_OF_31, SIGNED, SIGNS, UNSIGNED } from './long-gains.ts';
import { mentions } from './mentions.ts';
import { opens, skipUnreachable } from './unreachable.ts';

/*
 * Without a JIT a 64-bit division of words takes several times as long as one of BigInts, as long as operands and results stay BigInts: it is the way from
 * words to BigInts and back that costs. So values that are divided, multiplied, compared and copied around loops are BigInts from end to end, and all
 * others words. Where small integers have 31 bits, words are numbers on the heap, as BigInts are, only more of them: there hash functions are BigInts, too.
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

const DIVISIONS: readonly number[] = ROLES.flatMap((role, id) => (role === 'divide' ? [id] : []));

const {
  block: BLOCK,
  loop: LOOP,
  if: IF,
  else: ELSE,
  end: END,
  br: BR,
  br_if: BR_IF,
  br_table: BR_TABLE,
} = INSTRUCTION_ID;
const { delegate: DELEGATE, nop: NOP } = INSTRUCTION_ID;
const LEAVING: ReadonlySet<number> = new Set(
  INSTRUCTION_NAMES.flatMap((name, id) => (/^(?:return.*|unreachable|(?:re)?throw.*)$/.test(name) ? [id] : [])),
);

/** What an instruction in a loop counts, for those outside of it; deeper than this counts the same. */
const LOOP_WEIGHT = 8;
const MAX_LOOPS = 4;

/** Values on the stack that are no class: constants, which are of either kind, and what is words or no integer of 64 bits. */
const CONSTANT = -2;
const OTHER = -1;
/** What a comparison of 64 bits comes to. */
const TRUTH = -3;

/** Whether a construct of this type has one result, an `i64`, and takes nothing. */
function isLong(blocktype: number): boolean {
  return blocktype !== BLOCKTYPE_EMPTY && !blocktypeIsIndex(blocktype) && blocktypeResult(blocktype) === I64;
}

/** What is known of a construct that is open. */
interface Construct {
  readonly isLoop: boolean;
  readonly type: number;
  /** The class of its result, should it have one, alone. */
  readonly result: number;
  /** How many operands that are known lie below, as long as none is lost: so many times all were before. */
  readonly height: number;
  readonly losses: number;
}

const NO_RESULT: Construct = { isLoop: false, type: BLOCKTYPE_EMPTY, result: OTHER, height: 0, losses: 0 };

/** That of a word, as a power of two. */
const WORD_ALIGNMENT = 2;

/**
 * Chooses the values of a body that are BigInts. Linear.
 *
 * @param types of the locals, of which the first `params` come from the caller, as words
 */
export function chooseLongs(
  code: Int32Array,
  types: readonly ValType[],
  params: number,
  smallIntegers: SmallIntegers,
  globals: readonly GlobalType[],
): LongChoice {
  if (smallIntegers === 32 ? !divides(code) : !types.includes(I64)) return NO_LONGS;
  const classes = new Classes(types, params, smallIntegers, globals);
  for (let pc = 0; pc < code.length; pc += instructionSlots(code, pc)) {
    if (!classes.reachable) pc = skipUnreachable(code, pc);
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
  private readonly globals: readonly GlobalType[];
  private readonly params: number;
  /** Whether words are small integers, so that only what is divided is worth it. */
  private readonly hasSmallWords: boolean;
  private readonly gains: Gains;
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
  /** Classes, as they were made, of words that were extended, and locals that were set to such a word last. */
  private readonly extended = new Set<number>();
  private readonly shortLocals = new Set<number>();
  /** The low word of the constant pushed last. */
  private constant = 0;
  /** In straight-line code: the global that was set last, and to what. */
  private global = -1;
  private valueOfGlobal = OTHER;
  private readonly open: Construct[] = [];
  /** How often all operands became words. */
  private losses = 0;
  /** Whether the next instruction can be reached, as far as that is seen at once. */
  reachable = true;
  private loops = 0;
  private weight = 1;

  constructor(types: readonly ValType[], params: number, smallIntegers: SmallIntegers, globals: readonly GlobalType[]) {
    this.globals = globals;
    this.types = types;
    this.params = params;
    this.hasSmallWords = smallIntegers === 32;
    this.gains = GAINS[smallIntegers];
  }

  /** Looks at the next instruction; `at` is the slot of its first immediate, which is `operand`. */
  visit(id: number, at: number, operand: number): void {
    const { stack, gains } = this;
    const role = ROLES[id]!;
    if (this.hasSmallWords && ROLES_OF_31.has(role)) {
      this.other(id, at, operand);
      return;
    }
    switch (role) {
      case 'const':
        this.constant = operand;
        stack.push(CONSTANT);
        break;
      case 'get':
        this.get(operand);
        break;
      case 'set':
        this.assign(operand, this.pop());
        break;
      case 'tee':
        this.assign(operand, this.pop());
        this.get(operand);
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
        const gain = divisor === CONSTANT ? gains.divideByConstant : gains.divide;
        const result = this.operate(at, [this.pop(), divisor], gain, SIGNS[id]!);
        this.divided[this.find(result)] = true;
        break;
      }
      case 'multiply':
        this.multiply(at, this.pop(), this.pop());
        break;
      case 'add':
        this.operate(at, [this.pop(), this.pop()], gains.add, 0);
        break;
      case 'bitwise':
        this.operate(at, [this.pop(), this.pop()], gains.bitwise, 0);
        break;
      case 'shift':
      case 'rotate': {
        const isSwap = role === 'rotate' && (this.constant & 31) === 0;
        if (this.pop() === CONSTANT) this.operate(at, [this.pop()], isSwap ? gains.swap : gains[role], 0);
        else this.lose(1, 1);
        break;
      }
      case 'load':
        this.pop();
        this.operate(at, [], this.gainOfAccess(operand), 0);
        break;
      case 'store': {
        const value = this.pop();
        this.pop();
        if (value >= 0) this.note(at, [value], this.gainOfAccess(operand), 0);
        break;
      }
      case 'extend': {
        const gain = this.pop() === TRUTH ? gains.extendTruth : gains.extend;
        this.extended.add(this.operate(at, [], gain, 0));
        break;
      }
      case 'wrap': {
        const value = this.pop();
        if (value >= 0) this.add(value, gains.wrap);
        stack.push(OTHER);
        break;
      }
      case 'global.get':
        if (operand === this.global) stack.push(this.valueOfGlobal);
        else if (this.globals[operand]?.type === I64) this.operate(at, [], gains.access, 0);
        else stack.push(OTHER);
        break;
      case 'global.set': {
        const value = this.pop();
        this.global = operand;
        this.valueOfGlobal = value;
        if (value >= 0) this.note(at, [value], gains.access, 0);
        break;
      }
      case 'select': {
        this.pop();
        const values = [this.pop(), this.pop()];
        if (values.some((value) => value >= 0)) this.operate(at, values, gains.select, 0);
        else stack.push(OTHER);
        break;
      }
      default:
        this.other(id, at, operand);
    }
  }

  /** @param alignment of eight bytes, as a power of two */
  private gainOfAccess(alignment: number): number {
    return alignment === WORD_ALIGNMENT ? this.gains.accessByCall : this.gains.access;
  }

  private multiply(at: number, x: number, y: number): void {
    const isOfWords = this.extended.has(x) && this.extended.has(y);
    this.operate(at, [x, y], isOfWords ? this.gains.multiplyWords : this.gains.multiply, 0);
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
    if (local < this.params) this.score[made] = this.gains.fromWords;
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
    if (value === OTHER) this.add(at, this.gains.fromWords);
    if (value < 0) return;
    const a = this.find(at);
    const b = this.find(value);
    if (a === b) return;
    this.parent[b] = a;
    this.score[a]! += this.score[b]!;
    this.signs[a]! |= this.signs[b]!;
    this.divided[a] = this.divided[a]! || this.divided[b]!;
  }

  private get(local: number): void {
    const known = this.classOf(local);
    if (known < 0 || !this.shortLocals.has(local)) {
      this.stack.push(known);
      return;
    }
    const made = this.make();
    this.join(known, made);
    this.extended.add(made);
    this.stack.push(made);
  }

  private assign(local: number, value: number): void {
    const target = this.classOf(local);
    if (target < 0) return;
    if (this.extended.has(value)) this.shortLocals.add(local);
    else this.shortLocals.delete(local);
    this.join(target, value);
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
    if (operands.some((value) => value >= 0)) this.note(at, operands, this.gains.compare, sign);
    this.stack.push(TRUTH);
  }

  /** What takes words. Where results are not known, nothing is known of the stack any more. */
  private other(id: number, at: number, operand: number): void {
    const signature = SIGNATURES[id];
    if (CATEGORIES[id] === 'control') this.control(id, at, operand);
    else if (signature === null || signature === undefined) this.loseAll();
    else this.lose(signature.params.length, signature.results.length);
  }

  private control(id: number, at: number, operand: number): void {
    if (this.hasSmallWords) {
      this.loseAll();
      this.follow(id, { ...NO_RESULT, isLoop: id === LOOP });
      return;
    }
    const { stack, open } = this;
    this.global = -1;
    const construct = open[open.length - 1] ?? NO_RESULT;
    if (id === IF || id === BR_IF || id === BR_TABLE) this.pop();
    if (id === BLOCK || id === IF) {
      const result = isLong(operand) ? this.make() : OTHER;
      if (result >= 0) this.instructions.push(at, result);
      this.follow(id, { isLoop: false, type: operand, result, height: stack.length, losses: this.losses });
    } else if (opens(id)) {
      if (id !== LOOP) this.loseAll();
      this.follow(id, { isLoop: id === LOOP, type: operand, result: OTHER, height: stack.length, losses: this.losses });
    } else if (id === BR || id === BR_IF) {
      this.carry(open[open.length - 1 - operand]);
      if (id === BR) this.reachable = false;
    } else if (id === ELSE || id === END) {
      this.carry(construct);
      stack.length = Math.min(stack.length, this.heightOf(construct));
      if (id === END) {
        this.follow(id, construct);
        this.pushResult(construct);
      }
      this.reachable = true;
    } else if (id !== NOP) {
      this.loseAll();
      if (id === DELEGATE) open.pop();
      this.reachable = id !== BR_TABLE && !LEAVING.has(id);
    }
  }

  private pushResult({ type, result }: Construct): void {
    if (type === BLOCKTYPE_EMPTY) return;
    if (blocktypeIsIndex(type)) this.loseAll();
    else this.stack.push(result);
  }

  /** What is on top of the stack becomes the result of a construct. */
  private carry(construct: Construct | undefined): void {
    const { stack } = this;
    if (construct === undefined || construct.result < 0 || !this.reachable) return;
    const top = stack[stack.length - 1];
    this.join(construct.result, stack.length > this.heightOf(construct) ? top! : OTHER);
  }

  private loseAll(): void {
    this.lose(this.stack.length, 0);
    this.losses++;
  }

  private heightOf({ height, losses }: Construct): number {
    return losses === this.losses ? height : 0;
  }

  /** Operands become words, and so many results are. */
  private lose(operands: number, results: number): void {
    for (let n = 0; n < operands; n++) {
      const value = this.pop();
      if (value >= 0) this.add(value, this.gains.toWords);
    }
    for (let n = 0; n < results; n++) this.stack.push(OTHER);
  }

  private follow(id: number, construct: Construct): void {
    if (opens(id)) {
      this.open.push(construct);
      if (id === LOOP) this.loops++;
    } else if (id === END && this.open.pop()?.isLoop === true) this.loops--;
    this.weight = LOOP_WEIGHT ** Math.min(this.loops, MAX_LOOPS);
  }

  choice(): LongChoice {
    const { parent, score, signs } = this;
    const isGood = (at: number): boolean =>
      (!this.hasSmallWords || this.divided[at]!) && score[at]! > 0 && signs[at]! !== (SIGNED | UNSIGNED);
    // All BigInts of a body are of one sign; those that are of none may have either.
    const totals = [0, 0, 0];
    for (let at = 0; at < parent.length; at++) {
      if (parent[at] === at && isGood(at)) totals[signs[at]!]! += score[at]!;
    }
    const sign = totals[SIGNED]! > totals[UNSIGNED]! ? SIGNED : UNSIGNED;
    const isChosen = (at: number): boolean => isGood(this.find(at)) && (signs[this.find(at)]! | sign) === sign;
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
