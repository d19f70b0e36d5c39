import type { ExprBuilder } from '@softwasm/syntax';

/**
 * Instructions that have been read but not written, as a stack of slots: in folded form an instruction is read before its operands and must be
 * written behind them.
 */
export class PendingInstructions {
  private slots = new Int32Array(1024);
  private size = 0;

  get length(): number {
    return this.size;
  }

  push(value: number): void {
    if (this.size === this.slots.length) {
      const slots = new Int32Array(this.size * 2);
      slots.set(this.slots);
      this.slots = slots;
    }
    this.slots[this.size++] = value;
  }

  /** Overwrites a slot: a count, or the id of an instruction that its immediates decide. */
  set(slot: number, value: number): void {
    this.slots[slot] = value;
  }

  /** Moves the instruction that starts at `from`, the topmost one, to the end of an expression. */
  flush(from: number, out: ExprBuilder): void {
    for (let i = from; i < this.size; i++) out.push(this.slots[i] as number);
    this.size = from;
  }

  /** Forgets everything, e.g. what an error left behind. */
  clear(): void {
    this.size = 0;
  }
}
