import { unknownIdentifier } from '@softwasm/syntax';
import type { Cursor } from '../../cursor.ts';
import { ID } from '../../lexer/token.ts';

/** The labels in scope (§6.5.1): relative indices, the innermost being 0. */
export class LabelScope {
  private depth = 0;
  /** By symbol, how many labels enclose the innermost one that has it. */
  private readonly depths = new Map<number, number>();

  /** Opens a label; `symbol` is -1 where it has no identifier. Returns what {@link exit} wants back. */
  enter(symbol: number): number {
    const shadowed = symbol < 0 ? -1 : (this.depths.get(symbol) ?? -1);
    if (symbol >= 0) this.depths.set(symbol, this.depth);
    this.depth++;
    return shadowed;
  }

  /** Closes the innermost label. */
  exit(symbol: number, shadowed: number): void {
    this.depth--;
    if (symbol < 0) return;
    if (shadowed < 0) this.depths.delete(symbol);
    else this.depths.set(symbol, shadowed);
  }

  /**
   * Takes a label index, a number or an identifier.
   *
   * @throws ParseError where the identifier is unknown
   */
  use(cursor: Cursor): number {
    if (cursor.kind !== ID) return cursor.u32();
    const symbol = cursor.tokens.values[cursor.at] as number;
    const depth = this.depths.get(symbol);
    if (depth === undefined) cursor.fail(unknownIdentifier('label', cursor.tokens.symbols.name(symbol)));
    cursor.at++;
    return this.depth - 1 - depth;
  }

  /** Forgets all labels but that of a function body. */
  reset(): void {
    this.depth = 1;
    this.depths.clear();
  }
}
