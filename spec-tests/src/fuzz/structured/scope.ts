import type { Random } from '../random.ts';

/** A number type, as the text format writes it. */
export type Kind = 'i32' | 'i64' | 'f32' | 'f64';

export const KINDS: readonly Kind[] = ['i32', 'i64', 'f32', 'f64'];

/** Integers three times as often: compilers of languages emit them most, and ours does most with them. */
export const LIKELY_KINDS: readonly Kind[] = ['i32', 'i32', 'i32', 'i64', 'i64', 'i64', 'f32', 'f64'];

/** How many labels may be around a statement. */
const MAX_LABELS = 12;

/** Expressions that may be written again: so long, in characters, and so many of a kind. */
const LONGEST_REPEATED = 160;
const MAX_REPEATED = 4;

/** A function that can be called by its name. */
export interface Signature {
  readonly name: string;
  readonly params: readonly Kind[];
  readonly results: readonly Kind[];
}

/** A label that a branch may go to, with the types of what the branch carries. */
export interface Label {
  readonly name: string;
  readonly carries: readonly Kind[];
}

/** What the code of one function can refer to, and how much of it may still be made. */
export class Scope {
  readonly random: Random;
  readonly signature: Signature;
  /** What it may call without calling itself in the end. */
  readonly callees: readonly Signature[];
  /** Labels around the current place, the innermost last. Only those that a branch may go to at any time: loops among them count their rounds at their head. */
  readonly labels: Label[] = [];
  /** How many instructions may still be made. Below 0 everything ends with a constant or a local. */
  budget: number;
  /** Loops around the current place. */
  loops = 0;
  /** Expressions around the current place, within its statement. */
  depth = 0;
  /** Expressions and addresses that were made last and may be written again anywhere, by kind. */
  readonly again: Readonly<Record<Kind | 'address', string[]>> = { i32: [], i64: [], f32: [], f64: [], address: [] };

  readonly #locals: Record<Kind, string[]> = { i32: [], i64: [], f32: [], f64: [] };
  readonly #declarations: string[] = [];
  #names = 0;

  /** How many loops may be inside each other: their rounds multiply, and with the size of what they repeat. */
  readonly #maxLoops: number;
  readonly #makeStatement: (scope: Scope) => string;

  /** @param makeStatement one statement and those that belong to it */
  constructor(
    random: Random,
    signature: Signature,
    callees: readonly Signature[],
    budget: number,
    makeStatement: (scope: Scope) => string,
  ) {
    this.random = random;
    this.#makeStatement = makeStatement;
    this.#maxLoops = budget > 2000 ? 1 : 3;
    this.signature = signature;
    this.callees = callees;
    this.budget = budget;
    signature.params.forEach((kind, i) => {
      this.#locals[kind].push(`$p${i}`);
    });
    for (const kind of KINDS) {
      for (let count = 1 + random.below(3); count > 0; count--) this.#locals[kind].push(this.#declare(kind));
    }
  }

  /** Whether something of a chance of one in `n` happens. */
  oneIn(n: number): boolean {
    return this.random.below(n) === 0;
  }

  /** Whether another loop, or a call, may stand here. */
  get mayLoop(): boolean {
    return this.loops < this.#maxLoops;
  }

  /** Something that was made before, and stands around somewhere else; undefined where there is none. */
  repeated(kind: Kind | 'address'): string | undefined {
    const known = this.again[kind];
    return known.length === 0 ? undefined : this.random.pick(known);
  }

  /** Notes what was made, if it can be written again: it is short, and names no label. */
  remember(kind: Kind | 'address', made: string): void {
    if (made.length > LONGEST_REPEATED || /\((?:b|loop|return|if|try)/.test(made)) return;
    const known = this.again[kind];
    if (known.length < MAX_REPEATED) known.push(made);
    else known[this.random.below(MAX_REPEATED)] = made;
  }

  /** A local that any code may read and write. */
  local(kind: Kind): string {
    return this.random.pick(this.#locals[kind]);
  }

  /** A new local that no other code writes: what counts a loop's rounds. It can be read like others. */
  counter(): string {
    return this.#declare('i32');
  }

  /** A new name for a label. */
  label(): string {
    return `$l${this.#names++}`;
  }

  /** Code inside a label. */
  within<T>(label: Label, make: () => T): T {
    this.labels.push(label);
    try {
      return make();
    } finally {
      this.labels.pop();
    }
  }

  /** From 0 to `most` statements. */
  statements(most: number): string {
    const made: string[] = [];
    const { depth } = this;
    // Statements inside an expression make small ones.
    this.depth = depth === 0 ? 0 : Math.max(depth, 3);
    const count = this.labels.length > MAX_LABELS ? 0 : this.random.below(most + 1);
    while (made.length < count && this.budget > 0) made.push(this.#makeStatement(this));
    this.depth = depth;
    return made.join(' ');
  }

  /** The declarations of all locals. */
  declarations(): string {
    return this.#declarations.join(' ');
  }

  #declare(kind: Kind): string {
    const name = `$v${this.#declarations.length}`;
    this.#declarations.push(`(local ${name} ${kind})`);
    return name;
  }
}
