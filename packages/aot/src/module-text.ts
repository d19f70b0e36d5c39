import type { Unit } from '@softwasm/compiler';

/** How a file gets at others, and is got at. */
export type ModuleFormat = 'esm' | 'commonjs';

/** What a module's file is made of. */
export interface ModuleParts {
  readonly format: ModuleFormat;
  /** What the runtime part is imported from. */
  readonly runtime: string;
  /** Which version of it, for the two must agree. */
  readonly version: string;
  /** The binary without bodies, in Base64. */
  readonly bytes: string;
  readonly features: readonly string[];
  /** Absent: the module defines no functions. */
  readonly unit: Unit | undefined;
  /** Whether the unit stands there a second time. */
  readonly twice: boolean;
  /** What stands at the end: statements that export. */
  readonly ending: readonly string[];
  /** The file of the source map, if there is one. */
  readonly sourceMap: string | undefined;
}

const BEGINNING: Readonly<Record<ModuleFormat, (runtime: string) => string>> = {
  esm: (runtime) => `import { defineModule } from ${JSON.stringify(runtime)};`,
  commonjs: (runtime) => `"use strict";const { defineModule } = require(${JSON.stringify(runtime)});`,
};

/** Exports what `defineModule` gives. */
export const COMPILED: Readonly<Record<ModuleFormat, readonly string[]>> = {
  esm: ['export const { module, instantiate, WebAssembly } = compiled;', 'export default instantiate;'],
  commonjs: ['module.exports = { ...compiled, default: compiled.instantiate };'],
};

/** Lines in front of the unit's. */
const LINES_BEFORE_UNIT = 3;

/** Lines between the unit and itself, where it stands there twice. */
const LINES_BETWEEN_UNITS = 2;

/** On which lines of the file, from 0, the unit begins. */
export function linesOfUnit(unit: Unit, twice: boolean): readonly number[] {
  if (!twice) return [LINES_BEFORE_UNIT];
  return [LINES_BEFORE_UNIT, LINES_BEFORE_UNIT + unit.source.split('\n').length + LINES_BETWEEN_UNITS];
}

/**
 * The text of a module's file. Of the binary there is in it only what the compiler makes of names, which are letters, digits and `_`, and Base64, and string literals in the ending.
 */
export function moduleText(parts: ModuleParts): string {
  const { format, runtime, version, bytes, features, unit, twice, ending, sourceMap } = parts;
  const lines = [
    '// Compiled ahead of time from WebAssembly by softwasm. What it exports stands at the end.',
    BEGINNING[format](runtime),
    `const unit = (env) => {`,
    unit?.source ?? 'return [];',
    '};',
    ...(twice && unit !== undefined ? ['const again = (env) => {', unit.source, '};'] : []),
    'const compiled = defineModule({',
    `  version: ${JSON.stringify(version)},`,
    `  features: ${JSON.stringify(features)},`,
    `  tailCalls: ${unit?.tailCalls ?? false},`,
    twice && unit !== undefined ? '  unit, again,' : '  unit,',
    `  bytes: '${bytes}',`,
    '});',
    ...ending,
    ...(sourceMap === undefined ? [] : [`//# sourceMappingURL=${encodeURI(sourceMap)}`]),
    '',
  ];
  return lines.join('\n');
}
