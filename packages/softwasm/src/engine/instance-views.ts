import type { MemoryViews } from '@softwasm/compiler';
import type { MemoryInstance } from '@softwasm/runtime';
import { shortView } from './runtime-helpers.ts';

/** Each object is of a class of its own: V8 notes per class which properties have not been assigned since construction, and takes those for constants. */
function viewsOf(memory: MemoryInstance) {
  class Views {
    v: DataView = memory.view;
    n: DataView = shortView(memory);
  }
  return new Views();
}

type Views = ReturnType<typeof viewsOf>;

/**
 * So many objects are kept up to date for each memory: code that is made later shares the last one, whose views are no constants. Memories that grow page by page
 * while a program starts have fifty.
 */
const MAX_OBJECTS = 200;

/** The objects through which generated code of one instance reaches the views of its memories. */
export class InstanceViews {
  private readonly memories: readonly MemoryInstance[];
  private readonly onGrowth: () => void;
  /** By memory: the object for code that is made now. */
  private current: (Views | undefined)[] = [];
  /** By memory: all that were ever made. Code that uses an old one may still run. */
  private readonly all: Views[][] = [];

  /** @param onGrowth called when memories have grown: code made so far reads views that are no constants any more */
  constructor(memories: readonly MemoryInstance[], onGrowth: () => void) {
    this.memories = memories;
    this.onGrowth = onGrowth;
  }

  of(memory: number): MemoryViews {
    return (this.current[memory] ??= this.make(memory));
  }

  private make(index: number): Views {
    const memory = this.memories[index]!;
    const made = viewsOf(memory);
    const known = this.all[index];
    if (known !== undefined) {
      known.push(made);
      return made;
    }
    const all = [made];
    this.all[index] = all;
    memory.onRebind(() => {
      const { view } = memory;
      const short = shortView(memory);
      for (const views of all) {
        views.v = view;
        views.n = short;
      }
      // Code that is made from now on has constants again.
      if (all.length < MAX_OBJECTS) this.current[index] = undefined;
      this.onGrowth();
    });
    return made;
  }
}
