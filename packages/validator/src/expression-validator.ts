import {
  type Expr,
  FIXED_SLOTS,
  type Func,
  type FuncType,
  type GlobalType,
  HEADER_SLOTS,
  I32,
  INSTRUCTION_ID,
  INVALID,
  IntegerExpr,
  instructionSlots,
  MALFORMED,
  NATURAL_ALIGNMENT,
  type ValType,
} from '@softwasm/syntax';
import { BodyAcceptor } from './body-acceptor.ts';
import { constantInstructions } from './constant-instructions.ts';
import type { Context } from './context.ts';
import { BLOCK_KINDS } from './control.ts';
import { ExpressionState, NO_TYPES } from './expression-state.ts';
import { FAST_LOCAL_GET, FAST_LOCAL_SET, FAST_LOCAL_TEE, fastSignatures } from './fast-signatures.ts';
import { RULES_BY_ID } from './rules/index.ts';
import type { Rule } from './rules/rule.ts';

const GLOBAL_GET = INSTRUCTION_ID['global.get'];

/**
 * Validates expressions (§3.4.13) by the algorithm of the appendix (§7.3): function bodies and constant expressions, one after the other. The
 * stacks are kept from one to the next.
 *
 * Most instructions only pop and push numbers and vectors: the loop does those itself. Every other one has a rule (`rules/`).
 *
 * @see https://webassembly.github.io/spec/core/appendix/algorithm.html
 */
export class ExpressionValidator extends ExpressionState {
  private readonly signatures: Int32Array;
  private readonly constants: Uint8Array;
  private acceptor: BodyAcceptor | undefined;

  /** To be made when all memories of the context are known. */
  constructor(context: Context) {
    super(context);
    this.signatures = fastSignatures(context.memories[0]);
    this.constants = constantInstructions(context.features);
  }

  /**
   * Validates the body of a defined function (§3.5.6).
   *
   * @throws ValidationError
   * @throws DecodeError where the body is malformed
   */
  func(func: Func, funcidx: number): void {
    const { context } = this;
    context.func = funcidx;
    context.offset = func.offset;
    const type = context.funcType(func.type);
    if (!this.accepts(func, type)) this.body(func, type);
    context.func = undefined;
  }

  /** Whether one look at the bytes suffices. */
  private accepts(func: Func, type: FuncType): boolean {
    const { binary } = func;
    if (binary === undefined) return false;
    if (binary !== this.acceptor?.binary) this.acceptor = new BodyAcceptor(this.context, binary);
    return this.acceptor.accepts(func.offset, func.size, type);
  }

  private body(func: Func, { params, results }: FuncType): void {
    const { context, locals } = this;
    const body = func.body();
    locals.reset();
    locals.addParams(params);
    for (const { count, type } of body.locals) locals.declare(count, context.valType(type));
    locals.seal();
    this.expression(body.expr, results);
  }

  /**
   * Validates a constant expression of this type (§3.5.15). `globals` says how many of the globals it may read.
   *
   * @throws ValidationError
   */
  constant(expr: Expr, type: ValType, globals: number): void {
    if (type === I32 && expr instanceof IntegerExpr) return;
    const { context } = this;
    const { code } = expr;
    for (let pc = 0; pc < code.length; pc += instructionSlots(code, pc)) {
      const id = code[pc] as number;
      context.offset = code[pc + 1] as number;
      if (this.constants[id] !== 1) context.fail(INVALID.constantRequired);
      if (id === GLOBAL_GET) this.constantGlobal((code[pc + HEADER_SLOTS] as number) >>> 0, globals);
    }
    this.locals.reset();
    this.locals.seal();
    this.expression(expr, [type]);
  }

  private constantGlobal(globalidx: number, globals: number): void {
    const { context } = this;
    context.bound(globalidx, globals, INVALID.unknownGlobal);
    if ((context.globals[globalidx] as GlobalType).mutable) context.fail(INVALID.constantRequired);
  }

  private expression({ code }: Expr, results: readonly ValType[]): void {
    const { context, control, operands } = this;
    this.code = code;
    this.results = results;
    operands.reset();
    control.reset();
    control.open(BLOCK_KINDS.block, NO_TYPES, results);
    if (this.instructions(code) !== code.length) context.fail(MALFORMED.endExpected);
  }

  /**
   * Validates up to the `end` that closes the outermost block, and returns where that ends. Everything that the loop reads is in a local variable,
   * and the layout of packed signatures is spelt out (`fast-signatures.ts` explains it): it matters without a JIT.
   */
  private instructions(code: Int32Array): number {
    const { context, control, operands, signatures } = this;
    // Types of locals by index; nothing, or 0, where a closer look is due.
    const { readable } = this.locals;
    const { length } = code;
    const rules = RULES_BY_ID;
    const fixedSlots = FIXED_SLOTS;
    let pc = 0;
    let { types, height, floor } = operands;
    while (pc < length) {
      const id = code[pc] as number;
      const signature = signatures[id] as number;
      if (signature >= 0) {
        const params = signature & 3;
        if (
          height - params >= floor &&
          (params === 0 ||
            (types[height - 1] === ((signature >> 8) & 0x7f) &&
              (params === 1 || types[height - 2] === ((signature >> 15) & 0x7f)))) &&
          ((signature & 4) === 0 || this.plainMemarg(id, pc))
        ) {
          height -= params;
          if (signature >= 0x400000) {
            if (height === types.length) types = operands.grow();
            types[height++] = signature >> 22;
          }
          pc += (signature >> 3) & 0x1f;
          continue;
        }
      } else if (signature === FAST_LOCAL_GET) {
        const type = readable[code[pc + 2] as number] as ValType;
        if (type > 0) {
          if (height === types.length) types = operands.grow();
          types[height++] = type;
          pc += 3;
          continue;
        }
      } else if (signature === FAST_LOCAL_SET) {
        const type = readable[code[pc + 2] as number] as ValType;
        if (type > 0 && height > floor && types[height - 1] === type) {
          height--;
          pc += 3;
          continue;
        }
      } else if (signature === FAST_LOCAL_TEE) {
        const type = readable[code[pc + 2] as number] as ValType;
        if (type > 0 && height > floor && types[height - 1] === type) {
          pc += 3;
          continue;
        }
      }
      operands.height = height;
      context.offset = code[pc + 1] as number;
      (rules[id] as Rule)(this, pc + HEADER_SLOTS, id);
      pc += (fixedSlots[id] as number) || instructionSlots(code, pc);
      if (control.depth === 0) break;
      types = operands.types;
      height = operands.height;
      floor = operands.floor;
    }
    return pc;
  }

  /** Whether a memarg wants no closer look: an alignment that is small enough, memory 0, an offset below 2^32. */
  private plainMemarg(id: number, pc: number): boolean {
    const { code } = this;
    return (code[pc + 2] as number) <= (NATURAL_ALIGNMENT[id] as number) && code[pc + 3] === 0 && code[pc + 5] === 0;
  }
}
