import { INSTRUCTION_COUNT, INSTRUCTION_ID, type InstructionName, instructionSlots } from '@softwasm/syntax';

const OPENING: readonly InstructionName[] = ['block', 'loop', 'if', 'try', 'try_table'];

/** +1 for what opens a construct, by instruction id. */
const OPENS = new Uint8Array(INSTRUCTION_COUNT);
for (const name of OPENING) OPENS[INSTRUCTION_ID[name]] = 1;

/** 1 for what ends or separates the arms of a construct. */
const CLOSES = new Uint8Array(INSTRUCTION_COUNT);
for (const name of ['else', 'end', 'catch', 'catch_all', 'delegate'] as const) CLOSES[INSTRUCTION_ID[name]] = 1;

/** Whether an instruction opens a construct. */
export function opens(id: number): boolean {
  return OPENS[id] === 1;
}

const END = INSTRUCTION_ID.end;
const DELEGATE = INSTRUCTION_ID.delegate;

/** The one place where unreachable code is dropped: from `pc` to the `else`, `end` or handler that belongs to the construct around it. */
export function skipUnreachable(code: Int32Array, pc: number): number {
  let depth = 0;
  for (;;) {
    const id = code[pc]!;
    if (OPENS[id] === 1) depth++;
    else if (CLOSES[id] === 1) {
      if (depth === 0) return pc;
      if (id === END || id === DELEGATE) depth--;
    }
    pc += instructionSlots(code, pc);
  }
}
