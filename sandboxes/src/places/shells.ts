import { HOSTS, type Host, type HostCommand } from '@softwasm/spec-tests';
import { packageVersion } from '../packages.ts';
import type { Sandbox, SandboxEngine } from '../sandbox.ts';
import { WITH_EVAL } from './guests.ts';
import { askVersion, runProgram } from './program.ts';

/** The shell of a JavaScript engine that the official suite runs in, too. */
function inShell(name: string): Sandbox['run'] {
  return (guest, options) => runProgram(commandOf(name, guest) as HostCommand, options);
}

function commandOf(name: string, guest: string): HostCommand | undefined {
  return (HOSTS.get(name) as Host).command(guest, []);
}

/** An engine from Debian, absent where its shell is. */
function debianEngine(title: string, host: string, askFor: () => Promise<string | undefined>): SandboxEngine {
  const source = `Debian's ${(HOSTS.get(host) as Host).debian}`;
  return { title, source, version: async () => (commandOf(host, '') === undefined ? undefined : await askFor()) };
}

/** `jsc` does not tell its version, and need not come from Debian. */
const debianVersion = async (name: string): Promise<string> =>
  (await askVersion('dpkg-query', ['--show', '--showformat', `\${Version}`, name])) ?? 'unknown';

function npmEngine(title: string, name: string): SandboxEngine {
  return { title, source: `npm's ${name}`, version: async () => packageVersion(name) };
}

const NO_WEBASSEMBLY = { webAssembly: 'absent', evaluation: 'works' } as const;

/** JavaScript engines without a browser around them. */
export const SHELL_SANDBOXES: readonly Sandbox[] = [
  {
    name: 'jsc',
    title: '`jsc --useJIT=0 --useWasm=0` (as in Lockdown Mode)',
    engine: debianEngine('JavaScriptCore', 'jsc-jitless', () => debianVersion('libjavascriptcoregtk-4.0-bin')),
    expected: NO_WEBASSEMBLY,
    guests: WITH_EVAL,
    run: inShell('jsc-jitless'),
  },
  {
    name: 'gjs',
    title: '`gjs` (SpiderMonkey)',
    engine: debianEngine('GJS', 'gjs', () => askVersion('gjs', ['--version'])),
    expected: { webAssembly: 'works', evaluation: 'works' },
    guests: WITH_EVAL,
    run: inShell('gjs'),
  },
  {
    name: 'quickjs',
    title: 'QuickJS',
    engine: npmEngine('quickjs-emscripten', 'quickjs-emscripten-core'),
    expected: NO_WEBASSEMBLY,
    guests: WITH_EVAL,
    run: inShell('quickjs'),
  },
  {
    name: 'ses',
    title: 'Compartment after `lockdown()`',
    engine: npmEngine('SES', 'ses'),
    expected: NO_WEBASSEMBLY,
    guests: WITH_EVAL,
    run: inShell('ses'),
  },
];
