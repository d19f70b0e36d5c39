import { REFERENCE, REGISTERS, type Shape } from './shapes.ts';

/** Each is set whenever the function is entered: more would not pay. */
const MAX_CONSTANTS = 24;

/**
 * Constants that a function's loops use: they have registers, behind the locals, from the function's beginning on. Which these are is found out by a first
 * translation.
 */
export class LoopConstants {
  private readonly shapes: Shape[] = [];
  private readonly words: number[] = [];
  /** The register of the first one; -1 while they are still being collected. */
  private first = -1;

  clear(): void {
    this.shapes.length = 0;
    this.words.length = 0;
    this.first = -1;
  }

  get count(): number {
    return this.shapes.length;
  }

  private indexOf(shape: Shape, low: number, high: number): number {
    const { shapes, words } = this;
    for (let i = 0; i < shapes.length; i++) {
      if (shapes[i] === shape && words[2 * i] === low && words[2 * i + 1] === high) return i;
    }
    return -1;
  }

  /** The register that has a constant; -1 where none has. */
  registerOf(shape: Shape, low: number, high: number): number {
    if (this.first < 0 || shape === REFERENCE) return -1;
    const index = this.indexOf(shape, low, high);
    return index < 0 ? -1 : this.first + REGISTERS[shape]! * index;
  }

  /** A loop uses a constant. */
  note(shape: Shape, low: number, high: number): void {
    if (this.first >= 0 || shape === REFERENCE || this.count === MAX_CONSTANTS) return;
    if (this.indexOf(shape, low, high) >= 0) return;
    this.shapes.push(shape);
    this.words.push(low, high);
  }

  /** Gives them registers from `first` on. @returns what these contain, by number */
  place(first: number): readonly number[] {
    this.first = first;
    return this.words;
  }
}
