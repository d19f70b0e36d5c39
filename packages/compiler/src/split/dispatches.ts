import type { FunctionIR } from '../ir/function-ir.ts';
import { OP } from '../ir/node-ops.ts';
import { OPENING, S_AGAIN, S_CASE, S_CONTINUE, S_DEFAULT, S_END, S_SET, S_SWITCH } from '../ir/statement-ops.ts';
import { dispatchBehind, type Labels } from './labels.ts';

const GET = OP.get;

/** Where a switch leads. */
interface Cases {
  readonly byValue: Map<number, number>;
  fallback: number;
}

/**
 * Jumps that dispatch a switch anew on a constant, as those of state machines do: they lead to one case, whatever else the switch has.
 *
 * @returns by statement: the `case` or `default` that a jump leads to; -1 where it is no such jump
 */
export function constantDispatches(ir: FunctionIR, labels: Labels): Int32Array {
  const { kind, x, y } = ir;
  const cases = casesOf(ir);
  const targets = new Int32Array(ir.statementCount).fill(-1);
  for (let i = 1; i < ir.statementCount; i++) {
    if ((kind[i] !== S_AGAIN && kind[i] !== S_CONTINUE) || kind[i - 1] !== S_SET || !ir.isConst(y[i - 1]!)) continue;
    const dispatch = kind[i] === S_AGAIN ? labels.opened[x[i]!]! : dispatchBehind(ir, labels.opened[x[i]!]!);
    const known = cases.get(dispatch);
    if (known === undefined || ir.a[y[dispatch]!] !== x[i - 1]) continue;
    targets[i] = known.byValue.get(ir.a[y[i - 1]!]!) ?? known.fallback;
  }
  return targets;
}

/** The cases of switches that look at a variable, by the switch. */
function casesOf({ kind, x, y, op, statementCount }: FunctionIR): Map<number, Cases> {
  const cases = new Map<number, Cases>();
  const open: number[] = [];
  for (let i = 0; i < statementCount; i++) {
    const k = kind[i]!;
    if (OPENING[k] === 1) {
      open.push(i);
      if (k === S_SWITCH && op[y[i]!] === GET) cases.set(i, { byValue: new Map(), fallback: -1 });
    } else if (k === S_END) open.pop();
    else if (k === S_CASE) cases.get(open[open.length - 1]!)?.byValue.set(x[i]!, i);
    else if (k === S_DEFAULT) {
      const own = cases.get(open[open.length - 1]!);
      if (own !== undefined) own.fallback = i;
    }
  }
  return cases;
}
