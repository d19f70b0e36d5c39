import { readFileSync } from 'node:fs';
import { createContext, Script } from 'node:vm';

/*
 * A shell around V8 without Node, as jsc and gjs are around their engines: bare-shell SCRIPT ARGUMENT…
 */

const [script = '', ...args] = process.argv.slice(2);
/** @type {import('./guest-shell.ts').HandedIn} */
const softwasmShell = {
  args: JSON.stringify(args),
  print: (line) => void process.stdout.write(`${line}\n`),
  readFile: (path) => Uint8Array.from(readFileSync(path)),
};
new Script(readFileSync(script, 'utf8'), { filename: script }).runInContext(createContext({ softwasmShell }));
