/*
 * Globals are elements of arrays, `G3[0]`, which an interpreter looks up at every use. Where a function reads one often, it keeps its value in a variable: it
 * writes both, and takes the value anew behind calls, in which others may have written. The variable's name is as long as what it stands for.
 */

/** A value pays if it is read so many times as often as it is taken. */
const PAYS = 2;

/** An array pays, see `outer-names.ts`. */
const ARRAY_PAYS = 3;

/** One word of a global. */
interface Word {
  /** Where it is read among the printed pieces. */
  readonly reads: number[];
  /** Where it is written: the piece that names it, and an empty one behind the new value. */
  readonly writes: (readonly [target: number, behind: number])[];
  readWeight: number;
  writeWeight: number;
}

interface Global {
  readonly words: Map<number, Word>;
  /** Whether others may write it. */
  readonly changes: boolean;
}

/** What a function declares, and does behind each call. */
export interface KeptGlobals {
  readonly declarations: readonly string[];
  readonly renewals: string;
}

/** The globals that one function uses. */
export class GlobalNames {
  private readonly globals = new Map<number, Global>();

  reset(): void {
    this.globals.clear();
  }

  /** Notes that piece `part` reads a word. */
  read(index: number, word: number, changes: boolean, part: number, weight: number): void {
    const uses = this.word(index, word, changes);
    uses.reads.push(part);
    uses.readWeight += weight;
  }

  /** Notes that piece `target` is a word that is written; piece `behind` is empty and stands behind its new value. */
  write(index: number, word: number, target: number, behind: number, weight: number): void {
    const uses = this.word(index, word, true);
    uses.writes.push([target, behind]);
    uses.writeWeight += weight;
  }

  private word(index: number, word: number, changes: boolean): Word {
    let global = this.globals.get(index);
    if (global === undefined) {
      global = { words: new Map(), changes };
      this.globals.set(index, global);
    }
    let uses = global.words.get(word);
    if (uses === undefined) {
      uses = { reads: [], writes: [], readWeight: 0, writeWeight: 0 };
      global.words.set(word, uses);
    }
    return uses;
  }

  /**
   * Replaces the names of what is used often.
   *
   * @param growthWeight how often others may write
   * @param keepsValues whether values are kept, too, not arrays alone
   */
  settle(parts: string[], growthWeight: number, keepsValues: boolean): KeptGlobals {
    const declarations: string[] = [];
    let renewals = '';
    for (const [index, { words, changes }] of this.globals) {
      const taken = 1 + (changes ? growthWeight : 0);
      const isKept = ({ readWeight }: Word): boolean => keepsValues && readWeight >= PAYS * taken;
      let weight = 0;
      for (const word of words.values()) weight += word.writeWeight + (isKept(word) ? taken : word.readWeight);
      const isArrayKept = weight >= ARRAY_PAYS;
      const array = `${isArrayKept ? 'g' : 'G'}${index}`;
      if (isArrayKept) declarations.push(`${array}=G${index}`);
      for (const [word, uses] of words) {
        const element = `${array}[${word}]`;
        const inner = isKept(uses) ? `q${index}_${word}_` : element;
        for (const part of uses.reads) parts[part] = inner;
        for (const [target, behind] of uses.writes) {
          parts[target] = inner;
          if (inner !== element) parts[behind] = `,${element}=${inner}`;
        }
        if (inner === element) continue;
        declarations.push(`${inner}=${element}`);
        if (changes) renewals += `${inner}=${element};`;
      }
    }
    return { declarations, renewals };
  }
}
