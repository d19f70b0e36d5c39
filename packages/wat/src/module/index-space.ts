import { duplicateIdentifier, unknownIdentifier } from '@softwasm/syntax';
import type { Cursor } from '../cursor.ts';
import { ID } from '../lexer/token.ts';

/** An index space (§6.1.4): how many entities it has so far, and which identifiers stand for which of them. */
export class IndexSpace {
  /** What it counts, as messages call it. */
  readonly category: string;
  count = 0;
  private readonly indices = new Map<number, number>();

  constructor(category: string) {
    this.category = category;
  }

  /**
   * The index of a new entity, which may have an identifier: it is taken from the cursor if it comes next.
   *
   * @throws ParseError where the identifier is taken
   */
  bindOptional(cursor: Cursor): number {
    if (cursor.kind !== ID) return this.count++;
    const symbol = cursor.tokens.values[cursor.at] as number;
    this.bind(symbol, cursor);
    cursor.at++;
    return this.count - 1;
  }

  /** Binds a symbol, the cursor's next token, to a new entity. */
  bind(symbol: number, cursor: Cursor): void {
    if (this.indices.has(symbol)) {
      cursor.fail(duplicateIdentifier(this.category, cursor.tokens.symbols.name(symbol)));
    }
    this.indices.set(symbol, this.count++);
  }

  /** The index that a symbol stands for, or -1. */
  find(symbol: number): number {
    return this.indices.get(symbol) ?? -1;
  }

  /**
   * Takes an index, a number or an identifier.
   *
   * @throws ParseError where the identifier is unknown
   */
  use(cursor: Cursor): number {
    if (cursor.kind !== ID) return cursor.u32();
    const symbol = cursor.tokens.values[cursor.at] as number;
    const index = this.indices.get(symbol);
    if (index === undefined) cursor.fail(unknownIdentifier(this.category, cursor.tokens.symbols.name(symbol)));
    cursor.at++;
    return index;
  }

  /** The names of the entities that have identifiers, by index. */
  names(cursor: Cursor): Map<number, string> {
    const names = new Map<number, string>();
    for (const [symbol, index] of this.indices) names.set(index, cursor.tokens.symbols.name(symbol));
    return names;
  }

  /** Forgets everything. */
  clear(): void {
    this.count = 0;
    this.indices.clear();
  }
}
