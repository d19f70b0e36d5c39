import type { ValType } from '@softwasm/syntax';
import { HANDLER, type HandlerName } from '../handlers/index.ts';
import { OPERATION } from '../operations.generated.ts';
import { CodeWriter, grown } from './code-writer.ts';
import { LoopConstants } from './loop-constants.ts';
import { PAIR, REFERENCE, REGISTERS, type Shape, shapeOf, WORD } from './shapes.ts';

export type OperationName = keyof typeof OPERATION;

/** The operand is a constant; no register has it yet. */
const CONSTANT = -1;
const MOVES: readonly number[] = [OPERATION.move_1, OPERATION.move_2, OPERATION.move_4, OPERATION.move_ref];
/** Two moves one after the other are one operation. */
const DOUBLE_MOVES = new Map<number, number>([
  [OPERATION.move_1, OPERATION['move_1 move_1']],
  [OPERATION.move_2, OPERATION['move_2 move_2']],
]);

/**
 * The operands of the function that is being translated, and the emission of operations on them. Every operand has a register of its own, its *place*, given
 * by what lies below it; but one that is a local or a constant stays that until somebody changes the local, or control flow joins.
 */
export class Operands {
  readonly code: CodeWriter = new CodeWriter();
  /** The byte offset of the instruction that is being translated. */
  protected offset = 0;
  /** Whether any of the function's values is a reference. */
  protected hasReferences = false;

  /** By local: its first register, and its shape. */
  localRegisters: number[] = [];
  localShapes: Shape[] = [];

  /** How many operands there are. By index from the bottom: */
  protected height = 0;
  private shapes = new Uint8Array(64);
  /** The register in which it is; `CONSTANT`. */
  private registers = new Int32Array(64);
  /** Its place. */
  protected places: Int32Array = new Int32Array(64);
  /** Of constants the words; of an operand that is a local, which. */
  private lows = new Int32Array(64);
  private highs = new Int32Array(64);
  /** Where the next operand's place is. */
  protected nextPlace = 0;
  protected frameWords = 0;
  /** Operands below this index are in their places. */
  protected settled = 0;
  /** By local: how many operands are it. */
  private readonly uses: number[] = [];
  /** Operands with a register below it are locals. */
  protected firstPlace = 0;

  /** Where the last operation begins, and its result's register stands; -1 where it is unknown or something may jump behind it. */
  private last = -1;
  private lastResult = -1;
  private lastEnd = -1;
  /** Where the last operation begins that computed a local, and where it ends; -1 likewise. */
  private lastLocal = -1;
  private lastLocalEnd = -1;
  /** Where the last move begins. */
  private lastMove = -1;

  protected readonly constants: LoopConstants = new LoopConstants();
  /** How many loops are around. */
  protected loopDepth = 0;

  /** Forgets the function before. */
  protected reset(): void {
    this.code.reset();
    this.localRegisters = [];
    this.localShapes = [];
    this.truncate(0, 0);
    this.uses.length = 0;
    this.firstPlace = 0;
    this.frameWords = 0;
    this.barrier();
  }

  /** Adds a parameter or declared local. */
  protected addLocal(type: ValType): void {
    const shape = shapeOf(type);
    if (shape === REFERENCE) this.hasReferences = true;
    this.localRegisters.push(this.firstPlace);
    this.localShapes.push(shape);
    this.uses.push(0);
    this.firstPlace += REGISTERS[shape]!;
  }

  // Emission

  /** Emits an operation without result, with its operands. */
  emit(name: OperationName, ...operands: number[]): void {
    this.code.push(OPERATION[name]);
    for (const operand of operands) this.code.push(operand);
  }

  /** Emits an operation whose first operand is its result's register, and pushes the result. */
  emitResult(shape: Shape, name: OperationName, ...operands: number[]): void {
    const at = this.code.length;
    this.code.push(OPERATION[name]);
    this.code.push(this.push(shape));
    for (const operand of operands) this.code.push(operand);
    this.noteResult(at, at + 1);
  }

  /** {@link emitResult} of one operand, by number: what is frequent. */
  emitUnary(shape: Shape, operation: number, a: number): void {
    const { code } = this;
    const at = code.length;
    code.push3(operation, this.push(shape), a);
    this.noteResult(at, at + 1);
  }

  /** {@link emitResult} of two operands, by number. */
  emitBinary(shape: Shape, operation: number, a: number, b: number): void {
    const { code } = this;
    const at = code.length;
    code.push4(operation, this.push(shape), a, b);
    this.noteResult(at, at + 1);
  }

  /** Emits a call of a handler. */
  handler(name: HandlerName, ...operands: number[]): void {
    this.code.push(OPERATION.handler);
    this.code.push(HANDLER[name]);
    this.code.push(operands.length + 3);
    for (const operand of operands) this.code.push(operand);
  }

  /** Emits a call of a handler whose first operand is its result's register, and pushes the result. */
  handlerResult(shape: Shape, name: HandlerName, ...operands: number[]): void {
    const at = this.code.length;
    this.handler(name, this.push(shape), ...operands);
    this.noteResult(at, at + 3);
  }

  private noteResult(at: number, resultAt: number): void {
    this.last = at;
    this.lastResult = resultAt;
    this.lastEnd = this.code.length;
  }

  /** Something may jump to what comes next: the operation before must stay as it is. */
  barrier(): void {
    this.forgetResult();
    this.lastLocal = -1;
    this.lastMove = -1;
  }

  private forgetResult(): void {
    this.last = -1;
    this.lastEnd = -1;
  }

  /** Sets a register to a constant. */
  private emitConstant(shape: Shape, register: number, low: number, high: number): void {
    if (shape === PAIR) this.code.push4(OPERATION.const_2, register, low, high);
    else if (shape === REFERENCE) this.emit('null', register, 1);
    else this.code.push3(OPERATION.const_1, register, low);
  }

  /** Emits a move. */
  private move(shape: Shape, target: number, source: number): void {
    const { code, lastMove } = this;
    const move = MOVES[shape]!;
    if (lastMove >= 0 && lastMove + 3 === code.length && code.get(lastMove) === move) {
      const double = DOUBLE_MOVES.get(move);
      if (double !== undefined) {
        code.set(lastMove, double);
        this.lastMove = -1;
        code.push(target);
        code.push(source);
        return;
      }
    }
    this.lastMove = code.length;
    code.push3(move, target, source);
  }

  /**
   * Takes back the last operation where it computes the topmost operand, and is one of these: its consumer includes it.
   *
   * @returns its operands but the result, or `undefined`; the operand is popped then
   */
  takeBack(operations: ReadonlySet<number>): { operation: number; operands: number[] } | undefined {
    if (!this.canTakeBack(operations, 0)) return undefined;
    const { code, last } = this;
    const operands: number[] = [];
    for (let at = this.lastResult + 1; at < code.length; at++) operands.push(code.get(at));
    const operation = code.get(last);
    code.truncate(last);
    code.mark(this.offset);
    this.forgetResult();
    this.drop();
    return { operation, operands };
  }

  /**
   * Takes back the last operation where it is this one and computed a local: what comes next includes it.
   *
   * @param register the local's
   * @returns its operands, the local's register first
   */
  protected takeBackLocal(operation: number, register: number): number[] | undefined {
    const { code, lastLocal } = this;
    if (lastLocal < 0 || this.lastLocalEnd !== code.length) return undefined;
    if (code.get(lastLocal) !== operation || code.get(lastLocal + 1) !== register) return undefined;
    const operands: number[] = [];
    for (let at = lastLocal + 1; at < code.length; at++) operands.push(code.get(at));
    code.truncate(lastLocal);
    code.mark(this.offset);
    this.barrier();
    return operands;
  }

  /** Whether the last operation is one of these, and computes the operand that is `below` under the top. */
  canTakeBack(operations: ReadonlySet<number>, below: number): boolean {
    const index = this.height - 1 - below;
    const { code, last } = this;
    if (index < 0 || last < 0 || this.lastEnd !== code.length) return false;
    const register = this.registers[index];
    return register === this.places[index] && code.get(this.lastResult) === register && operations.has(code.get(last));
  }

  // Operands

  /** The frame has registers up to `end`. */
  protected noteRoom(end: number): void {
    if (end > this.frameWords) this.frameWords = end;
  }

  private pushOperand(shape: Shape, register: number): void {
    const index = this.height++;
    if (index === this.shapes.length) this.growOperands();
    if (shape === REFERENCE) this.hasReferences = true;
    const { nextPlace } = this;
    this.shapes[index] = shape;
    this.registers[index] = register;
    this.places[index] = nextPlace;
    const end = nextPlace + REGISTERS[shape]!;
    this.nextPlace = end;
    if (end > this.frameWords) this.frameWords = end;
  }

  private growOperands(): void {
    const shapes = new Uint8Array(2 * this.shapes.length);
    shapes.set(this.shapes);
    this.shapes = shapes;
    this.registers = grown(this.registers);
    this.places = grown(this.places);
    this.lows = grown(this.lows);
    this.highs = grown(this.highs);
  }

  /** Pushes an operand that is in its place, or is about to be. @returns the register */
  push(shape: Shape): number {
    const place = this.nextPlace;
    this.pushOperand(shape, place);
    return place;
  }

  /** Where the topmost operands begin, settled or not: what a call of so many arguments takes as its frame. */
  argumentsPlace(count: number): number {
    return count === 0 ? this.nextPlace : this.placeOf(count - 1);
  }

  pushTypes(types: readonly ValType[]): void {
    for (const type of types) this.push(shapeOf(type));
  }

  pushLocal(local: number): void {
    this.uses[local]!++;
    this.pushOperand(this.localShapes[local]!, this.localRegisters[local]!);
    this.lows[this.height - 1] = local;
  }

  pushConstant(shape: Shape, low: number, high = 0): void {
    this.pushOperand(shape, CONSTANT);
    this.lows[this.height - 1] = low;
    this.highs[this.height - 1] = high;
  }

  /** The place of the operand that is `below` under the top. */
  placeOf(below: number): number {
    const index = this.height - 1 - below;
    return index < 0 ? this.firstPlace : this.places[index]!;
  }

  get topShape(): Shape {
    return this.shapes[this.height - 1] as Shape;
  }

  /** Whether the topmost operand is a constant word. */
  get topIsConstant(): boolean {
    const top = this.height - 1;
    return this.registers[top] === CONSTANT && this.shapes[top] === WORD;
  }

  /** The topmost operand, a pair, becomes its low word: that is where it is. */
  narrow(): void {
    this.shapes[this.height - 1] = WORD;
  }

  /** The low word of the topmost operand, where that is a constant pair. */
  get topConstantPair(): number | undefined {
    const top = this.height - 1;
    return this.registers[top] === CONSTANT && this.shapes[top] === PAIR ? this.lows[top] : undefined;
  }

  /** Pops a constant pair. @returns its low word and its high one */
  popConstantPair(): readonly [number, number] {
    const top = this.height - 1;
    const words = [this.lows[top]!, this.highs[top]!] as const;
    this.drop();
    return words;
  }

  /** Whether the topmost operand can be popped without an operation. */
  get topHasRegister(): boolean {
    const top = this.height - 1;
    return this.registers[top] !== CONSTANT || this.constantRegister(top) >= 0;
  }

  /** The register that has a constant operand from the function's beginning on; -1. */
  private constantRegister(index: number): number {
    return this.constants.registerOf(this.shapes[index] as Shape, this.lows[index]!, this.highs[index]!);
  }

  /** Pops a constant word. */
  popConstant(): number {
    const value = this.lows[this.height - 1]!;
    this.drop();
    return value;
  }

  /** Pops an operand. @returns a register that has it until something else is pushed */
  pop(): number {
    const top = this.height - 1;
    let register = this.registers[top]!;
    if (register === CONSTANT) {
      register = this.constantRegister(top);
      if (register < 0) {
        if (this.loopDepth > 0) this.constants.note(this.shapes[top] as Shape, this.lows[top]!, this.highs[top]!);
        this.settle(top);
        register = this.registers[top]!;
      }
    }
    this.drop();
    return register;
  }

  /** Pops an operand that nobody needs. */
  drop(): void {
    const top = --this.height;
    const register = this.registers[top]!;
    this.nextPlace = this.places[top]!;
    if (register !== CONSTANT && register < this.firstPlace) this.uses[this.lows[top]!]!--;
    if (this.settled > top) this.settled = top;
  }

  /** Puts an operand into its place. */
  private settle(index: number): void {
    const register = this.registers[index]!;
    const place = this.places[index]!;
    if (register === place) return;
    const shape = this.shapes[index] as Shape;
    if (register === CONSTANT) {
      this.emitConstant(shape, place, this.lows[index]!, this.highs[index]!);
    } else {
      this.move(shape, place, register);
      this.uses[this.lows[index]!]!--;
    }
    this.registers[index] = place;
  }

  /** Puts all operands into their places. */
  settleAll(): void {
    for (let i = this.settled; i < this.height; i++) this.settle(i);
    this.settled = this.height;
  }

  /** Puts the topmost operands into their places: arguments, which a callee finds side by side. */
  settleTop(count: number): void {
    for (let i = this.height - count; i < this.height; i++) this.settle(i);
  }

  /** Takes a local out of the operands that are it: it is about to change. */
  private freeLocal(local: number): void {
    const register = this.localRegisters[local]!;
    for (let i = this.height - 1; this.uses[local]! > 0; i--) if (this.registers[i] === register) this.settle(i);
  }

  /** `local.set`. */
  setLocal(local: number): void {
    const target = this.localRegisters[local]!;
    const top = this.height - 1;
    const shape = this.shapes[top] as Shape;
    const register = this.registers[top]!;
    const low = this.lows[top]!;
    const high = this.highs[top]!;
    const place = this.places[top]!;
    this.drop();
    if (register === target) return;
    this.freeLocal(local);
    if (register === CONSTANT) {
      this.emitConstant(shape, target, low, high);
    } else if (register === place && this.lastEnd === this.code.length && this.code.get(this.lastResult) === place) {
      // What computed it computes it into the local.
      this.code.set(this.lastResult, target);
      this.lastLocal = this.last;
      this.lastLocalEnd = this.lastEnd;
    } else this.move(shape, target, register);
    // Whatever it may be, the operation before has its result elsewhere now.
    this.forgetResult();
  }

  /** Forgets the topmost operands. */
  dropMany(count: number): void {
    this.truncate(this.height - count);
  }

  /** Forgets the operands from an index on. */
  truncate(height: number, place?: number): void {
    while (this.height > height) this.drop();
    if (place !== undefined) this.nextPlace = place;
  }

  /** Copies the topmost operands, which are settled, to registers from `target` on that lie lower. */
  copyDown(count: number, target: number): void {
    const first = this.height - count;
    const distance = (this.places[first] ?? target) - target;
    for (let i = first; i < this.height; i++) {
      const place = this.places[i]!;
      this.move(this.shapes[i] as Shape, place - distance, place);
    }
  }
}
