/**
 * `npm run demo`: two published programs from npm, unmodified, through softwasm, on a host without WebAssembly. They run in processes of their own, once
 * with the JIT and once without, each started so that the host engine is not there at all.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { flagsWithoutHost } from '../../test-support/node-flags.mjs';

const PROGRAM = fileURLToPath(new URL('program.mjs', import.meta.url));

const MODES = [
  { flags: flagsWithoutHost(), title: 'the host engine removed' },
  { flags: ['--jitless'], title: 'the host engine removed, and no JIT' },
];

console.log(`softwasm on Node ${process.versions.node} (V8 ${process.versions.v8})`);
let failed = 0;
for (const { flags, title } of MODES) {
  console.log(`\nnode ${flags.join(' ')}: ${title}`);
  const { status, error } = spawnSync(process.execPath, [...flags, PROGRAM], { stdio: 'inherit' });
  if (status === 0) continue;
  failed++;
  console.log(`  failed: ${error?.message ?? `exit code ${status}`}`);
}
console.log(failed === 0 ? '\nBoth modes gave the right answers.' : `\n${failed} of ${MODES.length} modes failed.`);
process.exitCode = failed === 0 ? 0 : 1;
