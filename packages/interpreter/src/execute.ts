import { caughtBy, type ExceptionInstance, isCatchable, toTrap } from '@softwasm/runtime';
import { type FuncType, Trap, type ValType } from '@softwasm/syntax';
import type { Context, InterpretedFunction } from './context.ts';
import { runLoop } from './loop.generated.ts';
import type { Machine } from './machine.ts';
import { type Clause, regionAt } from './regions.ts';
import { argumentWords, giveResults, storePayload, takeArguments } from './registers.ts';
import type { Translation } from './translation.ts';

/**
 * Calls a function in the calling convention.
 *
 * @throws Trap, an `ExceptionInstance`, or what a host function threw
 */
export function enter(m: Machine, callee: InterpretedFunction, type: FuncType, words: ArrayLike<unknown>): unknown {
  const base = m.top;
  const floor = m.depth;
  m.reserve(base, argumentWords(type.params));
  takeArguments(m, base, type.params, words);
  m.push(callee, base);
  const { steps } = m;
  m.steps = Number.POSITIVE_INFINITY;
  try {
    run(m, floor);
  } finally {
    m.steps = steps;
    if (floor === 0) releaseReferences(m, type.results);
  }
  return giveResults(m, base, type.results);
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
  for (;;) {
    try {
      return runLoop(m, floor);
    } catch (error) {
      unwind(m, error, floor);
    }
  }
}

/** Goes on where the exception is handled. @throws the error, as a trap where it is one, if no frame above `floor` does */
function unwind(m: Machine, error: unknown, floor: number): void {
  const { depth: innermost } = m;
  const thrown = toTrap(error);
  if (!isCatchable(thrown)) {
    if (thrown instanceof Trap) thrown.frames = [...thrown.frames, ...m.frames(floor)];
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
