import {
  compileOptions,
  Generator,
  ModuleShape,
  makeUnit,
  type SmallIntegers,
  type Tune,
  type Unit,
} from '@softwasm/compiler';
import { decodeModule, decodeNameSection } from '@softwasm/decoder';
import { type Feature, type FeatureSet, importCount, type NameSection, type ValidModule } from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import { toBase64 } from './base64.ts';
import { declarations, initDeclarations, moduleDeclarations } from './declarations.ts';
import { integrationDeclarations, integrationStatements } from './integration.ts';
import { COMPILED, linesOfUnit, type ModuleFormat, moduleText } from './module-text.ts';
import { sourceMap } from './source-map.ts';
import { stripBodies } from './strip-bodies.ts';

/** How a module is compiled ahead of time. */
export interface AheadOfTimeOptions {
  /** The version of the runtime part. */
  readonly version: string;
  /** What the runtime part is imported from. Absent: `softwasm/aot`. */
  readonly runtime?: string;
  /** What declarations import types from. Absent: the same. */
  readonly typesFrom?: string;
  /** Absent: `esm`. */
  readonly format?: ModuleFormat;
  /** What kind of JavaScript engine will run it. Absent: `jitless`, for where WebAssembly is switched off, JavaScript is interpreted. */
  readonly tune?: Tune;
  /** How many bits integers have there that are no numbers on the heap, if it interprets: 31 in Chromium. Absent: 32. */
  readonly smallIntegers?: SmallIntegers;
  readonly features: FeatureSet;
  /**
   * What the file exports. Absent: `compiled`. The others are ES modules whatever the `format`.
   *
   * - `compiled`: `instantiate`, `module` and `WebAssembly`;
   * - `instance`: what an instance exports, which imports from other ES modules, as the proposal "ES module integration" has it;
   * - `init`: a function that takes imports and promises an instance;
   * - `module`: the module.
   */
  readonly exports?: 'compiled' | 'instance' | 'init' | 'module';
  /** For `instance`: what modules of imports are imported as, by their names. Absent, or without a name: as they are called. */
  readonly specifiers?: Readonly<Record<string, string>>;
  /** Whether to make a source map; and the names of the file and of what it was made of. */
  readonly sourceMap?: {
    readonly generated: string;
    readonly source: string;
    /** Whether the code names the map in a comment at its end. Absent: yes. */
    readonly linked?: boolean;
  };
  /** Called now and then. @param done functions out of `total` */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a module becomes. */
export interface AheadOfTimeOutput {
  /** A JavaScript module without `eval`. */
  readonly code: string;
  /** Its declarations: `.d.ts`. */
  readonly types: string;
  /** Its source map, if there was to be one: `.map`. */
  readonly map: string | undefined;
}

/** Where WebAssembly is switched off, JavaScript is interpreted. */
const DEFAULT_TUNE: Tune = 'jitless';

/** So many functions between two reports. */
const REPORT_EVERY = 256;

/** Units of so many characters at most may stand in a file twice. */
const MAX_TWICE = 1 << 16;

/**
 * Whether functions stand in the file twice: V8 takes the views of a memory for constants until it has grown, which mostly happens once, while a program starts. Functions that are
 * called afterwards are better others (docs/RATIONALE.md), and where nothing may be evaluated the file must have them.
 */
function isWrittenTwice(module: ValidModule, unit: Unit | undefined, tune: Tune): unit is Unit {
  const hasMemory = module.memories.length + importCount(module, 'memory') > 0;
  return tune === 'jit' && hasMemory && unit !== undefined && !unit.tailCalls && unit.source.length <= MAX_TWICE;
}

/**
 * Compiles a binary to a JavaScript module. The same input gives the same output.
 *
 * @param bytes a binary
 * @throws DecodeError, ValidationError
 */
export function compileAheadOfTime(bytes: Uint8Array, options: AheadOfTimeOptions): AheadOfTimeOutput {
  const { features, format = 'esm', runtime = 'softwasm/aot', version } = options;
  const module = validateModule(decodeModule(bytes, { features }), { features });
  const names = decodeNameSection(module);
  const unit = generateUnit(module, names, options);
  const twice = isWrittenTwice(module, unit, options.tune ?? DEFAULT_TUNE);
  const { sourceMap: files } = options;
  const code = moduleText({
    format: options.exports === undefined || options.exports === 'compiled' ? format : 'esm',
    runtime,
    version,
    bytes: toBase64(stripBodies(bytes)),
    features: [...features].sort() satisfies readonly Feature[],
    unit,
    twice,
    ending: endingOf(module, format, options),
    sourceMap: files && files.linked !== false ? `${files.generated}.map` : undefined,
  });
  return {
    code,
    types: typesOf(module, options.typesFrom ?? runtime, options),
    map: files && unit && sourceMap(module, names, unit.map, linesOfUnit(unit, twice), files),
  };
}

function endingOf(module: ValidModule, format: ModuleFormat, options: AheadOfTimeOptions): readonly string[] {
  switch (options.exports ?? 'compiled') {
    case 'compiled':
      return COMPILED[format];
    case 'instance':
      return integrationStatements(module, options.specifiers ?? {});
    case 'init':
      return ['export default async (imports) => new compiled.WebAssembly.Instance(compiled.module, imports);'];
    case 'module':
      return ['export const { module, WebAssembly } = compiled;', 'export default module;'];
  }
}

function typesOf(module: ValidModule, runtime: string, options: AheadOfTimeOptions): string {
  switch (options.exports ?? 'compiled') {
    case 'compiled':
      return declarations(module, runtime);
    case 'instance':
      return integrationDeclarations(module, runtime);
    case 'init':
      return initDeclarations(runtime);
    case 'module':
      return moduleDeclarations(runtime);
  }
}

/** All functions as one unit, in which they call each other by name. */
function generateUnit(
  module: ValidModule,
  names: NameSection,
  { tune = DEFAULT_TUNE, smallIntegers = 32, onProgress }: AheadOfTimeOptions,
): Unit | undefined {
  const total = module.funcs.length;
  if (total === 0) return undefined;
  const shape = new ModuleShape(module);
  const generator = new Generator(shape, compileOptions({ tune, smallIntegers, names }), 'names');
  const functions = module.funcs.map((_, i) => {
    if (i % REPORT_EVERY === 0) onProgress?.(i, total);
    return generator.generate(shape.importedFuncs + i);
  });
  onProgress?.(total, total);
  return makeUnit(shape, functions, tune);
}
