import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countCommands, type ScriptCounts } from './count-commands.ts';

/** The root of this repository: this file is in `spec-tests/src` or `spec-tests/dist`. */
export const REPOSITORY: string = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** No suite where it was looked for. The message says what to do. */
export class SuiteMissing extends Error {
  override readonly name = 'SuiteMissing';
}

/**
 * The folder of the official test suite: the one given, the one that the environment variable `SOFTWASM_TESTSUITE` names, one beside the
 * repository, or the one that `npm run spec:fetch` makes.
 *
 * @throws SuiteMissing
 */
export function findSuite(given: string | undefined): string {
  const named = given ?? process.env.SOFTWASM_TESTSUITE;
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return resolve(named);
    throw new SuiteMissing(`there is no test suite at ${named}`);
  }
  const usual = [join(dirname(REPOSITORY), 'shared', 'testsuite'), join(REPOSITORY, 'spec-tests', 'testsuite')];
  const found = usual.find((folder) => existsSync(folder));
  if (found !== undefined) return found;
  throw new SuiteMissing(
    'the official test suite is not here.\n' +
      '  Fetch it with:  npm run spec:fetch\n' +
      '  or name a copy: npm run spec -- --suite DIR   (or set SOFTWASM_TESTSUITE)',
  );
}

/** All scripts of a suite, as paths below its folder with `/`, sorted. */
export function listScripts(suite: string): string[] {
  return readdirSync(suite, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.wast'))
    .sort();
}

/**
 * The counts of a script: those of the suite's own `counts.json` where it has one, else counted here.
 *
 * @param file a path below the suite's folder
 */
export function expectedCounts(suite: string, file: string): ScriptCounts {
  return suiteCounts(suite)?.get(file) ?? countCommands(readFileSync(join(suite, file), 'utf8'));
}

/** What a suite's own `counts.json` says, or `undefined` where it has none. */
export function suiteCounts(suite: string): ReadonlyMap<string, ScriptCounts> | undefined {
  const path = join(suite, 'counts.json');
  if (!existsSync(path)) return undefined;
  const { files } = JSON.parse(readFileSync(path, 'utf8')) as { files: Record<string, ScriptCounts> };
  return new Map(Object.entries(files));
}
