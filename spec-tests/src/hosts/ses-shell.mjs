import { readFileSync } from 'node:fs';
import 'ses';

/*
 * A shell around a compartment of SES (Hardened JavaScript), as jsc and gjs are around their engines: ses-shell SCRIPT ARGUMENT…
 */

const [script = '', ...args] = process.argv.slice(2);
/** @type {import('./guest-shell.ts').HandedIn} */
const softwasmShell = {
  args: JSON.stringify(args),
  print: (line) => void process.stdout.write(`${line}\n`),
  readFile: (path) => Uint8Array.from(readFileSync(path)),
};
const source = readFileSync(script, 'utf8');
lockdown();
new Compartment({ globals: { softwasmShell: harden(softwasmShell) }, __options__: true }).evaluate(source);
