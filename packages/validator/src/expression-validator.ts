import {
  BLOCKTYPE_EMPTY,
  blocktypeIsIndex,
  blocktypeResult,
  type Expr,
  FIXED_SLOTS,
  type Func,
  type FuncType,
  type GlobalType,
  HEADER_SLOTS,
  INSTRUCTION_ID,
  INVALID,
  instructionSlots,
  MALFORMED,
  NATURAL_ALIGNMENT,
  type ValType,
} from '@softwasm/syntax';
import { constantInstructions } from './constant-instructions.ts';
import type { Context } from './context.ts';
import { BLOCK_KINDS, Control } from './control.ts';
import {
  FAST_BELOW,
  FAST_MEMARG,
  FAST_PARAMS,
  FAST_RESULT,
  FAST_RESULT_ONE,
  FAST_TOP,
  FAST_TYPE,
  fastSignatures,
} from './fast-signatures.ts';
import { Locals } from './locals.ts';
import { Operands } from './operands.ts';
import { RULES_BY_ID } from './rules/index.ts';
import type { Rule } from './rules/rule.ts';

const GLOBAL_GET = INSTRUCTION_ID['global.get'];
const NO_TYPES: readonly ValType[] = [];

/**
 * Validates expressions (§3.4.13) by the algorithm of the appendix (§7.3): function bodies and constant expressions, one after the other. The
 * stacks are kept from one to the next.
 *
 * Most instructions only pop and push numbers and vectors: the loop does those itself. Every other one has a rule (`rules/`).
 *
 * @see https://webassembly.github.io/spec/core/appendix/algorithm.html
 */
export class ExpressionValidator {
  readonly context: Context;
  readonly operands: Operands;
  readonly locals: Locals;
  readonly control: Control;
  /** The expression at hand. */
  code: Int32Array = new Int32Array(0);
  /** What the function at hand returns. */
  results: readonly ValType[] = NO_TYPES;
  private readonly signatures: Int32Array;
  private readonly constants: Uint8Array;
  /** Result types of a single type, by blocktype. */
  private readonly singleResults = new Map<number, readonly ValType[]>();

  /** To be made when all memories and globals of the context are known. */
  constructor(context: Context) {
    this.context = context;
    this.operands = new Operands(context);
    this.locals = new Locals(context);
    this.control = new Control(context, this.operands, this.locals);
    this.signatures = fastSignatures(context);
    this.constants = constantInstructions(context.features);
  }

  /**
   * Validates the body of a defined function (§3.5.6).
   *
   * @throws ValidationError
   * @throws DecodeError where the body is malformed
   */
  func(func: Func, funcidx: number): void {
    const { context, locals } = this;
    context.func = funcidx;
    context.offset = func.offset;
    const { params, results } = context.funcType(func.type);
    const body = func.body();
    locals.reset();
    locals.addParams(params);
    for (const { count, type } of body.locals) locals.declare(count, context.valType(type));
    this.expression(body.expr, results);
    context.func = undefined;
  }

  /**
   * Validates a constant expression of this type (§3.5.15). `globals` says how many of the globals it may read.
   *
   * @throws ValidationError
   */
  constant(expr: Expr, type: ValType, globals: number): void {
    const { context } = this;
    const { code } = expr;
    for (let pc = 0; pc < code.length; pc += instructionSlots(code, pc)) {
      const id = code[pc] as number;
      context.offset = code[pc + 1] as number;
      if (this.constants[id] !== 1) context.fail(INVALID.constantRequired);
      if (id === GLOBAL_GET) this.constantGlobal((code[pc + HEADER_SLOTS] as number) >>> 0, globals);
    }
    this.locals.reset();
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

  /** Validates up to the `end` that closes the outermost block, and returns where that ends. */
  private instructions(code: Int32Array): number {
    const { context, control, operands, signatures } = this;
    const { length } = code;
    let pc = 0;
    while (pc < length) {
      const id = code[pc] as number;
      const signature = signatures[id] as number;
      if (signature >= 0) {
        const { types, height } = operands;
        const params = signature & FAST_PARAMS;
        if (
          height - params >= operands.floor &&
          (params === 0 ||
            (types[height - 1] === ((signature >> FAST_TOP) & FAST_TYPE) &&
              (params === 1 || types[height - 2] === ((signature >> FAST_BELOW) & FAST_TYPE)))) &&
          // A memarg: alignment, memory index, high word of the offset.
          ((signature & FAST_MEMARG) === 0 ||
            ((code[pc + 2] as number) <= (NATURAL_ALIGNMENT[id] as number) && code[pc + 3] === 0 && code[pc + 5] === 0))
        ) {
          operands.height = height - params;
          if (signature >= FAST_RESULT_ONE) operands.push(signature >> FAST_RESULT);
          pc += FIXED_SLOTS[id] as number;
          continue;
        }
      }
      context.offset = code[pc + 1] as number;
      (RULES_BY_ID[id] as Rule)(this, pc + HEADER_SLOTS, id);
      pc += (FIXED_SLOTS[id] as number) || instructionSlots(code, pc);
      if (control.depth === 0) break;
    }
    return pc;
  }

  /** The type of a block (§3.4.8). */
  blockType(blocktype: number): Pick<FuncType, 'params' | 'results'> {
    if (blocktypeIsIndex(blocktype)) return this.context.funcType(blocktype);
    return { params: NO_TYPES, results: blocktype === BLOCKTYPE_EMPTY ? NO_TYPES : this.oneResult(blocktype) };
  }

  private oneResult(blocktype: number): readonly ValType[] {
    let results = this.singleResults.get(blocktype);
    if (results === undefined) {
      results = [this.context.valType(blocktypeResult(blocktype))];
      this.singleResults.set(blocktype, results);
    }
    return results;
  }
}
