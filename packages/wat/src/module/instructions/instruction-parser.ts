import {
  annotationError,
  type Expr,
  ExprBuilder,
  INSTRUCTION_COUNT,
  INSTRUCTION_ID,
  MALFORMED_TEXT,
  ValidationError,
} from '@softwasm/syntax';
import type { Cursor } from '../../cursor.ts';
import { KEYWORD as K } from '../../lexer/keywords.ts';
import { ID, KEYWORD, LEFT, RIGHT } from '../../lexer/token.ts';
import { HINT_ANNOTATION } from '../annotations.ts';
import type { BranchHint } from '../branch-hints.ts';
import type { ModuleContext } from '../module-context.ts';
import { parseBlockType, parseHandlers } from './block-head.ts';
import {
  ARM,
  FLAT_BLOCK,
  FLAT_CATCH,
  FLAT_CATCH_ALL,
  FLAT_ELSE,
  FLAT_IF,
  FLAT_TRY,
  FOLDED_BLOCK,
  FrameStack,
  IF_CONDITION,
  IF_ELSE,
  IF_THEN,
  LAST_FLAT_CONTEXT,
  LAST_FOLDED_CONTEXT,
  PLAIN,
  TRY_CATCH,
  TRY_CATCH_ALL,
  TRY_DELEGATE,
  TRY_DO,
  TRY_START,
} from './frames.ts';
import { IMMEDIATE_PARSERS, type ImmediateContext } from './immediates.ts';
import { LabelScope } from './labels.ts';
import { PendingInstructions } from './pending.ts';

const {
  block,
  loop,
  if: if_,
  else: else_,
  end,
  try: try_,
  try_table,
  catch: catch_,
  catch_all,
  delegate,
  br_if,
} = INSTRUCTION_ID;

/** Whether an instruction opens or divides a block, by id. */
const STRUCTURED = new Uint8Array(INSTRUCTION_COUNT);
for (const id of [block, loop, if_, else_, end, try_, try_table, catch_, catch_all, delegate]) STRUCTURED[id] = 1;

/**
 * Reads instructions (§6.5), flat or folded, and writes them in the order of the binary format. Nesting lives in a stack of frames, so that its depth is
 * bounded by memory alone.
 *
 * @see https://webassembly.github.io/spec/core/text/instructions.html
 */
export class InstructionParser implements ImmediateContext {
  readonly module: ModuleContext;
  readonly cursor: Cursor;
  readonly labels: LabelScope = new LabelScope();
  readonly pending: PendingInstructions = new PendingInstructions();
  private readonly frames = new FrameStack();
  private readonly out = new ExprBuilder(4096);
  /** Of the function whose body is read, if it is one. */
  private funcidx: number | undefined;
  private labelCount = 0;
  private labelNames: Map<number, string> | undefined;
  private hints: BranchHint[] | undefined;
  /** Hints of instructions that are pending still, innermost last. */
  private readonly pendingHints: { readonly from: number; readonly likely: boolean }[] = [];

  constructor(module: ModuleContext) {
    this.module = module;
    this.cursor = module.cursor;
  }

  /**
   * Reads the body of the function with this index, up to the `)` behind it, which stays.
   *
   * @throws ParseError
   */
  parseBody(funcidx: number): Expr {
    this.labelNames = undefined;
    this.hints = undefined;
    this.labelCount = 0;
    this.funcidx = funcidx;
    const expr = this.parseExpr();
    this.funcidx = undefined;
    if (this.labelNames !== undefined) this.module.labelNames.set(funcidx, this.labelNames);
    if (this.hints !== undefined) this.module.branchHints.set(funcidx, this.hints);
    return expr;
  }

  /** Reads an expression, up to the `)` behind it, which stays. */
  parseExpr(): Expr {
    this.reset();
    this.run(false);
    return this.finish();
  }

  /** Reads an expression that is one folded instruction. */
  parseFoldedExpr(): Expr {
    this.reset();
    if (this.cursor.kind !== LEFT) this.cursor.unexpected();
    this.run(true);
    return this.finish();
  }

  private reset(): void {
    this.out.reset();
    this.pending.clear();
    this.frames.clear();
    this.pendingHints.length = 0;
    this.labels.reset();
  }

  private finish(): Expr {
    this.out.begin(end, this.cursor.offset);
    return this.out.finish();
  }

  private run(single: boolean): void {
    const { cursor, frames } = this;
    const { kinds, values } = cursor.tokens;
    for (;;) {
      const kind = kinds[cursor.at];
      if (kind === KEYWORD) {
        if (frames.kind > LAST_FLAT_CONTEXT) cursor.unexpected();
        this.parseFlat(values[cursor.at] as number);
      } else if (kind === LEFT) this.parseLeft();
      else if (kind === RIGHT) {
        if (frames.depth === 0) return;
        this.parseRight();
        if (single && frames.depth === 0) return;
      } else cursor.unexpected();
    }
  }

  /** The instruction with this id comes next, without parentheses. */
  private parseFlat(id: number): void {
    const { cursor, pending, frames } = this;
    if (id >= INSTRUCTION_COUNT) cursor.unexpected();
    cursor.checkEnabled(id, cursor.at);
    if (STRUCTURED[id] === 0) {
      const from = this.parsePlain(id);
      this.write(from);
      return;
    }
    if (id === else_ || id === catch_ || id === catch_all) this.parseFlatArm(id);
    else if (id === end || id === delegate) this.parseFlatEnd(id);
    else {
      const from = pending.length;
      const symbol = this.parseBlockHead(id);
      this.write(from);
      const kind = id === if_ ? FLAT_IF : id === try_ ? FLAT_TRY : FLAT_BLOCK;
      frames.push(kind, 0, symbol, this.enterLabel(symbol));
    }
  }

  private parseFlatArm(id: number): void {
    const { cursor, frames, out } = this;
    const { kind } = frames;
    const fits = id === else_ ? kind === FLAT_IF : kind === FLAT_TRY || kind === FLAT_CATCH;
    if (!fits) cursor.unexpected();
    out.begin(id, cursor.offset);
    cursor.at++;
    if (id === else_) this.checkLabel();
    else if (id === catch_) out.push(this.module.tagIds.use(cursor));
    frames.kind = id === else_ ? FLAT_ELSE : id === catch_ ? FLAT_CATCH : FLAT_CATCH_ALL;
  }

  private parseFlatEnd(id: number): void {
    const { cursor, frames, labels, out } = this;
    const { kind, symbol, labelState } = frames;
    if (id === delegate ? kind !== FLAT_TRY : kind < 0 || kind > FLAT_CATCH_ALL) cursor.unexpected();
    out.begin(id, cursor.offset);
    cursor.at++;
    if (id === end) this.checkLabel();
    labels.exit(symbol, labelState);
    // What it delegates to is around the block that it closes.
    if (id === delegate) out.push(labels.use(cursor));
    frames.pop();
  }

  /** The label that `else` and `end` may repeat. */
  private checkLabel(): void {
    const { cursor, frames } = this;
    if (cursor.kind !== ID) return;
    if (cursor.tokens.values[cursor.at] !== frames.symbol) cursor.fail(MALFORMED_TEXT.mismatchingLabel);
    cursor.at++;
  }

  /** `(` comes next. */
  private parseLeft(): void {
    const { cursor, frames, pending } = this;
    const id = cursor.clause;
    const { kind } = frames;
    if (kind >= IF_CONDITION && this.parseArm(id)) return;
    const start = cursor.at++;
    if (kind > LAST_FOLDED_CONTEXT) cursor.unexpected();
    if (id < 0 || id >= INSTRUCTION_COUNT) cursor.unexpected();
    cursor.checkEnabled(id, cursor.at);
    this.takeHint(id, start, pending.length);
    if (STRUCTURED[id] === 0) {
      frames.push(PLAIN, this.parsePlain(id), -1, -1);
      return;
    }
    if (id === else_ || id === end || id === catch_ || id === catch_all || id === delegate) cursor.unexpected();
    const from = pending.length;
    const symbol = this.parseBlockHead(id);
    if (id === if_) frames.push(IF_CONDITION, from, symbol, -1);
    else {
      this.write(from);
      frames.push(id === try_ ? TRY_START : FOLDED_BLOCK, 0, symbol, this.enterLabel(symbol));
    }
  }

  /** A part of a folded `if` or `try`, whose keyword is `id`, if that is what comes next. */
  private parseArm(id: number): boolean {
    const { cursor, frames, labels, out, module } = this;
    const { kind } = frames;
    const offset = cursor.tokens.starts[cursor.at + 1] as number;
    if (id === K.then && kind === IF_CONDITION) {
      this.write(frames.slot);
      frames.labelState = this.enterLabel(frames.symbol);
      frames.kind = IF_THEN;
    } else if (id === else_ && kind === IF_THEN) {
      out.begin(else_, offset);
      frames.kind = IF_ELSE;
    } else if (id === K.do && kind === TRY_START) frames.kind = TRY_DO;
    else if (id === catch_ && (kind === TRY_DO || kind === TRY_CATCH)) {
      cursor.at += 2;
      out.begin(catch_, offset);
      out.push(module.tagIds.use(cursor));
      frames.kind = TRY_CATCH;
      frames.push(ARM, 0, -1, -1);
      return true;
    } else if (id === catch_all && (kind === TRY_DO || kind === TRY_CATCH)) {
      out.begin(catch_all, offset);
      frames.kind = TRY_CATCH_ALL;
    } else if (id === delegate && kind === TRY_DO) {
      cursor.at += 2;
      labels.exit(frames.symbol, frames.labelState);
      out.begin(delegate, offset);
      out.push(labels.use(cursor));
      cursor.close();
      frames.kind = TRY_DELEGATE;
      return true;
    } else return false;
    cursor.at += 2;
    frames.push(ARM, 0, -1, -1);
    return true;
  }

  /** `)` comes next, and a frame is open. */
  private parseRight(): void {
    const { cursor, frames, labels, out } = this;
    const { kind } = frames;
    if (kind === PLAIN) this.write(frames.slot);
    else if (
      kind === FOLDED_BLOCK ||
      kind === IF_THEN ||
      kind === IF_ELSE ||
      (kind >= TRY_DO && kind <= TRY_CATCH_ALL)
    ) {
      out.begin(end, cursor.offset);
      labels.exit(frames.symbol, frames.labelState);
    } else if (kind !== ARM && kind !== TRY_DELEGATE) cursor.unexpected();
    frames.pop();
    cursor.at++;
  }

  /** Reads an instruction that is no block; where it starts among the pending ones. */
  private parsePlain(id: number): number {
    const { pending } = this;
    const cursor: Cursor = this.cursor;
    const from = pending.length;
    this.takeHint(id, cursor.at, pending.length);
    pending.push(id);
    pending.push(cursor.offset);
    cursor.at++;
    const parse = IMMEDIATE_PARSERS[id];
    if (parse === undefined) cursor.unexpected();
    parse(this, id, from);
    return from;
  }

  /** Reads what opens a block, leaving it pending; the symbol of its label, or -1. */
  private parseBlockHead(id: number): number {
    const { cursor, pending, module } = this;
    this.takeHint(id, cursor.at, pending.length);
    pending.push(id);
    pending.push(cursor.offset);
    cursor.at++;
    const symbol = cursor.optionalId();
    pending.push(parseBlockType(module));
    if (id === try_table) parseHandlers(module, this.labels, pending);
    return symbol;
  }

  /** Opens the label of a block that was written: in the order of the binary, where the condition of an `if` comes first. See `LabelScope.enter`. */
  private enterLabel(symbol: number): number {
    if (symbol >= 0) {
      this.labelNames ??= new Map();
      this.labelNames.set(this.labelCount, this.cursor.tokens.symbols.name(symbol));
    }
    this.labelCount++;
    return this.labels.enter(symbol);
  }

  /** Writes the pending instruction that starts at `from`. */
  private write(from: number): void {
    const { pendingHints, out } = this;
    const hint = pendingHints[pendingHints.length - 1];
    if (hint !== undefined && hint.from === from) {
      pendingHints.pop();
      this.hints ??= [];
      this.hints.push({ slot: out.length, likely: hint.likely });
    }
    this.pending.flush(from, out);
  }

  /** Looks for a branch hint in front of the instruction whose first token this is, and which will be pending from `from` on. */
  private takeHint(id: number, token: number, from: number): void {
    const { annotations } = this.module;
    if (annotations.hintCount === 0) return;
    const likely = annotations.takeHint(token);
    if (likely === undefined) return;
    if (id !== if_ && id !== br_if) {
      const offset = this.cursor.tokens.starts[token] as number;
      throw new ValidationError(annotationError(HINT_ANNOTATION, 'invalidTarget'), offset, this.funcidx);
    }
    this.pendingHints.push({ from, likely });
  }
}
