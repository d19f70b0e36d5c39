import { readFileSync, writeSync } from 'node:fs';
import { engineNamed, runScript } from '@softwasm/cli/wast';
import { EXPECTATIONS } from './expectations.ts';
import { type FileReport, fileReport, lostFile } from './file-report.ts';
import { groupOf } from './groups.ts';
import { hideHostWebAssembly } from './hosts/bare-language.ts';
import { type Job, PROGRESS_FD, PROGRESS_LENGTH } from './job.ts';
import { startThread } from './threads.ts';

/*
 * A child process of the pool: runs one script after another. What the parent cannot see when it has to end us, namely which command was running, is
 * written beforehand to a file whose descriptor we inherit.
 */

async function run({ file, path, engine, tune, passes, smallIntegers, expected }: Job): Promise<FileReport> {
  const start = performance.now();
  const { features } = groupOf(file);
  try {
    const outcomes = await runScript(readFileSync(path), {
      features,
      engine: engineNamed(engine, tune, passes, smallIntegers),
      print: () => undefined,
      startThread,
      onCommand: (line) => writeSync(PROGRESS_FD, String(line).padEnd(PROGRESS_LENGTH), 0),
    });
    const expectations = EXPECTATIONS.filter((entry) => entry.file === file);
    return fileReport(outcomes, expected, expectations, performance.now() - start);
  } catch (error) {
    return lostFile(expected, String(error), performance.now() - start);
  }
}

hideHostWebAssembly();
process.on('message', (job: Job) => {
  void run(job).then((report) => process.send?.(report));
});
process.send?.('ready');
