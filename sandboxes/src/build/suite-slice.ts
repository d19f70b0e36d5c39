import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileAheadOfTime } from '@softwasm/aot';
import { compileAndLoad, createAotEngine, runScript } from '@softwasm/cli/wast';
import { expectedCounts } from '@softwasm/spec-tests';
import { groupOf } from '@softwasm/spec-tests/groups';
import { ALL_FEATURES } from '@softwasm/syntax';
import { VERSION } from 'softwasm';
import { moduleKey } from '../module-key.ts';

/** 64-bit integers, NaNs, traps, calls, jumps, exceptions, structures, vectors: what engines do differently, in few commands. */
const FILES: readonly string[] = [
  'br_table',
  'call_indirect',
  'exceptions/throw',
  'exceptions/throw_ref',
  'exceptions/try_table',
  'f32_bitwise',
  'float_misc',
  'gc/br_on_cast',
  'gc/struct',
  'i64',
  'memory_trap',
  'simd/simd_i32x4_arith',
  'traps',
].map((name) => `core/${name}.wast`);

/** Some scripts of the official suite. */
export interface SuiteSlice {
  /** Their texts, by file. */
  readonly scripts: ReadonlyMap<string, Uint8Array>;
  /** How many commands they have. */
  readonly commands: number;
}

/** @param suite the suite's folder */
export function readSlice(suite: string): SuiteSlice {
  return {
    scripts: new Map(FILES.map((file) => [file, new Uint8Array(readFileSync(join(suite, file)))])),
    commands: FILES.reduce((sum, file) => sum + expectedCounts(suite, file).commands, 0),
  };
}

/**
 * All modules that the scripts make, compiled ahead of time, by {@link moduleKey}: found by running the scripts here.
 *
 * @param runtime what the compiled files are to import their runtime part from
 */
export async function compileSlice({ scripts }: SuiteSlice, runtime: string): Promise<ReadonlyMap<string, string>> {
  const compiled = new Map<string, string>();
  const engine = createAotEngine((bytes) => {
    const options = { version: VERSION, features: ALL_FEATURES, runtime };
    compiled.set(moduleKey(bytes), compileAheadOfTime(bytes, options).code);
    return compileAndLoad(bytes);
  });
  for (const [file, source] of scripts) {
    await runScript(source, { features: groupOf(file).features, engine, print: () => undefined });
  }
  return compiled;
}
