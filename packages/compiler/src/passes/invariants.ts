import { type FunctionIR, V_TEMP } from '../ir/function-ir.ts';
import { NODE_NAMES, type NodeOp, OP, OPERANDS } from '../ir/node-ops.ts';
import { becomeGet, moved } from '../ir/replace.ts';
import { S_LOOP, S_SET } from '../ir/statement-ops.ts';
import { visitOperands, visitRoots } from '../ir/visit.ts';
import { Definitions } from './definitions.ts';
import { constructEnds, Rewrite } from './rewrite.ts';

const GET = OP.get;
const MUL = OP.mul;

/** What is worth a variable: calls of functions of `Math`, quotients, and what rounds. Products with constants are mostly multiplications of numbers. */
const EXPENSIVE: ReadonlySet<NodeOp> = new Set<NodeOp>([
  'mul',
  'mulhi_u',
  'mulhi_u.beside',
  'mulhi_u.sum',
  'mulhi_k',
  'div_s',
  'div_u',
  'rem_s',
  'rem_u',
  'f64.div',
  'f64.sqrt',
  'f32.add',
  'f32.sub',
  'f32.mul',
  'f32.div',
  'f32.sqrt',
]);
const IS_EXPENSIVE: Uint8Array = Uint8Array.from(NODE_NAMES, (name) => (EXPENSIVE.has(name) ? 1 : 0));

const EXPENSIVE_OPS: readonly number[] = [...EXPENSIVE].map((name) => OP[name]);

/** A loop that is open. */
interface Loop {
  readonly start: number;
  readonly end: number;
}

/**
 * Computes before a loop what is expensive and the same in all its turns: nothing in it is set in the loop, and nothing is loaded. Without a JIT alone, for
 * which a variable costs nothing; a loop without turns computes it in vain.
 */
export function hoistInvariants(ir: FunctionIR): void {
  if (ir.hasKind[S_LOOP] === 1 && hasExpensive(ir)) new InvariantPass(ir).run();
}

/** Whether there is anything expensive at all. */
function hasExpensive(ir: FunctionIR): boolean {
  const { hasOp, op, nodeCount } = ir;
  if (!EXPENSIVE_OPS.some((code) => hasOp[code] === 1)) return false;
  for (let n = 0; n < nodeCount; n++) if (IS_EXPENSIVE[op[n]!] === 1 && isExpensive(ir, n)) return true;
  return false;
}

function isExpensive(ir: FunctionIR, n: number): boolean {
  if (IS_EXPENSIVE[ir.op[n]!] === 0 || ir.isVolatile(n)) return false;
  return ir.op[n] !== MUL || !ir.isConst(ir.b[n]!);
}

class InvariantPass {
  private readonly ir: FunctionIR;
  private readonly rewrite: Rewrite;
  private readonly ends: Int32Array;
  private readonly loops: Loop[] = [];
  private readonly definitions: Definitions;
  private found = false;

  constructor(ir: FunctionIR) {
    this.ir = ir;
    this.rewrite = new Rewrite(ir);
    this.ends = constructEnds(ir);
    this.definitions = new Definitions(ir);
  }

  run(): void {
    const { ir, loops, ends } = this;
    const visit = (n: number): void => this.hoist(n, loops.length);
    // What is inserted has no statements of its own here.
    const count = ir.statementCount;
    for (let i = 0; i < count; i++) {
      while (loops.length > 0 && loops[loops.length - 1]!.end <= i) loops.pop();
      if (ir.kind[i] === S_LOOP) loops.push({ start: i, end: ends[i]! });
      else if (loops.length > 0) visitRoots(ir, i, visit);
    }
    if (this.found) this.rewrite.apply();
  }

  /** Hoists what of a tree, which is evaluated in `depth` loops, is the same in the turns of some. Trees are of bounded depth. */
  private hoist(n: number, depth: number): void {
    const { ir } = this;
    if (OPERANDS[ir.op[n]!]! === 0) {
      visitOperands(ir, n, (operand) => this.hoist(operand, depth));
      return;
    }
    const level = isExpensive(ir, n) ? this.levelOf(n) : depth;
    visitOperands(ir, n, (operand) => this.hoist(operand, Math.min(level, depth)));
    if (level >= depth) return;
    const variable = ir.variable(ir.type[n]!, V_TEMP, -1, 0);
    this.rewrite.before(this.loops[level]!.start, { kind: S_SET, x: variable, y: moved(ir, n) });
    becomeGet(ir, n, variable);
    this.found = true;
  }

  /** In how many of the loops, from the outside in, a tree has to be evaluated. */
  private levelOf(n: number): number {
    const { ir, loops } = this;
    if (ir.op[n] === GET) {
      // What is set in a loop is set in all around it.
      let low = 0;
      let high = loops.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (this.definitions.isSetIn(ir.a[n]!, loops[middle]!.start, loops[middle]!.end)) low = middle + 1;
        else high = middle;
      }
      return low;
    }
    let level = 0;
    visitOperands(ir, n, (operand) => {
      if (level < loops.length) level = Math.max(level, this.levelOf(operand));
    });
    return level;
  }
}
