import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { minifiedBundle } from '../../scripts/browser-bundle.mjs';
import { HOSTS, type Host } from '../src/hosts/hosts.ts';
import { runAllInHost } from '../src/hosts/run-in-host.ts';
import { expectedCounts } from '../src/suite.ts';
import { officialSuite } from './official-suite.ts';

/** What minifiers could break: every table of instructions, and whatever goes by names. */
const SLICE = [
  'core/br_table',
  'core/const',
  'core/conversions',
  'core/elem',
  'core/exceptions/try_table',
  'core/f32',
  'core/gc/array',
  'core/gc/br_on_cast',
  'core/gc/struct',
  'core/gc/type-subtyping',
  'core/i64',
  'core/imports',
  'core/memory_trap',
  'core/return_call_indirect',
  'core/select',
  'core/simd/simd_const',
  'core/simd/simd_conversions',
  'core/simd/simd_i16x8_arith2',
  'core/simd/simd_i8x16_sat_arith',
  'core/simd/simd_lane',
  'core/simd/simd_load_extend',
  'core/bulk-memory/table_copy',
  'core/traps',
  'core/unreached-invalid',
  'legacy/try_catch',
  'proposals/custom-descriptors/ref_get_desc',
  'proposals/wide-arithmetic/wide-arithmetic',
].map((name) => `${name}.wast`);

/** As the files for browsers are made. */
async function minifiedGuest(entry: string, folder: string): Promise<string> {
  const { code } = await minifiedBundle({ entry, format: 'iife' });
  const path = join(folder, 'guest.min.js');
  writeFileSync(path, code);
  return path;
}

const suite = officialSuite();

test.runIf(suite !== undefined)(
  'a slice of the official suite passes when minified',
  { timeout: 600_000 },
  async () => {
    const folder = suite as string;
    const jobs = SLICE.map((file) => ({
      file,
      path: join(folder, file),
      engine: 'jit',
      expected: expectedCounts(folder, file),
    }));
    const options = { jobs: 2, timeoutSeconds: 120, bundle: minifiedGuest };
    const reports = await runAllInHost(HOSTS.get('es2020') as Host, jobs, options);
    const failures = [...reports].flatMap(([file, { failures }]) =>
      failures.map(({ line, kind, reason }) => `${file}:${line}: ${kind}: ${reason}`),
    );
    expect(failures).toEqual([]);
    expect(reports.size).toBe(jobs.length);
  },
);
