import { type Expr, HEADER_SLOTS, INSTRUCTION_NAMES, instructionSlots } from '@softwasm/syntax';
import { type ParseOptions, parseModule } from '../src/index.ts';

/** An expression as `name slot slot` lines. */
export function listing({ code }: Expr): string[] {
  const lines: string[] = [];
  for (let pc = 0; pc < code.length; pc += instructionSlots(code, pc)) {
    const slots = Array.from(code.subarray(pc + HEADER_SLOTS, pc + instructionSlots(code, pc)));
    lines.push([INSTRUCTION_NAMES[code[pc] as number], ...slots].join(' '));
  }
  return lines;
}

/** The body of the last function of a module, whose fields these are, without its `end`. */
export function body(fields: string, options: ParseOptions = {}): string[] {
  const { funcs } = parseModule(fields, options).module;
  const func = funcs[funcs.length - 1];
  if (func === undefined) throw new Error('no function');
  return listing(func.body().expr).slice(0, -1);
}
