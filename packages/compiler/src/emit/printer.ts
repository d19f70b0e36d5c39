import type { ModuleShape } from '../build/module-shape.ts';
import type { FunctionIR } from '../ir/function-ir.ts';
import { OP } from '../ir/node-ops.ts';
import type { CompileOptions } from '../options.ts';
import type { Ranges } from '../passes/ranges.ts';
import { OuterNames } from './outer-names.ts';
import { RUNTIME_HELPERS, type RuntimeHelper } from './runtime-helpers.ts';

/** Precedences of JavaScript's operators, lowest first. */
export const P_COMMA = 0;
export const P_ASSIGN = 1;
export const P_COND = 2;
export const P_OR = 3;
export const P_AND = 4;
export const P_BITOR = 5;
export const P_BITXOR = 6;
export const P_BITAND = 7;
export const P_EQUALITY = 8;
export const P_RELATIONAL = 9;
export const P_SHIFT = 10;
export const P_ADD = 11;
export const P_MUL = 12;
export const P_UNARY = 14;
export const P_CALL = 17;
export const P_ATOM = 18;

/** A word as a signed 32-bit integer. For floats and references: exactly the value. */
export const SIGNED = 0;
/** Some exact integer that is congruent to the word modulo 2^32. For floats: some number that arithmetic treats alike. */
export const ANY = 1;
/** A word as an unsigned 32-bit integer. */
export const UNSIGNED = 2;
/** A word by its truth alone. */
export const TRUTH = 3;

/** The value of a float, bits included. */
export const VALUE: number = SIGNED;
/** A float as an operand of arithmetic. */
export const ARITH: number = ANY;

/** A float as an operand of what rounds it to single precision. */
export const ROUNDING = 4;

/** What of an instance a piece of emitted code uses, by kind and index. */
export interface Uses {
  /** Functions called directly. */
  readonly functions: Set<number>;
  /** Views of memories. */
  readonly views: Set<number>;
  /** Views four bytes shorter. */
  readonly shortViews: Set<number>;
  /** Typed arrays over memories, by their keys (`array-views.ts`), and those of which the length is asked for. */
  readonly arrays: Set<number>;
  readonly lengths: Set<number>;
  readonly memories: Set<number>;
  readonly tables: Set<number>;
  /** Code arrays for `call_indirect`: `table * 2^32 + type index`. */
  readonly codes: Set<number>;
  readonly globals: Set<number>;
  /** Globals that are read and written as BigInts: `2 * index`, and 1 more where these have a sign. */
  readonly longGlobals: Set<number>;
  readonly datas: Set<number>;
  readonly elements: Set<number>;
  /** Type indices whose canonical ids are asked for. */
  readonly types: Set<number>;
  /** Structure and array types whose classes are asked for. */
  readonly classes: Set<number>;
  readonly tags: Set<number>;
  readonly helpers: Set<RuntimeHelper>;
  instance: boolean;
}

/** The variable of a unit that holds an array of the one BigInt that a global is. */
export function longGlobalName(index: number, signed: boolean): string {
  return `${signed ? 'GS' : 'GU'}${index}`;
}

export function newUses(): Uses {
  return {
    functions: new Set(),
    views: new Set(),
    shortViews: new Set(),
    arrays: new Set(),
    lengths: new Set(),
    memories: new Set(),
    tables: new Set(),
    codes: new Set(),
    globals: new Set(),
    longGlobals: new Set(),
    datas: new Set(),
    elements: new Set(),
    types: new Set(),
    classes: new Set(),
    tags: new Set(),
    helpers: new Set(),
    instance: false,
  };
}

/** Helpers that are called where something is rare, or that are assigned to. */
const COLD: ReadonlySet<RuntimeHelper> = new Set(
  RUNTIME_HELPERS.filter((name) => /^trap_|^indirect$|_nan$|^TAIL$|^tail_/.test(name)),
);

/** Prints a node so that it binds at least as strongly as `prec`, in a mode that says what its consumer wants. */
export type Emitter = (p: Printer, n: number, prec: number, mode: number) => void;

/** What differs between kinds of engines. */
export interface Dialect {
  /** By operator. */
  readonly emitters: readonly Emitter[];
  /** Prints a `store` statement, and perhaps some that follow. @returns how many */
  readonly store: (p: Printer, i: number) => number;
}

const GET = OP.get;

/** Longer pieces are not appended to, for there are engines that copy them. In characters. */
const LONG_PIECE = 1000;

/** The same text. Engines note what is appended as a sum, which takes ten times the room, until somebody asks for a character. */
function writtenOut(text: string): string {
  text.charCodeAt(0);
  return text;
}

/** Text under construction: pieces that are joined once, with the line and column where the next one goes. What may be replaced afterwards is noted by its place. */
export class Printer {
  readonly ir: FunctionIR;
  readonly shape: ModuleShape;
  readonly options: CompileOptions;
  readonly dialect: Dialect;
  readonly emitters: readonly Emitter[];
  /** {@link ANY}, or {@link SIGNED} where wraps are to be written out. */
  readonly any: number;
  /** Whether heavy 64-bit operations are the expressions over BigInt that optimising engines make machine instructions of. */
  readonly bridge: boolean;
  /**
   * Whether what runs the code is an interpreter with an accumulator, as V8's is: the right operand of an operator is what was computed last, the left one a
   * register, which a variable is already.
   */
  readonly accumulates: boolean;
  /** Whether views of memories are properties of an object, which optimising engines take for constants. */
  readonly viewsAreConstant: boolean;

  /** The text so far but for {@link piece}. */
  private readonly pieces: string[] = [];
  /** Whether the text is wanted, not its length alone. */
  keepsText = true;
  /** What was put last: engines are good at appending to a string, and a piece for each token takes longer to join. */
  private piece = '';
  /** The last text that was put. */
  private last = '';
  line = 0;
  column = 0;
  /** Of the lines before. */
  length = 0;
  /** Whether statements are put that share a line. */
  inLine = false;
  /** Triples: line, column, byte offset; so many numbers of it are in use. */
  private positions: Int32Array = new Int32Array(1024);
  private positionCount = 0;
  uses: Uses = newUses();
  /** By variable. */
  names: string[] = [];
  /** By variable: whether the exact bits of a NaN in it can be seen. */
  exact: Uint8Array = new Uint8Array(0);
  /** The name of a function; `F` for one that is an element of the array of all functions. */
  functionName: (funcidx: number) => string = () => 'F';
  /** How a part of the function is called. */
  partName: (part: number) => string = (part) => `part${part}`;
  /** Whether there are tail calls that are no repetitions. */
  tailCalls = false;
  /** The variables of the unit that are used, where it pays to keep them in variables of the function. */
  readonly outer: OuterNames | undefined;
  /** Whether something has been printed that may make a memory grow. */
  mayGrow = false;
  /** The variable whose BigInt is in the scratch; -1 where nobody knows. */
  inScratch = -1;
  /** The memory whose view was used last; -1 for none. */
  private lastView = -1;
  /** Scratch variables that are used. */
  readonly scratch: Set<string> = new Set();
  /** By variable: whether it is a float that only arithmetic computes. */
  arithmetic: Uint8Array = new Uint8Array(0);
  /** What intervals i32 nodes lie in, where that is known. */
  ranges: Ranges | undefined = undefined;

  constructor(ir: FunctionIR, shape: ModuleShape, options: CompileOptions, dialect: Dialect) {
    this.ir = ir;
    this.shape = shape;
    this.options = options;
    this.dialect = dialect;
    this.emitters = dialect.emitters;
    this.any = options.passes.wraps ? ANY : SIGNED;
    this.outer = options.passes.outer ? new OuterNames(options.tune === 'jitless', shape.aliases) : undefined;
    this.bridge = options.tune === 'jit' && options.bigInt;
    this.accumulates = options.tune === 'jitless';
    this.viewsAreConstant = options.tune === 'jit';
  }

  put(text: string): void {
    this.piece += text;
    this.last = text;
    this.column += text.length;
  }

  /** How many characters have been put. */
  get size(): number {
    return this.length + this.column;
  }

  /** Takes away the text that was put since this was done last. */
  takeText(): string {
    const { pieces } = this;
    this.endPiece();
    const text = pieces.length === 1 ? pieces[0]! : pieces.join('');
    pieces.length = 0;
    return text;
  }

  private endPiece(): void {
    if (this.piece === '') return;
    if (this.keepsText) this.pieces.push(writtenOut(this.piece));
    this.piece = '';
  }

  /** Puts a text that begins with a sign, which must not run into the one before. */
  putSigned(text: string): void {
    const { last } = this;
    const end = last.charCodeAt(last.length - 1);
    if (end === text.charCodeAt(0)) this.put(' ');
    this.put(text);
  }

  newline(): void {
    this.put('\n');
    this.nextLine();
  }

  /** Puts what a statement ends with, and a line's end, which is left out where several statements stand in a line. */
  putEnd(text: string): void {
    if (this.inLine) {
      this.put(text.slice(0, -1));
      return;
    }
    this.put(text);
    this.nextLine();
  }

  private nextLine(): void {
    if (this.piece.length > LONG_PIECE) this.endPiece();
    this.line++;
    this.length += this.column;
    this.column = 0;
  }

  /** Notes that what follows came from the instruction at this byte offset. */
  mark(offset: number): void {
    const at = this.positionCount;
    if (at + 3 > this.positions.length) this.growPositions();
    this.positions[at] = this.line;
    this.positions[at + 1] = this.column;
    this.positions[at + 2] = offset;
    this.positionCount = at + 3;
  }

  private growPositions(): void {
    const grown = new Int32Array(this.positions.length * 2);
    grown.set(this.positions);
    this.positions = grown;
  }

  /** What was marked: line, column and byte offset of each. */
  takePositions(): Int32Array {
    return this.positions.slice(0, this.positionCount);
  }

  /** Puts the name of a variable of the unit; `changes`: when a memory grows. */
  putOuter(name: string, changes: boolean): void {
    this.outer?.use(name, this.size, changes);
    this.put(name);
  }

  /** Puts a word of a global that is read. */
  putGlobal(index: number, word: number): void {
    this.uses.globals.add(index);
    this.outer?.readGlobal(index, word, this.size, this.shape.globals[index]!.mutable);
    this.put(`G${index}[${word}]`);
  }

  /** Puts an assignment to a word of a global, without a semicolon. @param mode of a value that is one for a variable, too */
  putGlobalSet(index: number, word: number, value: number, mode: number): void {
    this.uses.globals.add(index);
    this.outer?.writeGlobal(index, word, this.size);
    this.put(`G${index}[${word}]=`);
    this.expr(value, P_ASSIGN, mode);
    this.outer?.endGlobal(index, word, this.size);
  }

  /** Puts a global as a BigInt, to be read or written. */
  putLongGlobal(index: number): void {
    const { signedLongs } = this.ir;
    this.uses.longGlobals.add(2 * index + (signedLongs ? 1 : 0));
    this.outer?.useWhole(index);
    this.putOuter(longGlobalName(index, signedLongs), false);
    this.put('[0]');
  }

  /** Notes that a memory's view is used; `short`: the one without its last four bytes. */
  useView(memory: number, short: boolean): void {
    if (short) this.uses.shortViews.add(memory);
    else if (memory !== this.lastView) {
      this.lastView = memory;
      this.uses.views.add(memory);
    }
  }

  /** Sees to it that scratch variables are declared. */
  useScratch(...names: readonly string[]): void {
    for (const name of names) this.scratch.add(name);
  }

  /** Puts the name of a helper. */
  putHelper(name: RuntimeHelper): void {
    this.uses.helpers.add(name);
    if (name === 'SL') this.inScratch = -1;
    if (COLD.has(name)) this.put(name);
    else this.putOuter(name, false);
  }

  /** Puts the name of a helper, by index. */
  putHelperAt(index: number): void {
    this.putHelper(RUNTIME_HELPERS[index]!);
  }

  /** Puts the name by which a function is called directly. */
  putFunction(funcidx: number): void {
    this.uses.functions.add(funcidx);
    const name = this.functionName(funcidx);
    if (name === 'F') {
      this.putOuter(name, false);
      this.put(`[${funcidx}]`);
    } else this.putOuter(name, false);
  }

  expr(n: number, prec: number, mode: number): void {
    const { ir } = this;
    const op = ir.op[n]!;
    // Every other node is a variable, and most of these are but their names.
    if (op === GET && mode !== UNSIGNED) this.put(this.names[ir.a[n]!]!);
    else this.emitters[op]!(this, n, prec, mode);
  }

  /** Whether the operands of an operator that may be written in either order change places: a variable before what is computed is cheaper. */
  swaps(a: number, b: number): boolean {
    return this.accumulates && this.ir.op[b] === GET && !this.ir.isAtom(a);
  }

  /** Puts nodes of a list, separated by commas. */
  args(start: number, count: number): void {
    const { list } = this.ir;
    for (let i = 0; i < count; i++) {
      if (i > 0) this.put(',');
      this.expr(list[start + i]!, P_ASSIGN, SIGNED);
    }
  }

  /** Starts over with an empty text. */
  reset(): void {
    this.pieces.length = 0;
    this.piece = '';
    this.last = '';
    this.line = 0;
    this.column = 0;
    this.length = 0;
    this.positionCount = 0;
    this.uses = newUses();
    this.scratch.clear();
    this.outer?.reset();
    this.mayGrow = false;
    this.inScratch = -1;
    this.lastView = -1;
    this.ranges = undefined;
    this.tailCalls = false;
  }
}
