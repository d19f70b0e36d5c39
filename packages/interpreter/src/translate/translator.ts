import {
  BLOCKTYPE_EMPTY,
  blocktypeIsIndex,
  blocktypeResult,
  FIXED_SLOTS,
  type FuncType,
  HEADER_SLOTS,
  INSTRUCTION_ID,
  type IndexSpaces,
  instructionSlots,
  type LocalRun,
  type ValType,
} from '@softwasm/syntax';
import { OPERANDS, OPERATION } from '../operations.generated.ts';
import type { HandlerRegion } from '../regions.ts';
import type { LoopHead, Translation } from '../translation.ts';
import type { ControlFrame, FrameKind, PendingRegion } from './control-frame.ts';
import { type Condition, INVERSE_JUMPS, STEPPING_JUMPS } from './jumps.ts';
import { Operands } from './operands.ts';
import { PAIR, REFERENCE, shapeOf, VECTOR, WORD } from './shapes.ts';

/** Emits what an instruction does, whose immediates begin at `at` in {@link Translator.body}. */
export type Translate = (t: Translator, at: number) => void;

/** Translations by name: `tsc` holds this against the names. */
export type Translations<Name extends string> = Readonly<Record<Name, Translate>>;

const OPENING = new Set((['block', 'loop', 'if', 'try', 'try_table'] as const).map((name) => INSTRUCTION_ID[name]));
const { end: END, delegate: DELEGATE } = INSTRUCTION_ID;
/** Loops with more of them cannot be left: JavaScript functions have only so many parameters. */
const MAX_REGISTERS = 8000;
const NO_OPERANDS: FuncType = { kind: 'func', params: [], results: [] };
/** Where code may become reachable again. */
const CLOSING = new Set([
  END,
  DELEGATE,
  ...(['else', 'catch', 'catch_all'] as const).map((name) => INSTRUCTION_ID[name]),
]);

/**
 * Translates function bodies for the machine, one after the other: operands on a stack become registers ({@link Operands}), labels places in the code.
 */
export class Translator extends Operands {
  readonly spaces: IndexSpaces;
  /** The body's instructions. */
  body: Int32Array = new Int32Array(0);
  private results: readonly ValType[] = [];

  readonly frames: ControlFrame[] = [];
  reachable = true;
  region: PendingRegion | undefined;
  private readonly regions: PendingRegion[] = [];

  /** By where they begin in the code; of two that begin at once either will do. */
  private readonly loops = new Map<number, LoopHead>();
  /** Whether something may take over at every loop, and whether there are tail calls. */
  private canBeLeft = true;

  private readonly translations: readonly Translate[];
  private readonly forever: boolean;

  /**
   * @param translations by instruction id
   * @param forever whether loops are to be as fast as can be, for which most functions are translated twice: what is warm soon does without
   */
  constructor(spaces: IndexSpaces, translations: readonly Translate[], forever: boolean) {
    super();
    this.spaces = spaces;
    this.forever = forever;
    this.translations = translations;
  }

  /** Translates one function. @param funcidx of a defined function, in the function index space */
  translate(funcidx: number): Translation {
    const func = this.spaces.module.funcs[funcidx - this.spaces.importedFuncs]!;
    const type = this.spaces.typeOfFunc(funcidx);
    const { locals, expr } = func.body();
    this.hasReferences = false;
    this.constants.clear();
    this.translateBody(type, locals, expr.code);
    // Functions that turn out to have references begin with making room for them; those with loops, with the constants of these.
    if (this.hasReferences || (this.forever && this.constants.count > 0)) this.translateBody(type, locals, expr.code);
    return {
      ...this.code.finish(),
      frameWords: this.frameWords,
      regions: this.finishRegions(),
      locals,
      firstOperand: this.firstPlace,
      loops: [...this.loops.values()],
      canBeLeft: this.canBeLeft,
    };
  }

  private translateBody({ params, results }: FuncType, locals: readonly LocalRun[], body: Int32Array): void {
    const reserves = this.hasReferences;
    const constantCount = this.constants.count;
    this.begin(params, results);
    const declared = this.firstPlace;
    for (const { count, type } of locals) for (let i = 0; i < count; i++) this.addLocal(type);
    const localsEnd = this.firstPlace;
    const constants = constantCount === 0 ? [] : this.constants.place(localsEnd);
    this.firstPlace += constants.length;
    this.truncate(0, this.firstPlace);
    this.frameWords = 0;
    this.noteRoom(this.firstPlace);
    if (reserves) this.emit('reserve', 0);
    const reserveAt = this.code.length - 1;
    this.initialiseLocals(params.length, declared, localsEnd);
    if (constants.length > 0) this.emit('constants', localsEnd, constants.length, ...constants);
    this.open('function', [], results);
    this.walk(body);
    if (reserves) this.code.set(reserveAt, this.frameWords);
  }

  private begin(params: readonly ValType[], results: readonly ValType[]): void {
    this.reset();
    this.results = results;
    this.frames.length = 0;
    this.region = undefined;
    this.regions.length = 0;
    this.loops.clear();
    this.canBeLeft = true;
    this.reachable = true;
    this.loopDepth = 0;
    for (const type of params) this.addLocal(type);
  }

  /** @param declared the register of the first declared local @param end where they end */
  private initialiseLocals(paramCount: number, declared: number, end: number): void {
    if (end > declared) this.emit('zero', declared, end - declared);
    for (let i = paramCount; i < this.localShapes.length; i++) {
      if (this.localShapes[i] !== REFERENCE) continue;
      const first = i;
      while (this.localShapes[i + 1] === REFERENCE) i++;
      this.emit('null', this.localRegisters[first]!, this.localRegisters[i]! - this.localRegisters[first]! + 1);
    }
  }

  /** Unreachable code is left out here, and nowhere else. */
  private walk(body: Int32Array): void {
    this.body = body;
    const { code, translations } = this;
    // Constants of a module are dear without a JIT.
    const fixedSlots = FIXED_SLOTS;
    const { 'local.get': localGet, 'i32.const': i32Const } = INSTRUCTION_ID;
    let skipped = 0;
    for (let pc = 0; pc < body.length; ) {
      const at = pc;
      const id = body[at]!;
      pc += fixedSlots[id] || instructionSlots(body, at);
      if (!this.reachable) {
        if (OPENING.has(id)) skipped++;
        else if (skipped > 0) {
          if (id === END || id === DELEGATE) skipped--;
          continue;
        }
        if (!CLOSING.has(id)) continue;
      }
      // Half of all instructions are these, and write nothing.
      if (id === localGet) {
        this.pushLocal(body[at + HEADER_SLOTS]!);
        continue;
      }
      if (id === i32Const) {
        this.pushConstant(WORD, body[at + HEADER_SLOTS]!);
        continue;
      }
      const offset = body[at + 1]!;
      this.offset = offset;
      code.mark(offset);
      translations[id]!(this, at + HEADER_SLOTS);
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

  // Control

  /** The parameters and results of a blocktype. */
  blockType(blocktype: number): FuncType {
    if (blocktypeIsIndex(blocktype)) return this.spaces.funcType(blocktype);
    if (blocktype === BLOCKTYPE_EMPTY) return NO_OPERANDS;
    return { kind: 'func', params: [], results: [blocktypeResult(blocktype)] };
  }

  /** The frame that a label refers to. */
  frameOf(label: number): ControlFrame {
    return this.frames[this.frames.length - 1 - label]!;
  }

  /** Opens a construct; its parameters are the topmost operands. */
  open(kind: FrameKind, params: readonly ValType[], results: readonly ValType[]): ControlFrame {
    this.settleAll();
    this.barrier();
    const height = this.height - params.length;
    const frame: ControlFrame = {
      kind,
      params,
      results,
      height,
      register: height < this.height ? this.places[height]! : this.nextPlace,
      start: this.code.length,
      ends: [],
      endingClauses: [],
      elseAt: -1,
      region: this.region,
      handled: undefined,
      exception: -1,
      targeted: false,
      inHandler: this.frames[this.frames.length - 1]?.inHandler === true,
    };
    this.frames.push(frame);
    if (kind === 'loop') this.openLoop(frame);
    return frame;
  }

  private openLoop({ start, inHandler }: ControlFrame): void {
    this.loopDepth++;
    this.loops.set(start, { start, behindTest: -1, offset: this.offset });
    // Whoever takes over gets locals and operands, and no exception.
    if (inHandler || this.nextPlace > MAX_REGISTERS) this.canBeLeft = false;
  }

  /** Notes that the function makes tail calls. */
  noteTailCall(): void {
    this.canBeLeft = false;
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
    if (frame.kind === 'loop') this.repeatTest(frame.start);
    this.code.push(OPERATION.br);
    this.pushTarget(frame);
    this.reachable = false;
  }

  /** Where a loop begins with a test of whether to leave it, whoever goes back does the test, too: one operation instead of two where it goes on. */
  private repeatTest(start: number): void {
    const { code } = this;
    const operation = code.get(start);
    const inverse = start < code.length ? INVERSE_JUMPS.get(operation) : undefined;
    if (inverse === undefined) return;
    const operands: number[] = [];
    for (let i = 1; i < OPERANDS[operation]!.length; i++) operands.push(code.get(start + i));
    this.emitJump(inverse, operands);
    const behindTest = start + 2 + operands.length;
    code.push(behindTest);
    this.loops.set(start, { ...this.loops.get(start)!, behindTest });
  }

  /** Emits a jump without its target. One that compares a local that was just increased does that as well. */
  private emitJump(jump: number, operands: readonly number[]): void {
    const { code } = this;
    const stepping = STEPPING_JUMPS.get(jump);
    const step = stepping === undefined ? undefined : this.takeBackLocal(OPERATION['i32.add k'], operands[0]!);
    if (step === undefined) {
      code.push(jump);
      for (let i = 0; i < operands.length; i++) code.push(operands[i]!);
    } else for (const word of [stepping!, ...step, operands[1]!]) code.push(word);
  }

  /** A branch on a condition. */
  branchIf(frame: ControlFrame, { jump, inverse, operands }: Condition): void {
    this.settleTop(this.labelTypes(frame).length);
    if (this.isInPlace(frame)) {
      this.emitJump(jump, operands);
      this.pushTarget(frame);
      this.barrier();
      return;
    }
    const skip = this.jumpForward(inverse, operands);
    this.moveDown(frame);
    this.code.push(OPERATION.br);
    this.pushTarget(frame);
    this.bind(skip);
  }

  /** Emits a jump whose target comes later. @returns where to write it */
  jumpForward(jump: number, operands: readonly number[]): number {
    this.emitJump(jump, operands);
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
    if (frame.kind === 'loop') this.loopDepth--;
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
    this.settled = this.height;
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
