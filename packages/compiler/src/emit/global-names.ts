import type { Edit, Edits } from './edits.ts';

/*
 * Globals are elements of arrays, `G3[0]`, which an interpreter looks up at every use. Where a function reads one often, it keeps its value in a variable: it
 * writes both, and takes the value anew behind calls, in which others may have written. The variable's name is as long as what it stands for.
 */

/** A value pays if it is read so many times as often as it is taken. */
const PAYS = 2;

/** An array pays, see `outer-names.ts`. */
const ARRAY_PAYS = 3;

/** One word of a global, wherever it stands. */
interface Word extends Edit {
  /** What follows its new value where it is written. */
  readonly behind: Edit;
  readWeight: number;
  writeWeight: number;
}

interface Global {
  readonly words: Map<number, Word>;
  /** Whether others may write it. */
  readonly changes: boolean;
}

/** The globals that one function uses. Places are in characters. */
export class GlobalNames {
  private readonly globals = new Map<number, Global>();
  private readonly edits: Edits;
  private readonly aliases: ReadonlySet<number>;
  /** Those that are read or written as a whole, too. */
  private readonly whole = new Set<number>();

  /** @param aliases globals that others may be the same as, so that their values are not kept */
  constructor(edits: Edits, aliases: ReadonlySet<number>) {
    this.edits = edits;
    this.aliases = aliases;
  }

  reset(): void {
    this.globals.clear();
    this.whole.clear();
  }

  /** Notes that a global is read or written as a whole. */
  useWhole(index: number): void {
    this.whole.add(index);
  }

  /** Notes that a word is read at a place. */
  read(index: number, word: number, changes: boolean, place: number, weight: number): void {
    const uses = this.word(index, word, changes);
    uses.readWeight += weight;
    this.edits.note(place, uses);
  }

  /** Notes that a word is written at a place. */
  write(index: number, word: number, place: number, weight: number): void {
    const uses = this.word(index, word, true);
    uses.writeWeight += weight;
    this.edits.note(place, uses);
  }

  /** Notes that the new value of a word ends at a place. */
  end(index: number, word: number, place: number): void {
    this.edits.note(place, this.word(index, word, true).behind);
  }

  private word(index: number, word: number, changes: boolean): Word {
    let global = this.globals.get(index);
    if (global === undefined) {
      global = { words: new Map(), changes };
      this.globals.set(index, global);
    }
    let uses = global.words.get(word);
    if (uses === undefined) {
      const { length } = `G${index}[${word}]`;
      uses = { length, text: undefined, behind: { length: 0, text: undefined }, readWeight: 0, writeWeight: 0 };
      global.words.set(word, uses);
    }
    return uses;
  }

  /**
   * Replaces the names of what is used often.
   *
   * @param growthWeight how often others may write
   * @param keepsValues whether values are kept, too, not arrays alone
   * @param declarations to which those of what is kept are added
   * @returns what is done behind each call
   */
  settle(growthWeight: number, keepsValues: boolean, declarations: string[]): string {
    let renewals = '';
    for (const [index, { words, changes }] of this.globals) {
      const taken = 1 + (changes ? growthWeight : 0);
      const canBeKept = keepsValues && !this.aliases.has(index) && !this.whole.has(index);
      const isKept = ({ readWeight }: Word): boolean => canBeKept && readWeight >= PAYS * taken;
      let weight = 0;
      for (const word of words.values()) weight += word.writeWeight + (isKept(word) ? taken : word.readWeight);
      const isArrayKept = weight >= ARRAY_PAYS;
      const array = `${isArrayKept ? 'g' : 'G'}${index}`;
      if (isArrayKept) declarations.push(`${array}=G${index}`);
      for (const [word, uses] of words) {
        const element = `${array}[${word}]`;
        if (!isKept(uses)) {
          if (isArrayKept) uses.text = element;
          continue;
        }
        const inner = `q${index}_${word}_`;
        uses.text = inner;
        uses.behind.text = `,${element}=${inner}`;
        declarations.push(`${inner}=${element}`);
        if (changes) renewals += `${inner}=${element};`;
      }
    }
    return renewals;
  }
}
