import { OP, OPERANDS } from './node-ops.ts';
import { S_SET, S_STORE, STATEMENT_OPS } from './statement-ops.ts';

const { get: GET, add: ADD, global: GLOBAL, load32: LOAD32, load64_lo: LOAD64_LO } = OP;

/** What it looks at of a function's IR. */
export interface BuiltIR {
  readonly op: Uint8Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly kind: Uint8Array;
  readonly x: Int32Array;
  readonly y: Int32Array;
  readonly z: Int32Array;
  isConst(n: number): boolean;
}

/** The loads of what was stored, by kind of store. */
const READ_AGAIN: readonly number[] = [-1, -1, LOAD32, OP.load_f32, OP.load_f64];

/** Statements behind which nothing that was read is known any more, by code. */
const WRITES: Uint8Array = Uint8Array.from(STATEMENT_OPS, (name) =>
  /^(?:call.*|helper|global\.set|loop)$/.test(name) ? 1 : 0,
);

/** Deeper addresses are taken for different ones. */
const MAX_DEPTH = 3;

/** So many reads are remembered, of each remainder of their hash the last one. */
const SLOTS = 128;

/**
 * Whether a function reads anything twice from the same place with nothing in between that looks as if it might write there: a guess, made while it is built,
 * that costs next to nothing. `passes/reuse.ts`, which knows, is for functions that do.
 */
export class RepeatedReads {
  found = false;
  private readonly reads = new Int32Array(SLOTS);
  /** By variable: a number that is the same for variables with the same value. */
  private classes = new Int32Array(64);
  private lastClass = 0;
  /** Counts what may write anywhere. */
  private writes = 0;
  /** What was accessed last: the address, but for a constant. */
  private base = 0;

  /** Forgets everything, so that what is found depends on one function alone. */
  reset(): void {
    this.found = false;
    this.reads.fill(0);
    this.lastClass = 0;
    this.writes = 0;
    this.base = 0;
  }

  /** A variable is made. */
  variable(variable: number): void {
    if (variable >= this.classes.length) {
      const grown = new Int32Array(2 * this.classes.length);
      grown.set(this.classes);
      this.classes = grown;
    }
    this.classes[variable] = ++this.lastClass;
  }

  /** A load is made; not to be called once something is found. */
  load(ir: BuiltIR, op: number, address: number, offset: number): void {
    const hash = this.hashOfRead(ir, op === LOAD64_LO ? LOAD32 : op, address, offset);
    if (this.reads[hash & (SLOTS - 1)] === hash) this.found = true;
    else this.reads[hash & (SLOTS - 1)] = hash;
    this.base = this.hashOfBase(ir, address);
  }

  /** A statement is appended; not to be called once something is found. */
  statement(ir: BuiltIR, i: number): void {
    const k = ir.kind[i]!;
    if (k === S_SET) this.classes[ir.x[i]!] = this.classOf(ir, ir.y[i]!);
    else if (k === S_STORE) this.store(ir, i);
    else if (WRITES[k] === 1) this.writes++;
  }

  private classOf(ir: BuiltIR, n: number): number {
    const op = ir.op[n]!;
    if (op === GET) return this.classes[ir.a[n]!]!;
    return op === GLOBAL ? mix(mix(op, ir.a[n]!), this.writes) : ++this.lastClass;
  }

  private store(ir: BuiltIR, i: number): void {
    const address = ir.y[i]!;
    const base = this.hashOfBase(ir, address);
    // What is read beside what is written often stays as it is.
    if (base !== this.base) this.writes++;
    this.base = base;
    const op = READ_AGAIN[ir.x[i]!]!;
    if (op < 0) return;
    const hash = this.hashOfRead(ir, op, address, ir.z[i]!);
    this.reads[hash & (SLOTS - 1)] = hash;
  }

  private hashOfBase(ir: BuiltIR, address: number): number {
    return this.hash(ir, ir.op[address] === ADD && ir.isConst(ir.b[address]!) ? ir.a[address]! : address, 0);
  }

  private hashOfRead(ir: BuiltIR, op: number, address: number, offset: number): number {
    return mix(mix(mix(op, offset), this.writes), this.hash(ir, address, 0));
  }

  private hash(ir: BuiltIR, n: number, depth: number): number {
    const op = ir.op[n]!;
    if (op === GET || op === GLOBAL) return this.classOf(ir, n);
    const operands = OPERANDS[op]!;
    if (operands === 0) return mix(op, ir.a[n]!);
    if (depth === MAX_DEPTH || operands > 2) return ++this.lastClass;
    const hash = mix(op, this.hash(ir, ir.a[n]!, depth + 1));
    return operands === 2 ? mix(hash, this.hash(ir, ir.b[n]!, depth + 1)) : mix(hash, ir.b[n]!);
  }
}

function mix(a: number, b: number): number {
  const mixed = Math.imul(a ^ (b + 0x9e3779b9), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}
