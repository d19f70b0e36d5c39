import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/*
 * node node-shell.mjs GUEST JOB: loads the bundled program and runs a job in it; the measurements, as JSON, are the only output.
 */
const [, , guest = '', job = ''] = process.argv;
createRequire(import.meta.url)(guest);
const { softwasmBench } = /** @type {typeof globalThis & { softwasmBench: import('../guest/job.ts').Guest }} */ (
  globalThis
);
process.stdout.write(JSON.stringify(softwasmBench.measureKernel(JSON.parse(readFileSync(job, 'utf8')))));
