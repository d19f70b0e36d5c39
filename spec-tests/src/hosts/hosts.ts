import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A JavaScript engine that the suite can be run in, with its settings. */
export interface Host {
  readonly name: string;
  readonly title: string;
  /** The Debian package that has it; absent where npm installs it. */
  readonly debian?: string;
  /** The command that runs a script with arguments, or `undefined` where the engine is missing. */
  readonly command: (script: string, args: readonly string[]) => HostCommand | undefined;
}

export interface HostCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The path of a program, `undefined` where it is not installed. */
export function findProgram(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

function jsc(flags: readonly string[]): Host['command'] {
  return (script, args) => {
    const program = findProgram('jsc');
    return program === undefined ? undefined : { program, args: [...flags, '--useWasm=0', script, '--', ...args] };
  };
}

function gjs(env: Readonly<Record<string, string>>): Host['command'] {
  return (script, args) => {
    const program = findProgram('gjs');
    return program === undefined ? undefined : { program, args: [script, ...args], env };
  };
}

/** A program of ours that runs in Node: plain JavaScript, so that it runs from sources as it is. */
function node(shell: string, ownArgs: readonly string[] = [], flags: readonly string[] = []): Host['command'] {
  const path = fileURLToPath(new URL(`./${shell}.mjs`, import.meta.url));
  return (script, args) => ({ program: process.execPath, args: [...flags, path, script, ...args, ...ownArgs] });
}

const JSC = 'libjavascriptcoregtk-4.0-bin';

/** All of them, by name. */
export const HOSTS: ReadonlyMap<string, Host> = new Map(
  (
    [
      { name: 'jsc', title: 'JavaScriptCore', debian: JSC, command: jsc([]) },
      { name: 'jsc-jitless', title: 'JavaScriptCore without its JIT', debian: JSC, command: jsc(['--useJIT=0']) },
      { name: 'gjs', title: 'SpiderMonkey', debian: 'gjs', command: gjs({}) },
      {
        name: 'gjs-jitless',
        title: 'SpiderMonkey without its JIT',
        debian: 'gjs',
        command: gjs({ GJS_DISABLE_JIT: '1' }),
      },
      { name: 'quickjs', title: 'QuickJS', command: node('quickjs-shell', [], ['--stack-size=3900']) },
      { name: 'ses', title: 'a SES compartment', command: node('ses-shell') },
      { name: 'es2020', title: 'V8 with ES2020 and nothing else', command: node('bare-shell', ['es2020']) },
    ] satisfies readonly Host[]
  ).map((host) => [host.name, host]),
);
