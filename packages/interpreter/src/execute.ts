import { caughtBy, type ExceptionInstance, isCatchable, toTrap } from '@softwasm/runtime';
import type { FuncType, ValType } from '@softwasm/syntax';
import type { Context, InterpretedFunction } from './context.ts';
import { runLoop } from './loop.generated.ts';
import type { Machine } from './machine.ts';
import { type Clause, regionAt } from './regions.ts';
import { argumentWords, storePayload } from './registers.ts';
import { Signature } from './signature.ts';
import { framesAround } from './stack-trace.ts';
import type { Translation } from './translation.ts';

/** What entering costs, in operations: functions are warm the earlier, the more often they are entered. */
const ENTRY_STEPS = 20;

/**
 * Calls a function in the calling convention.
 *
 * @throws Trap, an `ExceptionInstance`, or what a host function threw
 */
export function enter(m: Machine, callee: InterpretedFunction, type: FuncType, words: ArrayLike<unknown>): unknown {
  const signature = (callee.signature ??= Signature.of(type));
  const base = m.top;
  const floor = m.depth;
  m.reserve(base, signature.argumentWords);
  signature.take(m, base, words);
  m.push(callee, base);
  const { steps } = m;
  m.steps = m.untilSample - ENTRY_STEPS;
  try {
    while (!run(m, floor)) m.sample();
  } finally {
    m.untilSample = m.steps;
    m.steps = steps;
    if (floor === 0) releaseReferences(m, type.results);
  }
  return signature.give(m, base);
}

/** What dead frames refer to must not be kept; results stand at the beginning. */
function releaseReferences({ references }: Machine, results: readonly ValType[]): void {
  const kept = argumentWords(results);
  if (references.length > kept) references.length = kept;
}

/**
 * Executes until the machine is no deeper than `floor`.
 *
 * @returns false where the steps ran out before
 */
export function run(m: Machine, floor: number): boolean {
  m.floors.push(floor);
  try {
    for (;;) {
      try {
        return runLoop(m, floor);
      } catch (error) {
        unwind(m, error, floor);
      }
    }
  } finally {
    m.floors.pop();
  }
}

/** Goes on where the exception is handled. @throws the error, as a trap where it is one, if no frame above `floor` does */
function unwind(m: Machine, error: unknown, floor: number): void {
  const { depth: innermost } = m;
  const thrown = toTrap(error, (stack) => framesAround(m, stack));
  if (!isCatchable(thrown)) {
    m.depth = floor;
    throw thrown;
  }
  for (let depth = innermost; depth > floor; depth--) {
    const { context, translation } = m.functions[depth]!;
    // Frames further out are in the midst of a call: what is next lies behind it.
    const at = m.returns[depth]! - (depth === innermost ? 0 : 1);
    if (translation === undefined || translation.regions.length === 0) continue;
    const exception = caughtBy(context.instance.store, thrown);
    const clause = findClause(context, translation, at, exception);
    if (clause === undefined) continue;
    m.depth = depth;
    m.returns[depth] = clause.target;
    handle(m, clause, exception, m.bases[depth]!);
    return;
  }
  m.depth = floor;
  throw thrown;
}

function handle(
  m: Machine,
  { tag, payload, exception: register }: Clause,
  exception: ExceptionInstance,
  base: number,
): void {
  if (tag >= 0) storePayload(m, base + payload, exception.tag.funcType.params, exception.words);
  if (register < 0) return;
  while (m.references.length <= base + register) m.references.push(null);
  m.references[base + register] = exception;
}

function findClause(
  { instance }: Context,
  { regions }: Translation,
  at: number,
  { tag }: ExceptionInstance,
): Clause | undefined {
  for (let i = regionAt(regions, at); i >= 0; i = regions[i]!.outer) {
    const clause = regions[i]!.clauses.find((candidate) => candidate.tag < 0 || instance.tags[candidate.tag] === tag);
    if (clause !== undefined) return clause;
  }
  return undefined;
}
