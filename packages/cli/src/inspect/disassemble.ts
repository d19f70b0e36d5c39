import {
  type Func,
  formatValType,
  INSTRUCTION_ID,
  importCount,
  instructionSlots,
  type Module,
  type NameSection,
} from '@softwasm/syntax';
import { safeText } from '../safe-text.ts';
import { formatInstruction } from './format-instruction.ts';
import { formatFuncType, funcTypeAt } from './format-types.ts';

const idsOf = (...names: (keyof typeof INSTRUCTION_ID)[]): ReadonlySet<number> =>
  new Set(names.map((name) => INSTRUCTION_ID[name]));

/** What stands further left than the instructions before it, and what those after it stand further right of. */
const CLOSING = idsOf('end', 'else', 'catch', 'catch_all', 'delegate');
const OPENING = idsOf('block', 'loop', 'if', 'else', 'try', 'try_table', 'catch', 'catch_all');

/** Deeper nesting is not shown further to the right. */
const MAX_INDENTATION = 40;

/**
 * A function's locals and instructions, a line each, with byte offsets.
 *
 * @param index in the function index space; a defined function
 */
export function disassemble(module: Module, names: NameSection, index: number): string {
  const func = module.funcs[index - importCount(module, 'func')] as Func;
  const name = names.functions.get(index);
  const { locals, expr } = func.body();
  const lines = [
    `func ${index}${name === undefined ? '' : ` $${safeText(name)}`}${formatFuncType(funcTypeAt(module, func.type))}`,
  ];
  for (const { count, type } of locals) lines.push(`${' '.repeat(10)}  local ${count} × ${formatValType(type)}`);
  let depth = 1;
  for (let pc = 0; pc < expr.code.length; pc += instructionSlots(expr.code, pc)) {
    const id = expr.code[pc] as number;
    if (CLOSING.has(id)) depth--;
    const indentation = '  '.repeat(Math.min(depth, MAX_INDENTATION));
    lines.push(`${formatOffset(expr.code[pc + 1] as number)}${indentation}${formatInstruction(expr.code, pc)}`);
    if (OPENING.has(id)) depth++;
  }
  return lines.join('\n');
}

/** An offset as eight hexadecimal digits. */
export function formatOffset(offset: number): string {
  return `0x${offset.toString(16).padStart(8, '0')}`;
}
