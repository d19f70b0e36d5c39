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
interface OuterUses {
  /** The pieces of the text that they are. */
  readonly pieces: number[];
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

/** The outer names that one function uses. */
export class OuterNames {
  /** How often what is printed now happens, beside what happens once. */
  weight = 1;
  private readonly uses = new Map<string, OuterUses>();
  /** Empty pieces behind what may make a memory grow. */
  private readonly growths: number[] = [];
  private growthWeight = 0;
  private readonly globals = new GlobalNames();
  /** Whether values of globals are kept, too, not their arrays alone. */
  private readonly keepsValues: boolean;

  constructor(keepsValues: boolean) {
    this.keepsValues = keepsValues;
  }

  /** Begins a function. */
  reset(): void {
    this.weight = 1;
    this.uses.clear();
    this.growths.length = 0;
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

  /** Notes that a piece of the text is an outer name. */
  use(name: string, piece: number, changes: boolean): void {
    let uses = this.uses.get(name);
    if (uses === undefined) {
      uses = { pieces: [], weight: 0, changes };
      this.uses.set(name, uses);
    }
    uses.pieces.push(piece);
    uses.weight += this.currentWeight;
  }

  /** Notes that piece `part` of the text reads a word of a global; `changes`: calls may write it. */
  readGlobal(index: number, word: number, part: number, changes: boolean): void {
    this.globals.read(index, word, changes, part, this.currentWeight);
  }

  /** Notes that piece `part` is a word of a global that is written; the empty piece `behind` follows the value. */
  writeGlobal(index: number, word: number, part: number, behind: number): void {
    this.globals.write(index, word, part, behind, this.currentWeight);
  }

  private get currentWeight(): number {
    return Math.min(this.weight, MAX_WEIGHT);
  }

  /** Notes that a piece of the text, which is empty, stands behind something that may make a memory grow. */
  growth(piece: number): void {
    this.growths.push(piece);
    this.growthWeight += this.currentWeight;
  }

  /**
   * Replaces the names that are used often.
   *
   * @returns the declarations of the function's own variables
   */
  settle(pieces: string[]): string[] {
    const declarations: string[] = [];
    let renewals = '';
    for (const [outer, { pieces: places, weight, changes }] of this.uses) {
      if (weight < PAYS * (1 + (changes ? this.growthWeight : 0))) continue;
      const inner = innerName(outer);
      for (const place of places) pieces[place] = inner;
      declarations.push(`${inner}=${outer}`);
      if (changes) renewals += `${inner}=${outer};`;
    }
    const globals = this.globals.settle(pieces, this.growthWeight, this.keepsValues);
    declarations.push(...globals.declarations);
    renewals += globals.renewals;
    if (renewals !== '') for (const place of this.growths) pieces[place] = renewals;
    return declarations;
  }
}
