import {
  BLOCKTYPE_EMPTY,
  blocktypeIsIndex,
  blocktypeResult,
  type FuncType,
  HEADER_SLOTS,
  INSTRUCTION_ID,
  type IndexSpaces,
  instructionSlots,
  type LocalRun,
  type ValType,
} from '@softwasm/syntax';
import { HANDLER, type HandlerName } from '../handlers/index.ts';
import { OPERATION } from '../operations.generated.ts';
import type { HandlerRegion } from '../regions.ts';
import type { Translation } from '../translation.ts';
import { CodeWriter } from './code-writer.ts';
import type { ControlFrame, FrameKind, PendingRegion } from './control-frame.ts';
import { PAIR, REFERENCE, REGISTERS, type Shape, shapeOf, VECTOR, WORD } from './shapes.ts';

export type OperationName = keyof typeof OPERATION;

/** Emits what an instruction does, whose immediates begin at `at` in {@link Translator.body}. */
export type Translate = (t: Translator, at: number) => void;

/** Translations by name: `tsc` holds this against the names. */
export type Translations<Name extends string> = Readonly<Record<Name, Translate>>;

/** The operand is a constant; no register has it yet. */
const CONSTANT = -1;
const MOVES: readonly number[] = [OPERATION.move_1, OPERATION.move_2, OPERATION.move_4, OPERATION.move_ref];

const OPENING = new Set((['block', 'loop', 'if', 'try', 'try_table'] as const).map((name) => INSTRUCTION_ID[name]));
const { end: END, delegate: DELEGATE } = INSTRUCTION_ID;
/** Where code may become reachable again. */
const CLOSING = new Set([
  END,
  DELEGATE,
  ...(['else', 'catch', 'catch_all'] as const).map((name) => INSTRUCTION_ID[name]),
]);

/**
 * Translates function bodies for the machine, one after the other: operands on a stack become registers. Every operand has a register of its own, its *place*,
 * given by what lies below it; but one that is a local or a constant stays that until somebody changes the local, or control flow joins.
 */
export class Translator {
  readonly spaces: IndexSpaces;
  readonly code: CodeWriter = new CodeWriter();
  /** The body's instructions. */
  body: Int32Array = new Int32Array(0);
  private results: readonly ValType[] = [];
  /** The byte offset of the instruction that is being translated. */
  private offset = 0;
  /** Whether any of its values is a reference. */
  private hasReferences = false;

  /** By local: its first register, and its shape. */
  localRegisters: number[] = [];
  localShapes: Shape[] = [];

  // The operands. By index from the bottom:
  readonly shapes: Shape[] = [];
  /** The register in which it is; `CONSTANT`. */
  private readonly registers: number[] = [];
  /** Its place. */
  private readonly places: number[] = [];
  /** Of constants: the words. */
  private readonly lows: number[] = [];
  private readonly highs: number[] = [];
  /** Where the next operand's place is. */
  private nextPlace = 0;
  private frameWords = 0;
  /** Operands below this index are in their places. */
  private settled = 0;
  /** By local: how many operands are it. */
  private readonly uses: number[] = [];
  /** By register below `firstPlace`: which local begins there. */
  private readonly localAt = new Map<number, number>();
  private firstPlace = 0;

  readonly frames: ControlFrame[] = [];
  reachable = true;
  region: PendingRegion | undefined;
  private readonly regions: PendingRegion[] = [];

  /** Where the last operation begins, and its result's register stands; -1 where it is unknown or something may jump behind it. */
  private last = -1;
  private lastResult = -1;
  private lastEnd = -1;

  private readonly translations: readonly Translate[];

  /** @param translations by instruction id */
  constructor(spaces: IndexSpaces, translations: readonly Translate[]) {
    this.spaces = spaces;
    this.translations = translations;
  }

  /** Translates one function. @param funcidx of a defined function, in the function index space */
  translate(funcidx: number): Translation {
    const func = this.spaces.module.funcs[funcidx - this.spaces.importedFuncs]!;
    const type = this.spaces.typeOfFunc(funcidx);
    const { locals, expr } = func.body();
    this.hasReferences = false;
    this.translateBody(type, locals, expr.code);
    // Most functions have no references; those that turn out to have some begin with making room for them.
    if (this.hasReferences) this.translateBody(type, locals, expr.code);
    return { ...this.code.finish(), frameWords: this.frameWords, regions: this.finishRegions() };
  }

  private translateBody({ params, results }: FuncType, locals: readonly LocalRun[], body: Int32Array): void {
    const reserves = this.hasReferences;
    this.begin(params, results);
    const declared = this.firstPlace;
    for (const { count, type } of locals) for (let i = 0; i < count; i++) this.addLocal(type);
    this.truncate(0, this.firstPlace);
    this.frameWords = 0;
    this.noteRoom(this.firstPlace);
    if (reserves) this.emit('reserve', 0);
    const reserveAt = this.code.length - 1;
    this.initialiseLocals(params.length, declared);
    this.open('function', [], results);
    this.walk(body);
    if (reserves) this.code.set(reserveAt, this.frameWords);
  }

  private begin(params: readonly ValType[], results: readonly ValType[]): void {
    this.code.reset();
    this.results = results;
    this.localRegisters = [];
    this.localShapes = [];
    this.localAt.clear();
    this.truncate(0, 0);
    this.uses.length = 0;
    this.firstPlace = 0;
    this.frames.length = 0;
    this.region = undefined;
    this.regions.length = 0;
    this.reachable = true;
    for (const type of params) this.addLocal(type);
  }

  private addLocal(type: ValType): void {
    const shape = shapeOf(type);
    if (shape === REFERENCE) this.hasReferences = true;
    this.localAt.set(this.firstPlace, this.localRegisters.length);
    this.localRegisters.push(this.firstPlace);
    this.localShapes.push(shape);
    this.uses.push(0);
    this.firstPlace += REGISTERS[shape]!;
  }

  /** @param declared the register of the first declared local */
  private initialiseLocals(paramCount: number, declared: number): void {
    if (this.firstPlace > declared) this.emit('zero', declared, this.firstPlace - declared);
    for (let i = paramCount; i < this.localShapes.length; i++) {
      if (this.localShapes[i] !== REFERENCE) continue;
      const first = i;
      while (this.localShapes[i + 1] === REFERENCE) i++;
      this.emit('null', this.localRegisters[first]!, i - first + 1);
    }
  }

  /** Unreachable code is left out here, and nowhere else. */
  private walk(body: Int32Array): void {
    this.body = body;
    let skipped = 0;
    for (let pc = 0; pc < body.length; pc += instructionSlots(body, pc)) {
      const id = body[pc]!;
      if (!this.reachable) {
        if (OPENING.has(id)) skipped++;
        else if (skipped > 0) {
          if (id === END || id === DELEGATE) skipped--;
          continue;
        }
        if (!CLOSING.has(id)) continue;
      }
      this.offset = body[pc + 1]!;
      this.code.mark(this.offset);
      this.translations[id]!(this, pc + HEADER_SLOTS);
    }
  }

  private finishRegions(): HandlerRegion[] {
    const numbers = new Map(this.regions.map((region, i) => [region, i]));
    return this.regions.map(({ start, end, outer, clauses }) => ({
      start,
      end,
      outer: outer === undefined ? -1 : (numbers.get(outer) ?? -1),
      clauses,
    }));
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
    this.last = -1;
    this.lastEnd = -1;
  }

  /**
   * Takes back the last operation where it computes the topmost operand, and is one of these: its consumer includes it.
   *
   * @returns its operands but the result, or `undefined`; the operand is popped then
   */
  takeBack(accepts: (operation: number) => boolean): { operation: number; operands: number[] } | undefined {
    const top = this.shapes.length - 1;
    const { code, last } = this;
    if (last < 0 || this.lastEnd !== code.length || code.get(this.lastResult) !== this.registers[top]) return undefined;
    if (this.registers[top] !== this.places[top] || !accepts(code.get(last))) return undefined;
    const operands: number[] = [];
    for (let at = this.lastResult + 1; at < code.length; at++) operands.push(code.get(at));
    const operation = code.get(last);
    code.truncate(last);
    code.mark(this.offset);
    this.barrier();
    this.drop();
    return { operation, operands };
  }

  // Operands

  private noteRoom(end: number): void {
    if (end > this.frameWords) this.frameWords = end;
  }

  private pushOperand(shape: Shape, register: number, low = 0, high = 0): void {
    if (shape === REFERENCE) this.hasReferences = true;
    this.shapes.push(shape);
    this.registers.push(register);
    this.places.push(this.nextPlace);
    this.lows.push(low);
    this.highs.push(high);
    this.nextPlace += REGISTERS[shape]!;
    this.noteRoom(this.nextPlace);
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
  }

  pushConstant(shape: Shape, low: number, high = 0): void {
    this.pushOperand(shape, CONSTANT, low, high);
  }

  /** The place of the operand that is `below` under the top. */
  placeOf(below: number): number {
    const index = this.shapes.length - 1 - below;
    return index < 0 ? this.firstPlace : this.places[index]!;
  }

  get topShape(): Shape {
    return this.shapes[this.shapes.length - 1]!;
  }

  /** Whether the topmost operand is a constant word. */
  get topIsConstant(): boolean {
    const top = this.shapes.length - 1;
    return this.registers[top] === CONSTANT && this.shapes[top] === WORD;
  }

  /** The topmost operand, a pair, becomes its low word: that is where it is. */
  narrow(): void {
    this.shapes[this.shapes.length - 1] = WORD;
    this.nextPlace--;
    // What computed both words must not write them where only one has room.
    this.barrier();
  }

  /** Pops a constant word. */
  popConstant(): number {
    const value = this.lows[this.shapes.length - 1]!;
    this.drop();
    return value;
  }

  /** Pops an operand. @returns a register that has it until something else is pushed */
  pop(): number {
    const top = this.shapes.length - 1;
    if (this.registers[top] === CONSTANT) this.settle(top);
    const register = this.registers[top]!;
    this.drop();
    return register;
  }

  /** Pops an operand that nobody needs. */
  drop(): void {
    const register = this.registers.pop()!;
    this.shapes.pop();
    this.nextPlace = this.places.pop()!;
    this.lows.pop();
    this.highs.pop();
    if (register !== CONSTANT && register < this.firstPlace) {
      this.uses[this.localAt.get(register)!]!--;
    }
    if (this.settled > this.shapes.length) this.settled = this.shapes.length;
  }

  /** Puts an operand into its place. */
  private settle(index: number): void {
    const register = this.registers[index]!;
    const place = this.places[index]!;
    if (register === place) return;
    const shape = this.shapes[index]!;
    if (register === CONSTANT) {
      if (shape === PAIR) this.emit('const_2', place, this.lows[index]!, this.highs[index]!);
      else if (shape === REFERENCE) this.emit('null', place, 1);
      else this.emit('const_1', place, this.lows[index]!);
    } else {
      this.code.push(MOVES[shape]!);
      this.code.push(place);
      this.code.push(register);
      this.uses[this.localAt.get(register)!]!--;
    }
    this.registers[index] = place;
  }

  /** Puts all operands into their places. */
  settleAll(): void {
    for (let i = this.settled; i < this.shapes.length; i++) this.settle(i);
    this.settled = this.shapes.length;
  }

  /** Puts the topmost operands into their places: arguments, which a callee finds side by side. */
  settleTop(count: number): void {
    for (let i = this.shapes.length - count; i < this.shapes.length; i++) this.settle(i);
  }

  /** Takes a local out of the operands that are it: it is about to change. */
  private freeLocal(local: number): void {
    const register = this.localRegisters[local]!;
    for (let i = this.shapes.length - 1; this.uses[local]! > 0; i--) if (this.registers[i] === register) this.settle(i);
  }

  /** `local.set`. */
  setLocal(local: number): void {
    const target = this.localRegisters[local]!;
    const top = this.shapes.length - 1;
    const shape = this.shapes[top]!;
    const register = this.registers[top]!;
    const [low, high] = [this.lows[top]!, this.highs[top]!];
    const place = this.places[top]!;
    this.drop();
    if (register === target) return;
    this.freeLocal(local);
    if (register === CONSTANT) {
      if (shape === PAIR) this.emit('const_2', target, low, high);
      else if (shape === REFERENCE) this.emit('null', target, 1);
      else this.emit('const_1', target, low);
    } else if (register === place && this.lastEnd === this.code.length && this.code.get(this.lastResult) === place) {
      // What computed it computes it into the local.
      this.code.set(this.lastResult, target);
    } else {
      this.code.push(MOVES[shape]!);
      this.code.push(target);
      this.code.push(register);
    }
    // Whatever it may be, the operation before has its result elsewhere now.
    this.barrier();
  }

  /** Forgets the topmost operands. */
  dropMany(count: number): void {
    this.truncate(this.shapes.length - count);
  }

  /** Forgets the operands from an index on. */
  truncate(height: number, place?: number): void {
    while (this.shapes.length > height) this.drop();
    if (place !== undefined) this.nextPlace = place;
  }

  // Control

  /** The parameters and results of a blocktype. */
  blockType(blocktype: number): FuncType {
    if (blocktypeIsIndex(blocktype)) return this.spaces.funcType(blocktype);
    const results = blocktype === BLOCKTYPE_EMPTY ? [] : [blocktypeResult(blocktype)];
    return { kind: 'func', params: [], results };
  }

  /** The frame that a label refers to. */
  frameOf(label: number): ControlFrame {
    return this.frames[this.frames.length - 1 - label]!;
  }

  /** Opens a construct; its parameters are the topmost operands. */
  open(kind: FrameKind, params: readonly ValType[], results: readonly ValType[]): ControlFrame {
    this.settleAll();
    this.barrier();
    const height = this.shapes.length - params.length;
    const frame: ControlFrame = {
      kind,
      params,
      results,
      height,
      register: height < this.shapes.length ? this.places[height]! : this.nextPlace,
      start: this.code.length,
      ends: [],
      endingClauses: [],
      elseAt: -1,
      region: this.region,
      handled: undefined,
      exception: -1,
      targeted: false,
    };
    this.frames.push(frame);
    return frame;
  }

  /** The types of the values that a branch to a construct takes along. */
  labelTypes({ kind, params, results }: ControlFrame): readonly ValType[] {
    return kind === 'loop' ? params : results;
  }

  /** Whether the values of a branch already are where they should be. */
  isInPlace(frame: ControlFrame): boolean {
    const count = this.labelTypes(frame).length;
    return count === 0 || this.placeOf(count - 1) === frame.register;
  }

  /** Moves the values of a branch, which are settled, down to where they should be. */
  moveDown(frame: ControlFrame): void {
    const count = this.labelTypes(frame).length;
    if (this.isInPlace(frame)) return;
    this.copyDown(count, frame.register);
  }

  /** Copies the topmost operands, which are settled, to registers from `target` on that lie lower. */
  copyDown(count: number, target: number): void {
    const first = this.shapes.length - count;
    const distance = (this.places[first] ?? target) - target;
    for (let i = first; i < this.shapes.length; i++) {
      const place = this.places[i]!;
      this.code.push(MOVES[this.shapes[i]!]!);
      this.code.push(place - distance);
      this.code.push(place);
    }
  }

  /** Writes the target of a jump to a construct, now or when its end is known. */
  pushTarget(frame: ControlFrame): void {
    frame.targeted = true;
    if (frame.kind === 'loop') {
      this.code.push(frame.start);
      return;
    }
    frame.ends.push(this.code.length);
    this.code.push(-1);
  }

  /** An unconditional branch. */
  branch(frame: ControlFrame): void {
    this.settleTop(this.labelTypes(frame).length);
    this.moveDown(frame);
    this.code.push(OPERATION.br);
    this.pushTarget(frame);
    this.reachable = false;
  }

  /**
   * A branch on a condition.
   *
   * @param jump the operation that jumps where the condition holds, and its operands but the target
   * @param inverse the one that jumps where it does not
   */
  branchIf(
    frame: ControlFrame,
    jump: readonly [operation: number, ...operands: number[]],
    inverse: readonly [operation: number, ...operands: number[]],
  ): void {
    this.settleTop(this.labelTypes(frame).length);
    if (this.isInPlace(frame)) {
      for (const word of jump) this.code.push(word);
      this.pushTarget(frame);
      this.barrier();
      return;
    }
    const skip = this.jumpForward(inverse);
    this.moveDown(frame);
    this.code.push(OPERATION.br);
    this.pushTarget(frame);
    this.bind(skip);
  }

  /** Emits a jump whose target comes later. @returns where to write it */
  jumpForward(jump: readonly number[]): number {
    for (const word of jump) this.code.push(word);
    this.code.push(-1);
    return this.code.length - 1;
  }

  /** What comes next is the target of the jump at `at`. */
  bind(at: number): void {
    this.code.set(at, this.code.length);
    this.barrier();
  }

  /** Leaves the results of an arm where the construct's end expects them. */
  finishArm(frame: ControlFrame): void {
    if (!this.reachable) return;
    const count = frame.results.length;
    this.settleTop(count);
    if (count > 0 && this.placeOf(count - 1) !== frame.register) this.copyDown(count, frame.register);
    frame.targeted = true;
  }

  /** Ends the innermost construct: its results are the topmost operands. */
  close(frame: ControlFrame): void {
    this.frames.pop();
    for (const at of frame.ends) this.code.set(at, this.code.length);
    for (const clause of frame.endingClauses) clause.target = this.code.length;
    this.barrier();
    this.reachable = frame.targeted;
    this.region = this.frames[this.frames.length - 1]?.region;
    this.resetTo(frame, frame.results);
  }

  /** The operands are those below a construct, and values of these types. */
  resetTo(frame: ControlFrame, types: readonly ValType[]): void {
    this.truncate(frame.height);
    // Operands below are settled, so that places go on where the construct's begin.
    this.nextPlace = frame.register;
    this.pushTypes(types);
    this.settled = this.shapes.length;
  }

  /** Begins a region in which exceptions are handled. */
  openRegion(frame: ControlFrame): PendingRegion {
    const region: PendingRegion = { start: this.code.length, end: -1, outer: this.region, clauses: [] };
    frame.region = region;
    this.region = region;
    return region;
  }

  closeRegion(region: PendingRegion): void {
    region.end = this.code.length;
    this.regions.push(region);
    this.region = region.outer;
    this.barrier();
  }

  /** Returns the topmost operands. */
  emitReturn(): void {
    const types = this.results;
    const shape = types.length === 1 ? shapeOf(types[0]!) : VECTOR;
    if (types.length === 0) this.emit('return');
    else if (shape === WORD) this.emit('return_1', this.pop());
    else if (shape === PAIR) this.emit('return_2', this.pop());
    else if (shape === REFERENCE) this.emit('return_ref', this.pop());
    else {
      this.settleTop(types.length);
      if (this.placeOf(types.length - 1) > 0) this.copyDown(types.length, 0);
      this.emit('return');
    }
    this.reachable = false;
  }
}
