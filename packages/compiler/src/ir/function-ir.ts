import {
  LOADS,
  NODE_NAMES,
  OP,
  OPERANDS,
  OWN_FLAGS,
  READS_STATE,
  RESULT_TYPES,
  T_F32,
  T_F64,
  T_I32,
  T_REF,
} from './node-ops.ts';
import { RepeatedReads } from './repeated-reads.ts';
import { Scratch } from './scratch.ts';
import { STATEMENT_OPS } from './statement-ops.ts';

/** A wasm local that is a parameter of the function. */
export const V_PARAM = 0;
/** A wasm local with a declaration. */
export const V_LOCAL = 1;
/** Set once, before all its reads. */
export const V_TEMP = 2;
/** Set on several paths, read after they meet. */
export const V_JOIN = 3;
/** A parameter of a loop: set before it and at every `continue`. */
export const V_LOOP = 4;

const GET = OP.get;
const I32_CONST = OP['i32.const'];
const F32_CONST = OP['f32.const'];
const F64_CONST = OP['f64.const'];
const REF_NULL = OP['ref.null'];
const ENTITY = OP.entity;
const CALL = OP.call;
const COND = OP.cond;
const GLOBAL = OP.global;

/** For so many there is room from the beginning. */
const FEWEST_STATEMENTS = 512;

function grownBytes(old: Uint8Array): Uint8Array {
  const grown = new Uint8Array(old.length * 2);
  grown.set(old);
  return grown;
}

function grownWords(old: Int32Array): Int32Array {
  const grown = new Int32Array(old.length * 2);
  grown.set(old);
  return grown;
}

function newStatements(): StatementFields {
  const words = (): Int32Array => new Int32Array(FEWEST_STATEMENTS);
  return {
    kind: new Uint8Array(FEWEST_STATEMENTS),
    x: words(),
    y: words(),
    z: words(),
    w: words(),
    v: words(),
    offset: words(),
  };
}

/** A list of statements. */
export interface StatementFields {
  readonly kind: Uint8Array;
  readonly x: Int32Array;
  readonly y: Int32Array;
  readonly z: Int32Array;
  readonly w: Int32Array;
  readonly v: Int32Array;
  readonly offset: Int32Array;
}

/**
 * The body of one function as nodes, statements and variables, in arenas of typed arrays that one compilation after the other reuses. A node, a
 * statement, a variable and a label is an index.
 *
 * Nodes form trees: apart from atoms (constants, `get`s, entities), a node has one user. See `node-ops.ts` and `statement-ops.ts` for what they are.
 */
export class FunctionIR {
  /** What passes and analyses use while they look at a function. */
  readonly scratch: Scratch = new Scratch();

  nodeCount = 0;
  op: Uint8Array = new Uint8Array(1024);
  type: Uint8Array = new Uint8Array(1024);
  /** {@link LOADS} and {@link READS_STATE} of the tree. */
  flags: Uint8Array = new Uint8Array(1024);
  depth: Uint8Array = new Uint8Array(1024);
  /** Which variables that may be set again the tree reads: bit `variable & 31`. */
  reads: Int32Array = new Int32Array(1024);
  a: Int32Array = new Int32Array(1024);
  b: Int32Array = new Int32Array(1024);
  c: Int32Array = new Int32Array(1024);
  d: Int32Array = new Int32Array(1024);
  /** Byte offset of the instruction. */
  at: Int32Array = new Int32Array(1024);

  listCount = 0;
  /** Argument and result lists of nodes and statements. */
  list: Int32Array = new Int32Array(256);

  statementCount = 0;
  kind: Uint8Array = new Uint8Array(FEWEST_STATEMENTS);
  x: Int32Array = new Int32Array(FEWEST_STATEMENTS);
  y: Int32Array = new Int32Array(FEWEST_STATEMENTS);
  z: Int32Array = new Int32Array(FEWEST_STATEMENTS);
  w: Int32Array = new Int32Array(FEWEST_STATEMENTS);
  v: Int32Array = new Int32Array(FEWEST_STATEMENTS);
  /** Byte offset of the instruction. */
  offset: Int32Array = new Int32Array(FEWEST_STATEMENTS);

  /** What statements go to while those that are there are read, to be rewritten. */
  private spare: StatementFields = newStatements();

  varCount = 0;
  varType: Uint8Array = new Uint8Array(64);
  varKind: Uint8Array = new Uint8Array(64);
  /** The wasm local, -1 for temporaries. */
  varLocal: Int32Array = new Int32Array(64);
  /** Which word of it. */
  varWord: Uint8Array = new Uint8Array(64);
  /** The node that reads it, -1 where there is none yet: all readers share it. */
  varGet: Int32Array = new Int32Array(64);

  labelCount = 0;
  /** How deep its constructs nest, and whether a `br_table` is among them. */
  nesting = 0;
  hasSwitch = false;
  /** Whether variables are BigInts, and whether these are signed. */
  hasLongs = false;
  signedLongs = false;

  /** By operator, and by kind of statement: whether any was ever made, for passes that are about some alone. */
  readonly hasOp: Uint8Array = new Uint8Array(NODE_NAMES.length);
  readonly hasKind: Uint8Array = new Uint8Array(STATEMENT_OPS.length);

  /** Whether it seems that it reads something twice. */
  readonly repeatedReads: RepeatedReads = new RepeatedReads();

  /** Byte offset that new nodes and statements get. */
  position = 0;

  /** Forgets the last function. */
  reset(): void {
    this.scratch.release();
    this.nodeCount = 0;
    this.listCount = 0;
    this.statementCount = 0;
    this.varCount = 0;
    this.labelCount = 0;
    this.nesting = 0;
    this.hasSwitch = false;
    this.hasLongs = false;
    this.signedLongs = false;
    this.hasOp.fill(0);
    this.hasKind.fill(0);
    this.repeatedReads.reset();
  }

  // Nodes

  private node(op: number, type: number, flags: number, reads: number, depth: number): number {
    const n = this.nodeCount++;
    if (n === this.op.length) this.growNodes();
    this.hasOp[op] = 1;
    this.op[n] = op;
    this.type[n] = type;
    this.flags[n] = flags;
    this.reads[n] = reads;
    this.depth[n] = depth;
    this.at[n] = this.position;
    this.d[n] = -1;
    return n;
  }

  private growNodes(): void {
    this.type = grownBytes(this.type);
    this.flags = grownBytes(this.flags);
    this.depth = grownBytes(this.depth);
    this.reads = grownWords(this.reads);
    this.a = grownWords(this.a);
    this.b = grownWords(this.b);
    this.c = grownWords(this.c);
    this.d = grownWords(this.d);
    this.at = grownWords(this.at);
    // Last, for its length is what is asked: the stack may end anywhere before.
    this.op = grownBytes(this.op);
  }

  /** A node without operands. */
  leaf(op: number, type: number, a: number, b: number): number {
    const n = this.node(op, type, OWN_FLAGS[op]!, 0, 0);
    this.a[n] = a;
    this.b[n] = b;
    return n;
  }

  /** A node of one operand. */
  unary(op: number, a: number): number {
    const n = this.node(op, RESULT_TYPES[op]!, this.flags[a]! | OWN_FLAGS[op]!, this.reads[a]!, this.depth[a]! + 1);
    this.a[n] = a;
    return n;
  }

  /** A node of two operands. */
  binary(op: number, a: number, b: number): number {
    const depth = this.depth[a]! > this.depth[b]! ? this.depth[a]! : this.depth[b]!;
    const flags = this.flags[a]! | this.flags[b]! | OWN_FLAGS[op]!;
    const n = this.node(op, RESULT_TYPES[op]!, flags, this.reads[a]! | this.reads[b]!, depth + 1);
    this.a[n] = a;
    this.b[n] = b;
    return n;
  }

  /** `a ? b : c`, of the type of its branches. */
  ternary(op: number, a: number, b: number, c: number): number {
    const depth = Math.max(this.depth[a]!, this.depth[b]!, this.depth[c]!);
    const flags = this.flags[a]! | this.flags[b]! | this.flags[c]!;
    const n = this.node(op, this.type[b]!, flags, this.reads[a]! | this.reads[b]! | this.reads[c]!, depth + 1);
    this.a[n] = a;
    this.b[n] = b;
    this.c[n] = c;
    return n;
  }

  /** A read of memory `memory` at `address` plus `offset` (an unsigned 32-bit integer). */
  load(op: number, address: number, offset: number, memory: number): number {
    const n = this.unary(op, address);
    this.b[n] = offset;
    this.c[n] = memory;
    if (!this.repeatedReads.found) this.repeatedReads.load(this, op, address, offset);
    return n;
  }

  /** A call of a helper without effects; `args` are nodes. */
  call(helper: number, type: number, args: readonly number[]): number {
    let flags = 0;
    let reads = 0;
    let depth = 0;
    for (const arg of args) {
      flags |= this.flags[arg]!;
      reads |= this.reads[arg]!;
      if (this.depth[arg]! > depth) depth = this.depth[arg]!;
    }
    const n = this.node(CALL, type, flags, reads, depth + 1);
    this.a[n] = helper;
    this.b[n] = this.pushList(args);
    this.c[n] = args.length;
    return n;
  }

  i32(value: number): number {
    return this.leaf(I32_CONST, T_I32, value | 0, 0);
  }

  f32(bits: number): number {
    return this.leaf(F32_CONST, T_F32, bits, 0);
  }

  f64(lo: number, hi: number): number {
    return this.leaf(F64_CONST, T_F64, lo, hi);
  }

  null(): number {
    return this.leaf(REF_NULL, T_REF, 0, 0);
  }

  entity(kind: number, index: number): number {
    return this.leaf(ENTITY, T_REF, kind, index);
  }

  /** Word `word` of a global; 0 for its only one. */
  global(index: number, word: number, type: number, mutable: boolean): number {
    const n = this.leaf(GLOBAL, type, index, word);
    if (!mutable) this.flags[n] = 0;
    return n;
  }

  get(variable: number): number {
    const known = this.varGet[variable]!;
    if (known >= 0) return known;
    const n = this.leaf(GET, this.varType[variable]!, variable, 0);
    this.varGet[variable] = n;
    const kind = this.varKind[variable]!;
    // Temporaries and joins are not set while a read of them is pending.
    if (kind !== V_TEMP && kind !== V_JOIN) this.reads[n] = 1 << (variable & 31);
    return n;
  }

  /** Makes a node what another one is, with its operands. The other must not be used any more. */
  become(n: number, other: number): void {
    this.op[n] = this.op[other]!;
    this.type[n] = this.type[other]!;
    this.a[n] = this.a[other]!;
    this.b[n] = this.b[other]!;
    this.c[n] = this.c[other]!;
    this.at[n] = this.at[other]!;
    const half = this.d[other]!;
    this.d[n] = half;
    if (half >= 0) this.d[half] = n;
    this.flags[n] = this.flags[other]!;
    this.reads[n] = this.reads[other]!;
    this.depth[n] = this.depth[other]!;
  }

  /** Whether a node may be used any number of times, anywhere until its variable is set. */
  isAtom(n: number): boolean {
    const op = this.op[n]!;
    return op === GET || op === I32_CONST || op === F64_CONST || op === F32_CONST || op === REF_NULL || op === ENTITY;
  }

  /** Whether a node is an atom that nothing ever invalidates. */
  isStable(n: number): boolean {
    return this.reads[n] === 0 && this.isAtom(n);
  }

  isConst(n: number): boolean {
    return this.op[n] === I32_CONST;
  }

  /** Whether this is the constant `value`. */
  isI32(n: number, value: number): boolean {
    return this.op[n] === I32_CONST && this.a[n] === value;
  }

  /** Whether the tree of `n` reads `variable`. Trees are of bounded depth. */
  readsVariable(n: number, variable: number): boolean {
    if ((this.reads[n]! & (1 << (variable & 31))) === 0) return false;
    const op = this.op[n]!;
    if (op === GET) return this.a[n] === variable;
    if (op === CALL) {
      const start = this.b[n]!;
      const end = start + this.c[n]!;
      for (let i = start; i < end; i++) if (this.readsVariable(this.list[i]!, variable)) return true;
      return false;
    }
    const count = OPERANDS[op]!;
    return (
      (count > 0 && this.readsVariable(this.a[n]!, variable)) ||
      (count > 1 && this.readsVariable(this.b[n]!, variable)) ||
      (count > 2 && this.readsVariable(this.c[n]!, variable))
    );
  }

  /** Whether the node is computed anew from memory or other state. */
  isVolatile(n: number): boolean {
    return (this.flags[n]! & (LOADS | READS_STATE)) !== 0;
  }

  /** Whether evaluating only one of two such trees would miss a trap. */
  loads(n: number): boolean {
    return (this.flags[n]! & LOADS) !== 0;
  }

  /** The type of a `cond`, `get`, `call`. */
  isCond(n: number): boolean {
    return this.op[n] === COND;
  }

  // Lists

  /** Appends to the lists. @returns where it starts */
  pushList(items: readonly number[]): number {
    const start = this.listCount;
    const end = start + items.length;
    while (end > this.list.length) this.list = grownWords(this.list);
    const { list } = this;
    for (let i = 0; i < items.length; i++) list[start + i] = items[i]!;
    this.listCount = end;
    return start;
  }

  /** Appends result variables with their number in front, as calls have them. @returns where the variables start */
  pushResults(variables: readonly number[]): number {
    if (this.listCount === this.list.length) this.list = grownWords(this.list);
    this.list[this.listCount++] = variables.length;
    return this.pushList(variables);
  }

  /** How many result variables a call statement has. */
  resultCount(i: number): number {
    return this.list[this.w[i]! - 1]!;
  }

  // Variables

  variable(type: number, kind: number, local: number, word: number): number {
    const variable = this.varCount++;
    if (variable === this.varType.length) {
      this.varKind = grownBytes(this.varKind);
      this.varWord = grownBytes(this.varWord);
      this.varLocal = grownWords(this.varLocal);
      this.varGet = grownWords(this.varGet);
      // Last, as above.
      this.varType = grownBytes(this.varType);
    }
    this.varType[variable] = type;
    this.varKind[variable] = kind;
    this.varLocal[variable] = local;
    this.varWord[variable] = word;
    this.varGet[variable] = -1;
    this.repeatedReads.variable(variable);
    return variable;
  }

  label(): number {
    return this.labelCount++;
  }

  // Statements

  /** Appends a statement. @returns its index */
  statement(kind: number, x: number, y: number, z: number, w: number, v: number): number {
    const i = this.statementCount++;
    if (i === this.kind.length) this.growStatements();
    this.hasKind[kind] = 1;
    this.kind[i] = kind;
    this.x[i] = x;
    this.y[i] = y;
    this.z[i] = z;
    this.w[i] = w;
    this.v[i] = v;
    this.offset[i] = this.position;
    if (!this.repeatedReads.found) this.repeatedReads.statement(this, i);
    return i;
  }

  private growStatements(): void {
    this.x = grownWords(this.x);
    this.y = grownWords(this.y);
    this.z = grownWords(this.z);
    this.w = grownWords(this.w);
    this.v = grownWords(this.v);
    this.offset = grownWords(this.offset);
    // Last, as above.
    this.kind = grownBytes(this.kind);
  }

  /** Takes all statements away. What is returned may be read until the next call. */
  takeStatements(): StatementFields {
    const taken = { kind: this.kind, x: this.x, y: this.y, z: this.z, w: this.w, v: this.v, offset: this.offset };
    const { spare } = this;
    this.kind = spare.kind;
    this.x = spare.x;
    this.y = spare.y;
    this.z = spare.z;
    this.w = spare.w;
    this.v = spare.v;
    this.offset = spare.offset;
    this.spare = taken;
    this.statementCount = 0;
    return taken;
  }

  /** Appends statements that were taken away, from `from` to before `to`. */
  putStatements(taken: StatementFields, from: number, to: number): void {
    let i = this.statementCount;
    this.statementCount = i + to - from;
    while (this.statementCount > this.kind.length) this.growStatements();
    const { kind, x, y, z, w, v, offset } = this;
    for (let at = from; at < to; at++, i++) {
      kind[i] = taken.kind[at]!;
      x[i] = taken.x[at]!;
      y[i] = taken.y[at]!;
      z[i] = taken.z[at]!;
      w[i] = taken.w[at]!;
      v[i] = taken.v[at]!;
      offset[i] = taken.offset[at]!;
    }
  }
}
