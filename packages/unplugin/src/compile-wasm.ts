import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type AheadOfTimeOutput, type Binaryen, compileAheadOfTime, optimise } from '@softwasm/aot';
import { BROWSER_FEATURES, SoftwasmError } from '@softwasm/syntax';
import { VERSION } from 'softwasm';
import type { SoftwasmOptions } from './options.ts';
import type { WasmRequest } from './request.ts';
import { runtimePath } from './runtime.ts';

/** @see https://tc39.es/ecma426/ */
interface SourceMap {
  readonly version: number;
  file?: string;
  sources: string[];
  sourcesContent?: string[];
  names: string[];
  mappings: string;
}

/** What a bundler loads. */
export interface LoadedWasm {
  readonly code: string;
  readonly map: SourceMap | null;
}

/**
 * Compiles the file that an import asks for.
 *
 * @throws Error that names the file, with the reason and the byte offset where it is no valid module; also where binaryen is needed and missing
 */
export async function compileWasm({ file, exports }: WasmRequest, options: SoftwasmOptions): Promise<LoadedWasm> {
  const original: Uint8Array = await readFile(file);
  const compiled = await naming(file, async () => {
    const bytes = options.optimize === true ? optimise(await loadBinaryen(), original) : original;
    return compile(bytes, file, exports, options);
  });
  if (options.declarations === true && exports === 'instance') await writeDeclarations(file, compiled.types);
  return { code: compiled.code, map: compiled.map === undefined ? null : JSON.parse(compiled.map) };
}

function compile(
  bytes: Uint8Array,
  file: string,
  exports: WasmRequest['exports'],
  options: SoftwasmOptions,
): AheadOfTimeOutput {
  const {
    features,
    imports = {},
    runtime = runtimePath(),
    sourceMap = true,
    tune = 'jitless',
    smallIntegers = 32,
  } = options;
  const name = basename(file);
  return compileAheadOfTime(bytes, {
    version: VERSION,
    runtime,
    // A path would not be the same on other machines.
    typesFrom: '@softwasm/unplugin',
    tune,
    smallIntegers,
    features: features === undefined ? BROWSER_FEATURES : new Set(features),
    exports,
    specifiers: imports,
    ...(sourceMap
      ? { sourceMap: { generated: `${name}.js`, source: name.replace(/\.wasm$/, '.wat'), linked: false } }
      : {}),
  });
}

/** Does something, with the file's name before the message of what fails. */
async function naming<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { name, message } = error as Error;
    const kind = error instanceof SoftwasmError ? `${name}: ` : '';
    throw new Error(`${file}: ${kind}${message}`, { cause: error });
  }
}

async function loadBinaryen(): Promise<Binaryen> {
  try {
    return ((await import('binaryen')) as { readonly default: Binaryen }).default;
  } catch (error) {
    throw new Error(
      `optimize needs binaryen, which is not installed (npm install binaryen): ${(error as Error).message}`,
    );
  }
}

/** Leaves the file alone where it says that already: watchers would start over. */
async function writeDeclarations(file: string, types: string): Promise<void> {
  const path = file.replace(/\.wasm$/, '.d.wasm.ts');
  const before = await readFile(path, 'utf8').catch(() => undefined);
  if (before !== types) await writeFile(path, types);
}
