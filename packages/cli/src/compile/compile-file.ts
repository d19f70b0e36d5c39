import { basename } from 'node:path';
import { type AheadOfTimeOutput, compileAheadOfTime, type ModuleFormat } from '@softwasm/aot';
import type { SmallIntegers, Tune } from '@softwasm/compiler';
import type { FeatureSet } from '@softwasm/syntax';
import { VERSION } from 'softwasm';
import type { Input } from '../input.ts';
import { binaryOf, reporting } from '../load-module.ts';
import { writeOutput } from '../output.ts';
import { Progress } from '../progress.ts';
import { optimiseBinary } from './optimise.ts';
import { makeStandalone } from './standalone.ts';

/** How a module becomes a file. */
export interface CompileFileOptions {
  readonly format: ModuleFormat;
  readonly tune: Tune;
  readonly smallIntegers: SmallIntegers;
  readonly output: string;
  readonly optimize?: boolean;
  readonly standalone?: boolean;
  readonly sourceMap?: boolean;
  readonly types?: boolean;
}

/** `x.js` becomes `x.d.ts`, and so for `.mjs` and `.cjs`. */
function declarationFile(output: string): string {
  return output.replace(/\.([mc]?)js$/, '.d.$1ts');
}

/** Compiles a module ahead of time and writes what comes of it. @throws Failure, UsageError */
export async function compileFile(input: Input, features: FeatureSet, options: CompileFileOptions): Promise<void> {
  const { format, tune, smallIntegers, output } = options;
  const binary = reporting(input, () => binaryOf(input, features));
  const bytes = options.optimize === true ? await optimiseBinary(binary) : binary;
  const generated = basename(output === '-' ? 'module.js' : output);
  const source = `${basename(input.name).replace(/\.wa(?:sm|t)$/, '')}.wat`;
  const progress = new Progress('functions compiled');
  const compiled: AheadOfTimeOutput = reporting(input, () =>
    compileAheadOfTime(bytes, {
      version: VERSION,
      format,
      tune,
      smallIntegers,
      features,
      ...(options.sourceMap === true ? { sourceMap: { generated, source } } : {}),
      onProgress: (done, total) => progress.report(done, total),
    }),
  );
  progress.end();
  writeOutput(output, options.standalone === true ? await makeStandalone(compiled.code, format) : compiled.code);
  if (output === '-') return;
  if (options.types !== false) writeOutput(declarationFile(output), compiled.types);
  if (compiled.map !== undefined) writeOutput(`${output}.map`, compiled.map);
}
