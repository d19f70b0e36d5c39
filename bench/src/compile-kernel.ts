import { readFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

const FOLDER = new URL('../kernels/', import.meta.url);

/**
 * Compiles an AssemblyScript program of `kernels/`, with all optimisations, to wasm without imports.
 *
 * @throws Error with the compiler's diagnostics
 */
export async function compileKernel(name: string): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const file = `${name}.ts`;
  const { error, stderr } = await asc.main(
    [file, '--optimizeLevel', '3', '--noAssert', '--runtime', 'stub', '--use', 'abort=', '--outFile', 'out.wasm'],
    {
      readFile: (path) => (path === file ? readFileSync(new URL(path, FOLDER), 'utf8') : null),
      writeFile: (path, contents) => {
        if (path === 'out.wasm') binary = contents as Uint8Array;
      },
      listFiles: () => [],
    },
  );
  if (error !== null || binary === undefined)
    throw new Error(`kernels/${file}: ${error?.message}\n${stderr.toString()}`);
  return binary;
}
