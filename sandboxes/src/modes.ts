/** How WebAssembly is executed, in the order of the table's columns. */
export const MODES = ['jit', 'import', 'interpreter', 'aot'] as const;

/** The name of a mode. */
export type Mode = (typeof MODES)[number];
