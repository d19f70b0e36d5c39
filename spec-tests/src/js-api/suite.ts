import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of this repository: this file is in `spec-tests/src/js-api` or `spec-tests/dist/js-api`. */
const REPOSITORY = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** Where the suite lies in a checkout of the specification, and in what `npm run spec:fetch` leaves. */
const PLACES = [join('test', 'js-api'), 'js-api', '.'];

/** A file that every copy of the suite has. */
const LANDMARK = 'wasm-module-builder.js';

/** Where the tests' own paths are rooted on a web-platform-tests server. */
const SERVER_ROOT = '/wasm/jsapi/';

/** No suite where it was looked for. The message says what to do. */
export class SuiteMissing extends Error {
  override readonly name = 'SuiteMissing';
}

/**
 * The folder with the tests of the JavaScript API: in the folder given, in the one that the environment variable `SOFTWASM_SPEC` names, or where
 * `npm run spec:fetch` leaves it.
 *
 * @throws SuiteMissing
 */
export function findJsApi(given: string | undefined): string {
  const named = given ?? process.env.SOFTWASM_SPEC;
  const base = named === undefined || named === '' ? join(REPOSITORY, 'spec-tests', 'testsuite') : resolve(named);
  const found = PLACES.map((place) => join(base, place)).find((folder) => existsSync(join(folder, LANDMARK)));
  if (found !== undefined) return found;
  throw new SuiteMissing(
    `the tests of the JavaScript API are not in ${base}.\n` +
      '  Fetch them with:                 npm run spec:fetch\n' +
      '  or name the specification:       npm run js-api -- --spec DIR   (or set SOFTWASM_SPEC)',
  );
}

/** All test files, as paths below the suite's folder with `/`, sorted: those that say for which kinds of globals they are. */
export function listTests(suite: string): string[] {
  return readdirSync(suite, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.js') && /^\/\/ META: global=/m.test(readFileSync(join(suite, path), 'utf8')))
    .sort();
}

/** The scripts of a test file, itself last, as paths below the suite's folder. */
export function scriptsOf(suite: string, file: string): string[] {
  const source = readFileSync(join(suite, file), 'utf8');
  const helpers = [...source.matchAll(/^\/\/ META: script=(\S+)/gm)].map(([, path = '']) =>
    path.startsWith(SERVER_ROOT) ? path.slice(SERVER_ROOT.length) : posix.join(posix.dirname(file), path),
  );
  return [...helpers, file];
}
