/** A change of a text, wherever it is noted. */
export interface Edit {
  /** How many characters it replaces; 0: it puts something in. */
  readonly length: number;
  /** What they become; undefined: they stay as they are. */
  text: string | undefined;
}

/** Where a text may be changed once all of it is printed. */
export class Edits {
  private readonly places: number[] = [];
  private readonly edits: Edit[] = [];

  clear(): void {
    this.places.length = 0;
    this.edits.length = 0;
  }

  /** @param place in characters, not before the last one */
  note(place: number, edit: Edit): void {
    this.places.push(place);
    this.edits.push(edit);
  }

  /** @param from the place at which the text begins */
  apply(text: string, from: number): string {
    const { places, edits } = this;
    const pieces: string[] = [];
    let end = 0;
    for (let i = 0; i < edits.length; i++) {
      const edit = edits[i]!;
      if (edit.text === undefined) continue;
      const at = places[i]! - from;
      pieces.push(text.slice(end, at), edit.text);
      end = at + edit.length;
    }
    if (pieces.length === 0) return text;
    pieces.push(text.slice(end));
    return pieces.join('');
  }
}
