import { type Edit, Edits } from './edits.ts';
import { GlobalNames } from './global-names.ts';

/*
 * What a function uses of its unit (typed arrays, helpers, globals) are variables of an outer scope, which an interpreter loads anew at every use. Where a
 * function uses one often, in loops above all, it keeps it in a variable of its own, as long as the name; those that change when a memory grows are taken
 * anew behind whatever may make it grow.
 *
 * What is used often is known only when all is printed. So a name is printed as the outer one, and replaced afterwards; it must be as long as the other,
 * for the columns of positions are known already.
 */

/** How much more often something in a loop happens than beside it. */
const LOOP_WEIGHT = 8;

/** Nothing counts more than what is in four loops. */
const MAX_WEIGHT = LOOP_WEIGHT ** 4;

/** A variable of one's own pays if it is used so many times as often as it is set. */
const PAYS = 3;

/** The uses of one outer variable. */
interface OuterUses extends Edit {
  weight: number;
  /** Whether it changes when a memory grows. */
  readonly changes: boolean;
}

/** First letters of the inner names, by those of the outer ones. */
const INNER: Readonly<Record<string, string>> = { v: 'w', n: 'm', F: 'E', C: 'c' };

const FUNCTION = /^f\d/;

/** The inner name for an outer one, of the same length. */
export function innerName(outer: string): string {
  if (outer.length === 2 && outer === outer.toUpperCase() && !/\d/.test(outer)) return outer.toLowerCase();
  if (FUNCTION.test(outer)) return `h${outer.slice(1)}`;
  return `${(/^[vn][A-Z]|^[FC](?:\d|$)/.test(outer) ? INNER[outer.charAt(0)] : undefined) ?? '_'}${outer.slice(1)}`;
}

/** What a function becomes once it is known what it keeps. */
export interface Settled {
  readonly text: string;
  /** Of the function's own variables. */
  readonly declarations: readonly string[];
}

/** The outer names that one function uses. Places are in characters. */
export class OuterNames {
  /** How often what is printed now happens, beside what happens once. */
  weight = 1;
  private readonly uses = new Map<string, OuterUses>();
  private readonly edits = new Edits();
  /** What is done behind what may make a memory grow. */
  private readonly renewal: Edit = { length: 0, text: undefined };
  private growthWeight = 0;
  private readonly globals: GlobalNames;
  /** Whether values of globals are kept, too, not their arrays alone. */
  private readonly keepsValues: boolean;

  /** @param aliases globals that others may be the same as */
  constructor(keepsValues: boolean, aliases: ReadonlySet<number>) {
    this.keepsValues = keepsValues;
    this.globals = new GlobalNames(this.edits, aliases);
  }

  /** Begins a function. */
  reset(): void {
    this.weight = 1;
    this.uses.clear();
    this.edits.clear();
    this.growthWeight = 0;
    this.globals.reset();
  }

  enterLoop(): void {
    this.weight *= LOOP_WEIGHT;
  }

  leaveLoop(): void {
    this.weight /= LOOP_WEIGHT;
  }

  /** Whether what is printed now may happen many times. */
  get isInLoop(): boolean {
    return this.weight > 1;
  }

  /** Notes that an outer name begins at a place. */
  use(name: string, place: number, changes: boolean): void {
    let uses = this.uses.get(name);
    if (uses === undefined) {
      uses = { length: name.length, text: undefined, weight: 0, changes };
      this.uses.set(name, uses);
    }
    uses.weight += this.currentWeight;
    this.edits.note(place, uses);
  }

  /** Notes that a word of a global is read at a place; `changes`: calls may write it. */
  readGlobal(index: number, word: number, place: number, changes: boolean): void {
    this.globals.read(index, word, changes, place, this.currentWeight);
  }

  /** Notes that a word of a global is written at a place; the new value ends at {@link endGlobal}. */
  writeGlobal(index: number, word: number, place: number): void {
    this.globals.write(index, word, place, this.currentWeight);
  }

  /** Notes where the new value of a global ends. */
  endGlobal(index: number, word: number, place: number): void {
    this.globals.end(index, word, place);
  }

  /** Notes that a global is read or written otherwise than by words: no variable has these. */
  useWhole(index: number): void {
    this.globals.useWhole(index);
  }

  private get currentWeight(): number {
    return Math.min(this.weight, MAX_WEIGHT);
  }

  /** Notes that a place is behind something that may make a memory grow. */
  growth(place: number): void {
    this.edits.note(place, this.renewal);
    this.growthWeight += this.currentWeight;
  }

  /**
   * Replaces the names that are used often.
   *
   * @param text of the function
   * @param from the place at which it begins
   */
  settle(text: string, from: number): Settled {
    const declarations: string[] = [];
    let renewals = '';
    for (const [outer, uses] of this.uses) {
      const { weight, changes } = uses;
      if (weight < PAYS * (1 + (changes ? this.growthWeight : 0))) continue;
      const inner = innerName(outer);
      uses.text = inner;
      declarations.push(`${inner}=${outer}`);
      if (changes) renewals += `${inner}=${outer};`;
    }
    renewals += this.globals.settle(this.growthWeight, this.keepsValues, declarations);
    this.renewal.text = renewals === '' ? undefined : renewals;
    return { text: this.edits.apply(text, from), declarations };
  }
}
