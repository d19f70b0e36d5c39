import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';

/**
 * Turns the columns of a table into text: what a column repeats stands once, and rows name it by a letter.
 *
 * @param {readonly (readonly unknown[])[]} rows
 * @returns {string} a module that exports the table as `INSTRUCTIONS`
 */
function compactModule(rows) {
  const [names = [], opcodes = [], ...others] = /** @type {const} */ ([0, 1, 2, 3, 4, 5]).map((k) =>
    rows.map((row) => row[k]),
  );
  const steps = opcodes.map((opcode, i) => Number(opcode) - Number(opcodes[i - 1] ?? 0));
  const columns = others.map((column) => {
    const values = [...new Set(column)];
    // Letters from `0` on: none of them needs an escape but the backslash, which a table of so few values does not reach.
    return [values, column.map((value) => String.fromCharCode(48 + values.indexOf(value))).join('')];
  });
  return `
    let opcode = 0;
    const steps = ${JSON.stringify(steps.join())}.split(',');
    const columns = ${JSON.stringify(columns)};
    export const INSTRUCTIONS = ${JSON.stringify(names.join())}.split(',').map((name, row) => [
      name,
      (opcode += +steps[row]),
      ...columns.map(([values, letters]) => values[letters.charCodeAt(row) - 48]),
    ]);`;
}

/**
 * For esbuild: puts the table of instructions into bundles in a compact form, a third as long.
 *
 * @type {import('esbuild').Plugin}
 */
export const compactTable = {
  name: 'compact-table',
  setup(build) {
    build.onLoad({ filter: /[\\/]syntax[\\/]src[\\/]instructions\.ts$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'ts' });
      const { INSTRUCTIONS } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
      return { contents: compactModule(INSTRUCTIONS) };
    });
  },
};
