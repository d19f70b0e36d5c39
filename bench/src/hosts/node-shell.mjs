import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/*
 * node node-shell.mjs GUEST FUNCTION JOB OUTCOME: loads the bundled program and runs a job in it, from one file of JSON to another.
 */
const [, , guest = '', name = '', job = '', outcome = ''] = process.argv;
createRequire(import.meta.url)(guest);
const { softwasmBench } =
  /** @type {typeof globalThis & { softwasmBench: Record<string, (job: unknown) => unknown> }} */ (globalThis);
const result = await softwasmBench[name]?.(JSON.parse(readFileSync(job, 'utf8')));
// Node gives kilobytes.
writeFileSync(outcome, JSON.stringify({ result, peakBytes: process.resourceUsage().maxRSS * 1024 }));
