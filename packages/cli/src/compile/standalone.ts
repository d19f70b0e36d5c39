import { fileURLToPath } from 'node:url';
import type { ModuleFormat } from '@softwasm/aot';
import { Failure } from '../failure.ts';

/**
 * Puts the runtime part into a compiled file, so that it needs no other.
 *
 * @param code a compiled file that imports the runtime part as `softwasm/aot`
 * @throws Failure where esbuild, an optional dependency, is not installed
 */
export async function makeStandalone(code: string, format: ModuleFormat): Promise<string> {
  let esbuild: typeof import('esbuild');
  try {
    esbuild = await import('esbuild');
  } catch (error) {
    throw new Failure(
      `--standalone needs esbuild, which is not installed (npm install esbuild): ${(error as Error).message}`,
    );
  }
  const { outputFiles } = await esbuild.build({
    stdin: { contents: code, loader: 'js', resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    write: false,
    format: format === 'esm' ? 'esm' : 'cjs',
    platform: 'neutral',
    target: 'es2020',
    // Names in stack traces stay: frames of traps are found by them.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
