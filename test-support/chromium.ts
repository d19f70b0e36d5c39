import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian and others call it differently. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** What a browser for tests does without: a screen, privileges, and whatever it would ask of the network. */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The Chromium that is installed, or that the environment's CHROMIUM names; `undefined` where there is none.
 *
 * @throws {Error} where there is none and SOFTWASM_REQUIRE_ALL=1 asks for it
 */
export function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const paths = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = process.env.CHROMIUM ?? paths.find((path) => existsSync(path));
  if (found !== undefined) return found;
  const message = "there is no Chromium: install Debian's chromium, or set CHROMIUM to its path";
  if (process.env.SOFTWASM_REQUIRE_ALL === '1') throw new Error(message);
  console.warn(`NOT TESTED: ${message}`);
  return undefined;
}
