import { type Expr, INSTRUCTION_COUNT, INSTRUCTION_ID, instructionSlots } from '@softwasm/syntax';
import { type InstructionScope, instructionText } from './immediates.ts';
import type { TextWriter } from './text-writer.ts';

/** What an instruction does to the nesting; 0 for nothing. */
const OPENS = 1;
const DIVIDES = 2;
const ENDS = 3;
const DELEGATES = 4;

const NESTING = new Uint8Array(INSTRUCTION_COUNT);
for (const name of ['block', 'loop', 'if', 'try', 'try_table'] as const) NESTING[INSTRUCTION_ID[name]] = OPENS;
for (const name of ['else', 'catch', 'catch_all'] as const) NESTING[INSTRUCTION_ID[name]] = DIVIDES;
NESTING[INSTRUCTION_ID.end] = ENDS;
NESTING[INSTRUCTION_ID.delegate] = DELEGATES;

/** What stands in front of an instruction: an annotation, or a comment. */
export type Prefix = (code: Int32Array, pc: number) => string;

/** Writes an expression one instruction a line, indented by nesting, without the `end` that closes it (§6.5). */
export function writeFlat(
  writer: TextWriter,
  scope: InstructionScope,
  { code }: Expr,
  depth: number,
  prefix: Prefix,
): void {
  const { labels } = scope;
  let indent = depth;
  for (let pc = 0; pc < code.length; pc += instructionSlots(code, pc)) {
    const nesting = NESTING[code[pc] as number];
    if (nesting === ENDS) {
      if (indent === depth) return;
      labels.close();
      indent--;
    } else if (nesting === DELEGATES) {
      labels.close();
      indent--;
    }
    const before = prefix(code, pc);
    const text = instructionText(scope, code, pc);
    writer.line(nesting === DIVIDES ? indent - 1 : indent, before + text);
    if (nesting === OPENS) {
      labels.open();
      indent++;
    }
  }
}
