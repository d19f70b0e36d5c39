import { type FunctionIR, V_LOCAL, V_PARAM } from '../ir/function-ir.ts';
import { OP, OPERANDS } from '../ir/node-ops.ts';
import {
  OPENING,
  S_AGAIN,
  S_BREAK,
  S_CASE,
  S_CATCH,
  S_CONTINUE,
  S_DEFAULT,
  S_ELSE,
  S_END,
  S_IF,
  S_LOOP,
  S_RETURN,
  S_RETURN_CALL,
  S_RETURN_CALL_INDIRECT,
  S_RETURN_CALL_REF,
  S_SET,
  S_SWITCH,
  S_TRAP,
  S_TRY,
} from '../ir/statement-ops.ts';
import { visitDefinitions, visitRoots } from '../ir/visit.ts';
import type { Lives } from '../passes/slots.ts';
import type { Labels } from './labels.ts';
import type { Storage } from './storage.ts';

const GET = OP.get;
const CALL = OP.call;

/** Passes over a body until loops have settled; more than this only where loops nest in strange ways. */
const MAX_PASSES = 24;

/** So many words of bit sets at most, 64 MB. */
const MAX_WORDS = 1 << 24;

function isLocal(ir: FunctionIR, variable: number): boolean {
  return ir.varKind[variable] === V_PARAM || ir.varKind[variable] === V_LOCAL;
}

/** The least value that a switch of the module may be dispatched on, apart from `again`. */
const NO_CASE = -1;

/** A construct that is open while statements are read backwards. */
interface Open {
  readonly label: number;
  /** What is live behind it. */
  readonly after: Int32Array;
  /** Of an `if`: what is live at the beginning of its `else`; of a `switch`: of its cases. */
  arms: Int32Array | undefined;
  /** What is live at cases that only `again` leads to. */
  hidden: Int32Array | undefined;
  hasDefault: boolean;
  /** Of a `try` whose body is being read: what was pinned around it. */
  pinned: Int32Array | undefined;
}

/** Which places are live where: bit sets. */
export class Liveness {
  /** Words of a set. */
  readonly words: number;
  private readonly ir: FunctionIR;
  private readonly storage: Storage;
  /** By loop: what can be live at its beginning. */
  private readonly possible: ReadonlyMap<number, Int32Array>;
  /** By position. */
  private readonly sets: Int32Array;
  /** By label: what is live behind its construct, and where it is repeated. */
  private readonly behind: (Int32Array | undefined)[];
  private readonly repeated: (Int32Array | undefined)[];
  /** By label of a `try`: what its handlers, and those around, need. */
  private readonly handled: (Int32Array | undefined)[];
  private readonly open: Open[] = [];
  private live: Int32Array;
  /** What handlers of the `try`s around need: it stays live, whatever is set. */
  private pinned: Int32Array;
  private changed = false;
  /** By statement: the case that a jump leads to, see {@link constantDispatches}; undefined: whatever a switch has. */
  private readonly targets: Int32Array | undefined;
  private readonly labels: Labels;

  private constructor(ir: FunctionIR, storage: Storage, lives: Lives, labels: Labels, targets: Int32Array | undefined) {
    this.ir = ir;
    this.storage = storage;
    this.labels = labels;
    this.targets = targets;
    this.words = (storage.count + 31) >>> 5;
    this.sets = new Int32Array((ir.statementCount + 1) * this.words);
    this.behind = new Array(ir.labelCount);
    this.repeated = new Array(ir.labelCount);
    this.handled = new Array(ir.labelCount);
    this.possible = this.possibleAtLoops(lives);
    this.live = this.empty();
    this.pinned = this.empty();
  }

  /**
   * Finds out what is live before every statement, and behind the last one.
   *
   * @param targets see {@link constantDispatches}: more is known with them
   * @returns undefined where that would take too much time or memory
   */
  static of(
    ir: FunctionIR,
    storage: Storage,
    lives: Lives,
    labels: Labels,
    targets?: Int32Array,
  ): Liveness | undefined {
    const sets = ir.statementCount + 1 + 2 * ir.labelCount;
    if (sets * ((storage.count + 31) >>> 5) > MAX_WORDS) return undefined;
    const liveness = new Liveness(ir, storage, lives, labels, targets);
    for (let pass = 0; pass < MAX_PASSES; pass++) if (!liveness.pass()) return liveness;
    return undefined;
  }

  /** The places that are live when control stands at a position. */
  placesAt(position: number): number[] {
    return this.placesAtAny([position]);
  }

  /** The places that are live at any of these positions. */
  placesAtAny(positions: readonly number[]): number[] {
    const { sets, words } = this;
    const places: number[] = [];
    for (let word = 0; word < words; word++) {
      let bits = 0;
      for (const position of positions) bits |= sets[position * words + word]!;
      for (let place = word * 32; bits !== 0; place++, bits >>>= 1) if ((bits & 1) !== 0) places.push(place);
    }
    return places;
  }

  /** Whether a place is live when control stands at a position. */
  at(position: number, place: number): boolean {
    return (this.sets[position * this.words + (place >>> 5)]! & (1 << (place & 31))) !== 0;
  }

  /** Whether a place is live where a jump of this kind to a label leads. */
  afterJump(kind: number, label: number, place: number): boolean {
    const set = kind === S_BREAK ? this.behind[label] : this.repeated[label];
    return set !== undefined && (set[place >>> 5]! & (1 << (place & 31))) !== 0;
  }

  /** Whether a handler of a `try`, or of one around it, needs what is in a place. */
  inHandlers(label: number, place: number): boolean {
    const set = this.handled[label];
    return set !== undefined && (set[place >>> 5]! & (1 << (place & 31))) !== 0;
  }

  private empty(): Int32Array {
    return new Int32Array(this.words);
  }

  /** A temporary that is first mentioned in a loop has no value at its beginning that anyone reads, whichever paths there seem to be. */
  private possibleAtLoops({ first, last }: Lives): Map<number, Int32Array> {
    const { ir, storage } = this;
    const possible = new Map<number, Int32Array>();
    const beginning = new VariablesByStatement(ir);
    const ending = new VariablesByStatement(ir);
    const now = this.empty();
    for (let v = 0; v < ir.varCount; v++) {
      const place = storage.placeOf[v]!;
      if (isLocal(ir, v)) now[place >>> 5]! |= 1 << (place & 31);
      else if ((first[v] ?? -1) >= 0) {
        beginning.add(first[v]!, v);
        ending.add(last[v]!, v);
      }
    }
    for (let i = 0; i < ir.statementCount; i++) {
      if (ir.kind[i] === S_LOOP) possible.set(i, now.slice());
      for (let v = beginning.head[i]!; v >= 0; v = beginning.next[v]!) {
        const place = storage.placeOf[v]!;
        now[place >>> 5]! |= 1 << (place & 31);
      }
      for (let v = ending.head[i]!; v >= 0; v = ending.next[v]!) {
        const place = storage.placeOf[v]!;
        now[place >>> 5]! &= ~(1 << (place & 31));
      }
    }
    return possible;
  }

  /** One pass from the end to the beginning. @returns whether what is live at a loop's head has grown */
  private pass(): boolean {
    const { ir } = this;
    this.changed = false;
    this.live = this.empty();
    const { kind } = ir;
    const { sets, words, targets } = this;
    for (let i = ir.statementCount; i >= 0; i--) {
      if (i < ir.statementCount) this.statement(i);
      const { live } = this;
      const begin = i * words;
      // Later jumps lead to cases: they have looked at what was known before.
      if (targets !== undefined && isCase(kind[i]!))
        for (let word = 0; word < words; word++) if (live[word] !== sets[begin + word]) this.changed = true;
      for (let word = 0; word < words; word++) sets[begin + word] = live[word]!;
    }
    return this.changed;
  }

  private statement(i: number): void {
    const { ir } = this;
    const k = ir.kind[i]!;
    const label = ir.x[i]!;
    // Most statements are that.
    if (k === S_SET) {
      this.kill(label);
      this.use(ir.y[i]!);
    } else if (k === S_END) {
      this.behind[label] = this.live.slice();
      const after = this.behind[label]!;
      this.open.push({ label, after, arms: undefined, hidden: undefined, hasDefault: false, pinned: undefined });
    } else if (OPENING[k] === 1) this.close(i, k, label);
    else if (k === S_ELSE || k === S_CATCH || isCase(k)) this.arm(i, k);
    else if (k === S_BREAK) this.jump(this.behind[label]);
    else if (k === S_CONTINUE || k === S_AGAIN) this.repeat(i, k, label);
    else {
      if (
        k === S_RETURN ||
        k === S_TRAP ||
        k === S_RETURN_CALL ||
        k === S_RETURN_CALL_INDIRECT ||
        k === S_RETURN_CALL_REF
      )
        this.jump(undefined);
      visitDefinitions(ir, i, this.kill);
      visitRoots(ir, i, this.use);
    }
  }

  private arm(i: number, k: number): void {
    const frame = this.open[this.open.length - 1]!;
    if (k === S_ELSE) {
      frame.arms = this.live;
      this.live = this.empty();
      this.jump(frame.after);
    } else if (k === S_CATCH) {
      visitDefinitions(this.ir, i, this.kill);
      frame.pinned = this.pinned;
      this.pinned = this.live;
      unite(this.pinned, frame.pinned);
      this.handled[frame.label] = this.pinned;
      this.live = this.empty();
      this.jump(frame.after);
    } else {
      // See `passes/ladders.ts`: no dispatch but `again` has such a value.
      if (k === S_CASE && this.ir.x[i]! < NO_CASE) unite((frame.hidden ??= this.empty()), this.live);
      else unite((frame.arms ??= this.empty()), this.live);
      if (k === S_DEFAULT) frame.hasDefault = true;
    }
  }

  /** At the statement that opens a construct. */
  private close(i: number, k: number, label: number): void {
    const frame = this.open.pop()!;
    if (k === S_IF) unite(this.live, frame.arms ?? frame.after);
    else if (k === S_SWITCH) {
      this.jump(frame.arms);
      if (!frame.hasDefault) unite(this.live, frame.after);
    } else if (k === S_TRY && frame.pinned !== undefined) {
      unite(this.live, this.pinned);
      this.pinned = frame.pinned;
    }
    visitRoots(this.ir, i, this.use);
    if (k !== S_LOOP && k !== S_SWITCH) return;
    if (k === S_LOOP) intersect(this.live, this.possible.get(i)!);
    const head = (this.repeated[label] ??= this.empty());
    let grown = unite(head, this.live);
    if (frame.hidden !== undefined && unite(head, frame.hidden)) grown = true;
    if (grown) this.changed = true;
  }

  private repeat(i: number, k: number, label: number): void {
    const target = this.targets?.[i] ?? -1;
    if (target < 0) {
      this.jump(this.repeated[label]);
      return;
    }
    this.jump(this.sets, target * this.words);
    if (k === S_CONTINUE) intersect(this.live, this.possible.get(this.labels.opened[label]!)!);
    unite(this.live, this.pinned);
    // What is dispatched on was set right before.
    const place = this.storage.placeOf[this.ir.x[i - 1]!]!;
    this.live[place >>> 5]! |= 1 << (place & 31);
  }

  /** Control goes elsewhere: what is live there, or nothing. */
  private jump(target: Int32Array | undefined, from = 0): void {
    const { live, pinned, words } = this;
    if (target === undefined) live.set(pinned);
    else for (let word = 0; word < words; word++) live[word] = target[from + word]! | pinned[word]!;
  }

  private readonly kill = (variable: number): void => {
    const place = this.storage.placeOf[variable]!;
    const bit = 1 << (place & 31);
    if ((this.pinned[place >>> 5]! & bit) === 0) this.live[place >>> 5]! &= ~bit;
  };

  private readonly use = (n: number): void => {
    const { ir } = this;
    const op = ir.op[n]!;
    if (op === GET) {
      const place = this.storage.placeOf[ir.a[n]!]!;
      this.live[place >>> 5]! |= 1 << (place & 31);
    } else if (op === CALL) {
      const start = ir.b[n]!;
      for (let i = 0; i < ir.c[n]!; i++) this.use(ir.list[start + i]!);
    } else {
      const count = OPERANDS[op]!;
      if (count > 0) this.use(ir.a[n]!);
      if (count > 1) this.use(ir.b[n]!);
      if (count > 2) this.use(ir.c[n]!);
    }
  };
}

function isCase(k: number): boolean {
  return k === S_CASE || k === S_DEFAULT;
}

/** Linked lists of variables, one for each statement. */
class VariablesByStatement {
  /** By statement: the first variable; -1 for none. */
  readonly head: Int32Array;
  /** By variable: the next one of the same statement; -1 for none. */
  readonly next: Int32Array;

  constructor({ scratch, statementCount, varCount }: FunctionIR) {
    this.head = scratch.words(statementCount + 1).fill(-1, 0, statementCount + 1);
    this.next = scratch.words(varCount);
  }

  add(statement: number, variable: number): void {
    this.next[variable] = this.head[statement]!;
    this.head[statement] = variable;
  }
}

/** Keeps of a set what is in another. */
function intersect(to: Int32Array, other: Int32Array): void {
  for (let i = 0; i < to.length; i++) to[i]! &= other[i]!;
}

/** Adds a set to another. @returns whether that has grown */
function unite(to: Int32Array, from: Int32Array): boolean {
  let grown = false;
  for (let i = 0; i < to.length; i++) {
    const united = to[i]! | from[i]!;
    if (united !== to[i]) {
      to[i] = united;
      grown = true;
    }
  }
  return grown;
}
