import type { FunctionIR } from '../ir/function-ir.ts';
import { Definitions } from './definitions.ts';

/*
 * What is known at a statement, for `reuse.ts`: which value each variable holds, and which values were computed on every way to it. A value is a number; what
 * has the same number is the same. Everything that is noted can be taken back, as far as a mark, for what was noted in one arm is not known in the other, nor
 * behind both; and whatever changed in an arm is unknown behind it.
 */

/** What was done, in the log: three numbers behind each. */
const NAMED = 0;
const ASSIGNED = 1;
const ENTERED = 2;
const STOPPED = 3;
const FORGOT = 4;
const PLACED = 5;

/** Words of what is noted in the log. */
const NOTE = 4;

/** Words of an entry: operator, three values or fields, the value, the entry before in the same bucket (-1 ends), one of the states below, and … */
const ENTRY = 10;
const NEXT = 5;
const STATE = 6;
/** … of loads: the value that the address is a sum with (-1 for none), what it is added to, modulo 2^32, and how many bytes are there; 0 for all others. */
const BASE = 7;
const DISPLACEMENT = 8;
const SIZE = 9;

/** What is known of an entry: of what does not change; of what may change, as long as it has not, and then. */
const LASTING = 0;
const VALID = 1;
const ENDED = 2;

/** More changes than these in a construct count as if everything had changed: what is noted again for each construct around must stay little. */
const MAX_CHANGES = 48;

/** So many values of what may change are known at a time. */
const MAX_STATE = 32;

/** Words that grow. */
class Words {
  words: Int32Array = new Int32Array(256);

  /** So many words, at least. */
  upTo(length: number): Int32Array {
    if (length > this.words.length) {
      const grown = new Int32Array(2 * length);
      grown.set(this.words);
      this.words = grown;
    }
    return this.words;
  }
}

/** One function is compiled after the other: they share what grows. */
const LOG = new Words();
const ENTRIES = new Words();
const PLACES = new Words();
const HOLDERS = new Words();

/** What changed in a part of the code: what is known behind it, if control may come from it. */
export class Changes {
  readonly variables: number[] = [];
  /** Entries that ended. */
  readonly entries: number[] = [];
  /** All entries that may change. */
  state = false;
  /** Those, and all variables. */
  everything = false;

  add(list: number[], item: number): void {
    if (list.length < MAX_CHANGES) list.push(item);
    else this.everything = true;
  }

  addAll(other: Changes): void {
    this.state ||= other.state;
    this.everything ||= other.everything;
    for (const variable of other.variables) this.add(this.variables, variable);
    for (const entry of other.entries) this.add(this.entries, entry);
  }
}

/** A loop that is open. */
interface Loop {
  /** The epoch that began with it. */
  readonly epoch: number;
  /** Its statements. */
  readonly start: number;
  readonly end: number;
}

/** Buckets there are, at least. */
const FEWEST = 64;

/** Only one at a time is in use. */
export class KnownValues {
  /** By value: the node that computes it, on every way to where it is known; -1 for none. */
  place: Int32Array = PLACES.words;
  /** By value: the variable that was set to it first; it may hold another one by now. */
  private holders: Int32Array = HOLDERS.words;
  private valueCount = 1;
  /** By variable: its value; and in which epoch it was noted. */
  private readonly values: Int32Array;
  private readonly epochs: Int32Array;
  /** A new epoch begins with each loop, in which variables that it sets are not known, and where nothing is known any more: below `floor`, nothing counts. */
  private epoch = 1;
  private floor = 1;
  private lastEpoch = 1;
  private readonly loops: Loop[] = [];
  private readonly findDefinitions: () => Definitions;
  private definitions: Definitions | undefined;
  private readonly buckets: Int32Array;
  // Entries: values that were computed, by what operator of which values.
  /** Where the next one begins. An entry is known by where it begins. */
  private entryEnd = 0;
  private readonly entries: Words = ENTRIES;
  /** The entries that may change, and below which of them all have ended. */
  private readonly state: number[] = [];
  private stateBase = 0;
  private readonly log: Words = LOG;
  /** How much of it there is. */
  private logged = 0;
  /** Whether anything may have to be taken back. */
  isLogging = false;

  private readonly bucketMask: number;

  constructor(ir: FunctionIR) {
    const { scratch, varCount, nodeCount } = ir;
    this.findDefinitions = () => new Definitions(ir);
    this.values = scratch.words(varCount);
    this.epochs = scratch.words(varCount);
    let buckets = FEWEST;
    while (buckets < nodeCount / 4) buckets *= 2;
    this.buckets = scratch.words(buckets).fill(-1, 0, buckets);
    this.bucketMask = buckets - 1;
  }

  // Values

  /** A value of which nothing is known. */
  fresh(): number {
    const value = this.valueCount++;
    if (value >= this.place.length) {
      this.place = PLACES.upTo(value + 1);
      this.holders = HOLDERS.upTo(value + 1);
    }
    this.place[value] = -1;
    this.holders[value] = -1;
    return value;
  }

  /** The value of a variable. */
  of(variable: number): number {
    const isKnown = this.isKnown(variable);
    if (isKnown && this.epochs[variable] === this.epoch) return this.values[variable]!;
    const value = isKnown ? this.values[variable]! : this.fresh();
    this.set(NAMED, variable, value);
    return value;
  }

  /** Whether a variable still has the value that was noted. */
  private isKnown(variable: number): boolean {
    const epoch = this.epochs[variable]!;
    if (this.values[variable] === 0) return false;
    if (epoch === this.epoch) return true;
    if (epoch < this.floor) return false;
    // What is set in a loop is set in all around it: the outermost that began since decides.
    const { loops } = this;
    let low = 0;
    let high = loops.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (loops[middle]!.epoch > epoch) high = middle;
      else low = middle + 1;
    }
    const loop = loops[low];
    if (loop === undefined) return false;
    this.definitions ??= this.findDefinitions();
    return !this.definitions.isSetIn(variable, loop.start, loop.end);
  }

  /** A variable is set to a value. */
  assign(variable: number, value: number): void {
    // Nothing was known, and nothing is.
    if (value === 0 && this.values[variable] === 0) return;
    this.set(ASSIGNED, variable, value);
  }

  private set(tag: number, variable: number, value: number): void {
    this.note(tag, variable, this.values[variable]!, this.epochs[variable]!);
    this.values[variable] = value;
    this.epochs[variable] = this.epoch;
    if (value !== 0 && this.holder(value) < 0) this.holders[value] = variable;
  }

  /** A variable that holds a value now; -1 where none is known. */
  holder(value: number): number {
    const variable = this.holders[value]!;
    return variable >= 0 && this.values[variable] === value && this.isKnown(variable) ? variable : -1;
  }

  /** A node computes a value, which was known before. */
  putPlace(value: number, n: number): void {
    this.note(PLACED, value, this.place[value]!, 0);
    this.place[value] = n;
  }

  // Looking up

  /** The value of an operator on values; -1 where it is not known. */
  find(op: number, a: number, b: number, c: number): number {
    const { words } = this.entries;
    let at = this.buckets[this.hash(op, a, b, c)]!;
    while (at >= 0) {
      if (words[at] === op && words[at + 1] === a && words[at + 2] === b && words[at + 3] === c) {
        // The last one decides: it was entered when none before was valid.
        const state = words[at + STATE]!;
        return state === LASTING || (state === VALID && at >= this.stateBase) ? words[at + 4]! : -1;
      }
      at = words[at + NEXT]!;
    }
    return -1;
  }

  /** An operator on values has a value. */
  enter(op: number, a: number, b: number, c: number, value: number): void {
    this.put(op, a, b, c, value, LASTING);
  }

  /** The same until something changes. */
  enterState(op: number, a: number, b: number, c: number, value: number): void {
    this.state.push(this.entryEnd);
    this.put(op, a, b, c, value, VALID);
    if (this.state.length > MAX_STATE) this.end(this.state[this.state.length - 1 - MAX_STATE]!);
  }

  /** The same of a load: until something is written to these bytes. */
  enterLoad(
    op: number,
    a: number,
    offset: number,
    memory: number,
    value: number,
    base: number,
    displacement: number,
    size: number,
  ): void {
    const at = this.entryEnd;
    this.enterState(op, a, offset, memory, value);
    const { words } = this.entries;
    words[at + BASE] = base;
    words[at + DISPLACEMENT] = displacement;
    words[at + SIZE] = size;
  }

  private put(op: number, a: number, b: number, c: number, value: number, state: number): void {
    const at = this.entryEnd;
    this.entryEnd = at + ENTRY;
    const words = this.entries.upTo(this.entryEnd);
    const hash = this.hash(op, a, b, c);
    words[at] = op;
    words[at + 1] = a;
    words[at + 2] = b;
    words[at + 3] = c;
    words[at + 4] = value;
    words[at + NEXT] = this.buckets[hash]!;
    words[at + STATE] = state;
    words[at + SIZE] = 0;
    this.buckets[hash] = at;
    this.note(ENTERED, hash, 0, 0);
  }

  private end(at: number): void {
    const { words } = this.entries;
    if (words[at + STATE] !== VALID) return;
    words[at + STATE] = ENDED;
    this.note(STOPPED, at, 0, 0);
  }

  /** Bytes are written: loads that may be of some of them are not known any more. The base is a value, or -1 for none. */
  endLoads(base: number, displacement: number, size: number): void {
    const { state, entries } = this;
    const { words } = entries;
    for (let k = state.length - 1; k >= 0 && k >= state.length - MAX_STATE; k--) {
      const at = state[k]!;
      if (at < this.stateBase) return;
      const bytes = words[at + SIZE]!;
      if (bytes === 0) continue;
      const distance = (words[at + DISPLACEMENT]! - displacement) | 0;
      if (words[at + BASE] !== base || (distance < size && -distance < bytes)) this.end(at);
    }
  }

  /** Ends what may change of operators that `ends` says; it is given their second field, too. */
  endState(ends: (op: number, b: number) => boolean): void {
    const { state } = this;
    const { words } = this.entries;
    for (let k = state.length - 1; k >= 0 && k >= state.length - MAX_STATE; k--) {
      const at = state[k]!;
      if (at < this.stateBase) return;
      if (ends(words[at]!, words[at + 2]!)) this.end(at);
    }
  }

  /** Nothing that may change is known any more. */
  endAllState(): void {
    this.note(FORGOT, this.stateBase, this.epoch, this.floor);
    this.stateBase = this.entryEnd;
  }

  /** Neither that nor any variable. */
  forget(): void {
    this.endAllState();
    this.epoch = this.floor = ++this.lastEpoch;
  }

  /** A loop begins. @param hasEffects whether anything in it changes state */
  enterLoop(start: number, end: number, hasEffects: boolean): void {
    const { stateBase } = this;
    this.endAllState();
    if (!hasEffects) this.stateBase = stateBase;
    this.epoch = ++this.lastEpoch;
    this.loops.push({ epoch: this.epoch, start, end });
  }

  /** It ends, and nothing is known. */
  leaveLoop(): void {
    this.loops.pop();
    this.forget();
  }

  // Arms

  private note(tag: number, a: number, b: number, c: number): void {
    if (!this.isLogging) return;
    const at = this.logged;
    this.logged += NOTE;
    const words = this.log.upTo(this.logged);
    words[at] = tag;
    words[at + 1] = a;
    words[at + 2] = b;
    words[at + 3] = c;
  }

  mark(): number {
    return this.logged;
  }

  /** Whether anything was noted since a mark. */
  isNoted(mark: number): boolean {
    return this.logged > mark;
  }

  /** Takes back what was noted since a mark. @param changes what that was, added to it */
  undo(mark: number, changes: Changes | undefined): void {
    const { words } = this.log;
    for (let at = this.logged - NOTE; at >= mark; at -= NOTE) {
      const tag = words[at]!;
      const a = words[at + 1]!;
      if (tag === ASSIGNED || tag === NAMED) {
        this.values[a] = words[at + 2]!;
        this.epochs[a] = words[at + 3]!;
        if (tag === ASSIGNED) changes?.add(changes.variables, a);
      } else if (tag === ENTERED) {
        const last = (this.entryEnd -= ENTRY);
        const { words: entries } = this.entries;
        this.buckets[a] = entries[last + NEXT]!;
        if (entries[last + STATE] !== LASTING) this.state.pop();
      } else if (tag === STOPPED) {
        this.entries.words[a + STATE] = VALID;
        changes?.add(changes.entries, a);
      } else if (tag === FORGOT) {
        if (changes !== undefined) {
          if (this.stateBase !== a) changes.state = true;
          if (this.floor !== words[at + 3]) changes.everything = true;
        }
        this.stateBase = a;
        this.epoch = words[at + 2]!;
        this.floor = words[at + 3]!;
      } else this.place[a] = words[at + 2]!;
    }
    this.logged = mark;
  }

  /** What changed is not known any more. */
  apply({ variables, entries, state, everything }: Changes): void {
    if (everything) {
      this.forget();
      return;
    }
    if (state) this.endAllState();
    for (const variable of variables) if (this.values[variable] !== 0) this.assign(variable, 0);
    for (const at of entries) if (at < this.entryEnd) this.end(at);
  }

  private hash(op: number, a: number, b: number, c: number): number {
    const mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c + op, 0xc2b2ae35);
    return (mixed ^ (mixed >>> 15)) & this.bucketMask;
  }
}
