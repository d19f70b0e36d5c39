import { overBudget, PAGE_SIZE, ResourceError, type ValidModule } from '@softwasm/syntax';

/**
 * What the memories and tables that an instance defines may take, all together: by declaration and by growing. Imported ones are bounded by whoever made
 * them.
 */
export class ResourceBudget {
  /** Bytes of memory that are left. */
  memoryBytes: number;
  /** Elements of tables that are left. */
  tableElements: number;

  /** Without a limit: `Infinity`. */
  constructor(memoryBytes: number, tableElements: number) {
    this.memoryBytes = memoryBytes;
    this.tableElements = tableElements;
  }

  /**
   * Whether it has what a module begins with; a shared memory begins with its maximum, for that is allocated at once.
   *
   * @throws ResourceError where it has not
   */
  check({ memories, tables }: ValidModule): void {
    const bytes = memories.reduce((sum, { type: { limits, shared, pageSizeLog2 } }) => {
      return sum + Number(shared ? (limits.max ?? limits.min) : limits.min) * 2 ** pageSizeLog2;
    }, 0);
    const { memoryBytes, tableElements } = this;
    if (bytes > memoryBytes) {
      throw new ResourceError(overBudget('pages of memory', Math.ceil(bytes / PAGE_SIZE), memoryBytes / PAGE_SIZE));
    }
    const elements = tables.reduce((sum, { type }) => sum + Number(type.limits.min), 0);
    if (elements > tableElements) throw new ResourceError(overBudget('table elements', elements, tableElements));
  }
}
