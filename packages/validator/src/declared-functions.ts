import { type Expr, HEADER_SLOTS, INSTRUCTION_ID, IntegerExpr, instructionSlots } from '@softwasm/syntax';
import type { Context } from './context.ts';

const REF_FUNC = INSTRUCTION_ID['ref.func'];

/**
 * Notes the functions that occur in the module outside of function bodies and of the start function: bodies may take references to those alone
 * (§3.5.16, the context's `refs`).
 */
export function collectDeclaredFunctions({ module, declared }: Context): void {
  const scan = (expr: Expr): void => {
    if (expr instanceof IntegerExpr) return;
    const { code } = expr;
    for (let pc = 0; pc < code.length; pc += instructionSlots(code, pc)) {
      if (code[pc] === REF_FUNC) declared[(code[pc + HEADER_SLOTS] as number) >>> 0] = 1;
    }
  };
  for (const { init } of module.globals) scan(init);
  for (const { init } of module.tables) if (init !== undefined) scan(init);
  for (const { kind, index } of module.exports) if (kind === 'func') declared[index] = 1;
  for (const { init, mode } of module.elements) {
    if (init.kind === 'exprs') for (const expr of init.exprs) scan(expr);
    else for (const funcidx of init.funcs) declared[funcidx] = 1;
    if (mode.kind === 'active') scan(mode.at);
  }
  for (const { mode } of module.datas) if (mode.kind === 'active') scan(mode.at);
}
