import { compileAheadOfTime } from '@softwasm/aot';
import { DEFAULT_FEATURES } from '@softwasm/syntax';
import { build, type Plugin } from 'esbuild';
import { VERSION } from 'softwasm';
import { type Program, readModule } from '../programs.ts';
import { bundleProgram, EXTENSION, guestFile } from './program-bundle.ts';
import { compileSlice, type SuiteSlice } from './suite-slice.ts';

/** What a guest executes WebAssembly with: a file of `guest/modes`. */
export type GuestModeName = 'jit' | 'trusted-types' | 'import' | 'import-data' | 'interpreter' | 'aot';

/** Guests that run no scripts of the official suite, as these compile synchronously. */
export const WITHOUT_SUITE: ReadonlySet<GuestModeName> = new Set<GuestModeName>(['import', 'import-data']);

/** How a guest is started: `script` prints what it says, and is done; `handler` and `top-level` are Workers, which do their work when they are asked, or before. */
export type GuestForm = 'script' | 'handler' | 'top-level';

/** What a guest does. */
export interface GuestContents {
  readonly programs: readonly Program[];
  /** Absent: the official suite is not here, or not meant. */
  readonly slice: SuiteSlice | undefined;
}

/** How the text of a guest ends, where `mode` and `tasks` are what it says. */
const BEGINNINGS: Readonly<Record<GuestForm, string>> = {
  script: `
    const { softwasmShell, print, console } = globalThis;
    void runGuest(mode, tasks, softwasmShell?.print ?? print ?? console.log);`,
  handler: `
    export default {
      async fetch() {
        const lines = [];
        await runGuest(mode, tasks, (line) => lines.push(line));
        return new Response(lines.join('\\n'));
      },
    };`,
  'top-level': `
    const lines = [];
    await runGuest(mode, tasks, (line) => lines.push(line));
    export default { fetch: async () => new Response(lines.join('\\n')) };`,
};

/** Bundles a guest with everything that it needs, in ES2020 (but for Workers, which are ES modules of today). Its text. */
export async function bundleGuest(mode: GuestModeName, form: GuestForm, contents: GuestContents): Promise<string> {
  const files = await guestFiles(mode, contents);
  const { outputFiles } = await build({
    stdin: { contents: entry(mode, form, contents, files), resolveDir: import.meta.dirname, loader: 'js' },
    plugins: [virtualFiles(files)],
    bundle: true,
    write: false,
    format: form === 'script' ? 'iife' : 'esm',
    platform: 'neutral',
    target: form === 'script' ? 'es2020' : 'es2022',
    conditions: EXTENSION === '.ts' ? ['source'] : ['module'],
    // Identifiers stay, for the sake of stack traces.
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

/** Files that exist only while a guest is bundled, by the names under which they are imported. */
type VirtualFiles = ReadonlyMap<string, string>;

const compiledProgram = (name: string): string => `softwasm:compiled/${name}`;
const compiledModule = (key: string): string => `softwasm:suite/${key}`;
/** Gives what a compiled file hands over instead of making a module of it. */
const RECORD = 'softwasm:record';

async function guestFiles(mode: GuestModeName, { programs, slice }: GuestContents): Promise<VirtualFiles> {
  const files = new Map<string, string>();
  for (const { name } of programs) files.set(`softwasm:program/${name}`, await bundleProgram(name));
  if (mode !== 'aot') return files;
  for (const program of programs) {
    const options = { version: VERSION, features: DEFAULT_FEATURES };
    files.set(compiledProgram(program.name), compileAheadOfTime(readModule(program), options).code);
  }
  if (slice === undefined) return files;
  files.set(RECORD, 'export const defineModule = (module) => ({ module });');
  for (const [key, code] of await compileSlice(slice, RECORD)) files.set(compiledModule(key), code);
  return files;
}

function virtualFiles(files: VirtualFiles): Plugin {
  return {
    name: 'guest files',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^softwasm:/ }, ({ path }) => ({ path, namespace: 'guest' }));
      onLoad({ filter: /./, namespace: 'guest' }, ({ path }) => ({
        contents: files.get(path) ?? '',
        resolveDir: import.meta.dirname,
      }));
    },
  };
}

function entry(mode: GuestModeName, form: GuestForm, { programs, slice }: GuestContents, files: VirtualFiles): string {
  const text = JSON.stringify;
  const base64 = (bytes: Uint8Array): string => text(Buffer.from(bytes).toString('base64'));
  const lines = [`import { runGuest } from ${text(guestFile('run-guest'))};`];
  const tasks = programs.map((program, i) => {
    lines.push(`import * as program${i} from 'softwasm:program/${program.name}';`);
    const binary = program.embedsWasm || mode === 'aot' ? text('') : base64(readModule(program));
    return `${text(program.name)}: { run: program${i}.run, binary: ${binary} },`;
  });
  if (mode !== 'aot') lines.push(`import { mode } from ${text(guestFile(`modes/${mode}`))};`);
  else lines.push(...aotMode(programs, files));
  const scripts = [...(slice?.scripts ?? [])].map(([file, source]) => `${text(file)}: ${base64(source)},`);
  const suite = slice === undefined ? '' : `suite: {\n${scripts.join('\n')}\n},`;
  lines.push(`const tasks = {\nprograms: {\n${tasks.join('\n')}\n},\n${suite}\n};`, BEGINNINGS[form]);
  return lines.join('\n');
}

/** Lines that define `mode`, of all that has been compiled. */
function aotMode(programs: readonly Program[], files: VirtualFiles): string[] {
  const text = JSON.stringify;
  const lines = [`import { aotMode } from ${text(guestFile('modes/aot'))};`];
  const compiled = programs.map(({ name }, i) => {
    lines.push(`import * as compiled${i} from ${text(compiledProgram(name))};`);
    return `${text(name)}: compiled${i}`;
  });
  const keys = [...files.keys()].filter((file) => file.startsWith(compiledModule('')));
  const modules = keys.map((file, i) => {
    lines.push(`import { module as module${i} } from ${text(file)};`);
    return `${text(file.slice(compiledModule('').length))}: module${i}`;
  });
  lines.push(`const mode = aotMode({ ${compiled.join(', ')} }, { ${modules.join(', ')} });`);
  return lines;
}
