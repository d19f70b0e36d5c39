import type { NameMap } from '@softwasm/syntax';
import { identifier } from './strings.ts';

/** The labels in scope while a body is printed (§6.5.1). The body itself is one, without an identifier. */
export class LabelScope {
  private readonly names: NameMap | undefined;
  /** Of the blocks that are open, outermost first. */
  private readonly ids: (string | undefined)[] = [undefined];
  /** What `innermost` had for the identifier of a block before it. */
  private readonly shadowed: (number | undefined)[] = [undefined];
  /** By identifier: which open block has it, the innermost one of several. */
  private readonly innermost = new Map<string, number>();
  private count = 0;

  constructor(names: NameMap | undefined) {
    this.names = names;
  }

  /** What stands behind the keyword of the block that comes next: its identifier, or how deep it is for the reader. */
  next(): string {
    return this.nextId() ?? `(;@${this.ids.length};)`;
  }

  private nextId(): string | undefined {
    const name = this.names?.get(this.count);
    return name === undefined || name === '' ? undefined : identifier(name);
  }

  /** Opens the block that comes next. */
  open(): void {
    const id = this.nextId();
    this.count++;
    this.shadowed.push(id === undefined ? undefined : this.innermost.get(id));
    if (id !== undefined) this.innermost.set(id, this.ids.length);
    this.ids.push(id);
  }

  close(): void {
    const id = this.ids.pop();
    const shadowed = this.shadowed.pop();
    if (id === undefined) return;
    if (shadowed === undefined) this.innermost.delete(id);
    else this.innermost.set(id, shadowed);
  }

  /** A label index as it is written: by identifier where that means this block, else with its depth for the reader. */
  use(labelidx: number): string {
    const block = this.ids.length - 1 - labelidx;
    const id = this.ids[block];
    if (id !== undefined && this.innermost.get(id) === block) return id;
    return block > 0 ? `${labelidx} (;@${block};)` : String(labelidx);
  }
}
