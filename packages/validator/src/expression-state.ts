import { BLOCKTYPE_EMPTY, blocktypeIsIndex, blocktypeResult, type FuncType, type ValType } from '@softwasm/syntax';
import type { Context } from './context.ts';
import { Control } from './control.ts';
import { Locals } from './locals.ts';
import { Operands } from './operands.ts';

export const NO_TYPES: readonly ValType[] = [];

/** The state of the validation of an expression (§7.3): what rules read and change. */
export class ExpressionState {
  readonly context: Context;
  readonly operands: Operands;
  readonly locals: Locals;
  readonly control: Control;
  /** The expression at hand. */
  code: Int32Array = new Int32Array(0);
  /** What the function at hand returns. */
  results: readonly ValType[] = NO_TYPES;
  /** Result types of a single type, by blocktype. */
  private readonly singleResults = new Map<number, readonly ValType[]>();

  constructor(context: Context) {
    this.context = context;
    this.operands = new Operands(context);
    this.locals = new Locals(context);
    this.control = new Control(context, this.operands, this.locals);
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
