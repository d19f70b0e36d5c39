import { framesOf, type JavaScriptFrame, parseStack } from '@softwasm/runtime';
import type { TrapFrame } from '@softwasm/syntax';
import type { Machine } from './machine.ts';

/*
 * Interpreted functions call generated ones, and the other way round: in a stack trace of JavaScript, one line stands for all frames of an entry of the machine.
 */

/** The line of a stack trace from which the loop is called; `undefined` where none is known. */
let entryLine: JavaScriptFrame | undefined;

/** Finds that line: two traps of different operations, thrown below the same calls, have it behind the first line in which they differ. */
export function learnEntryLine(stack: string | undefined, other: string | undefined): void {
  const [frames, others] = [parseStack(stack ?? ''), parseStack(other ?? '')];
  const loop = frames.findIndex((frame, i) => others[i] !== undefined && !isSame(frame, others[i]));
  if (loop >= 0) entryLine = frames[loop + 1];
}

function isSame(a: JavaScriptFrame, b: JavaScriptFrame): boolean {
  return a.url === b.url && a.line === b.line && a.column === b.column;
}

/** All frames where a trap has struck, innermost first: those of the machine, and in between, as far as the trace tells, those of other engines. */
export function framesAround(m: Machine, stack: string | undefined): TrapFrame[] {
  let level = m.floors.length;
  let top = m.depth;
  const next = (): TrapFrame[] => {
    const floor = m.floors[--level]!;
    const frames = m.frames(floor, top);
    top = floor;
    return frames;
  };
  const known = framesOf(stack, (frame) =>
    level > 0 && entryLine !== undefined && isSame(frame, entryLine) ? next() : undefined,
  );
  // Engines cut traces short.
  while (level > 0) known.push(...next());
  return known;
}
