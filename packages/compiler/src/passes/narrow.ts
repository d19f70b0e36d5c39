import { type FunctionIR, V_TEMP } from '../ir/function-ir.ts';
import { ALONE, allLoads, dropLoads } from '../ir/loads.ts';
import { OP, T_I32, T_I64 } from '../ir/node-ops.ts';
import { S_SET } from '../ir/statement-ops.ts';
import { replaceOperands, replaceRoots, visitOperands, visitRoots } from '../ir/visit.ts';
import { add, and, mul, or, shl, sub, xor } from '../ir/words.ts';

const { get: GET, low: LOW, long: LONG, 'long.of_i32': OF_I32, 'long.of_words': OF_WORDS } = OP;

type Word = (ir: FunctionIR, a: number, b: number) => number;

/** What computes the low word of a result from the low words of its operands; a shift's count is a word already. */
const LOW_WORDS: ReadonlyMap<number, Word> = new Map<number, Word>([
  [OP['long.add'], add],
  [OP['long.sub'], sub],
  [OP['long.mul'], mul],
  [OP['long.and'], and],
  [OP['long.or'], or],
  [OP['long.xor'], xor],
  [OP['long.shl'], shl],
]);

/**
 * Computes temporaries that are BigInts in one word where nothing asks for the other. They are set before they are read, so that one look from the end knows
 * of each how it is used.
 *
 * @returns whether there were any; what they needed besides may not be needed any more
 */
export function narrowLongs(ir: FunctionIR): boolean {
  const pass = new NarrowPass(ir);
  return pass.run();
}

class NarrowPass {
  private readonly ir: FunctionIR;
  /** By variable: whether more than its low word is read. */
  private readonly whole: Uint8Array;
  private readonly narrowed: Uint8Array;

  constructor(ir: FunctionIR) {
    this.ir = ir;
    this.whole = new Uint8Array(ir.varCount);
    this.narrowed = new Uint8Array(ir.varCount);
  }

  run(): boolean {
    const { ir } = this;
    let found = false;
    const use = (n: number): void => this.use(n);
    for (let i = ir.statementCount - 1; i >= 0; i--) {
      if (this.mayNarrow(i)) {
        this.narrow(i);
        found = true;
      }
      visitRoots(ir, i, use);
    }
    if (!found) return false;
    const replace = (n: number): number => this.replace(n);
    for (let i = 0; i < ir.statementCount; i++) replaceRoots(ir, i, replace);
    return true;
  }

  private use(n: number): void {
    const { ir } = this;
    const op = ir.op[n]!;
    if (op === GET) {
      if (ir.type[n] === T_I64) this.whole[ir.a[n]!] = 1;
    } else if (op !== LOW || ir.op[ir.a[n]!] !== GET) visitOperands(ir, n, (operand) => this.use(operand));
  }

  private mayNarrow(i: number): boolean {
    const { ir } = this;
    if (ir.kind[i] !== S_SET) return false;
    const variable = ir.x[i]!;
    // A local may be read before it is set, around a loop.
    if (ir.varKind[variable] !== V_TEMP) return false;
    return ir.varType[variable] === T_I64 && this.whole[variable] === 0 && this.hasLowWord(ir.y[i]!);
  }

  /** Whether the low word of a BigInt comes from low words alone, and what is left out has no trap of its own. */
  private hasLowWord(n: number): boolean {
    const { ir } = this;
    const op = ir.op[n]!;
    if (op === GET || op === OF_I32) return true;
    if (op === LONG || op === OF_WORDS) return allLoads(ir, ir.b[n]!, (load) => ir.d[load] !== ALONE);
    if (!LOW_WORDS.has(op)) return false;
    // Shifts of words count to 31.
    if (op === OP['long.shl']) return ir.a[ir.b[n]!]! < 32 && this.hasLowWord(ir.a[n]!);
    return this.hasLowWord(ir.a[n]!) && this.hasLowWord(ir.b[n]!);
  }

  private narrow(i: number): void {
    const { ir } = this;
    const variable = ir.x[i]!;
    ir.y[i] = this.lowWord(ir.y[i]!);
    ir.varType[variable] = T_I32;
    ir.type[ir.get(variable)] = T_I32;
    this.narrowed[variable] = 1;
  }

  private lowWord(n: number): number {
    const { ir } = this;
    const op = ir.op[n]!;
    ir.position = ir.at[n]!;
    if (op === GET) return ir.unary(LOW, n);
    if (op === LONG || op === OF_WORDS) dropLoads(ir, ir.b[n]!);
    if (op === LONG || op === OF_WORDS || op === OF_I32) return ir.a[n]!;
    const count = ir.b[n]!;
    return LOW_WORDS.get(op)!(ir, this.lowWord(ir.a[n]!), op === OP['long.shl'] ? count : this.lowWord(count));
  }

  /** @returns the variable itself in the place of its low word */
  private replace(n: number): number {
    const { ir } = this;
    if (ir.op[n] === LOW && ir.op[ir.a[n]!] === GET && this.narrowed[ir.a[ir.a[n]!]!] === 1) return ir.a[n]!;
    replaceOperands(ir, n, (operand) => this.replace(operand));
    return n;
  }
}
