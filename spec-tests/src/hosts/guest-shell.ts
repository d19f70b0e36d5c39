/** What a program that runs in a bare JavaScript engine needs of its surroundings. */
export interface GuestShell {
  readonly args: readonly string[];
  /** @param path absolute */
  readonly readFile: (path: string) => Uint8Array;
  readonly print: (line: string) => void;
}

/** What our own shells hand in (QuickJS, SES, a bare V8): see quickjs-shell.mjs, ses-shell.mjs, bare-shell.mjs. */
export interface HandedIn {
  readonly args: string;
  readonly readFile: (path: string) => ArrayBuffer | Uint8Array;
  readonly print: (line: string) => void;
}

interface ShellGlobals {
  readonly softwasmShell?: HandedIn;
  readonly print?: (line: string) => void;
  /** JavaScriptCore's `jsc`; there are none where none were given. */
  readonly arguments?: readonly string[];
  readonly readFile?: (path: string, kind: 'binary') => Uint8Array;
  /** GNOME's `gjs`. */
  readonly ARGV?: readonly string[];
  readonly imports?: { readonly gi: { readonly GLib: { file_get_contents(path: string): [boolean, Uint8Array] } } };
}

/**
 * The shell that this program runs in.
 *
 * @throws Error where it is none that is known
 */
export function findShell(): GuestShell {
  const globals = globalThis as ShellGlobals;
  const { softwasmShell, print, readFile, imports } = globals;
  if (softwasmShell !== undefined) {
    return {
      args: JSON.parse(softwasmShell.args) as string[],
      readFile: (path) => new Uint8Array(softwasmShell.readFile(path)),
      print: softwasmShell.print,
    };
  }
  if (print !== undefined && readFile !== undefined) {
    return { args: globals.arguments ?? [], readFile: (path) => readFile(path, 'binary'), print };
  }
  if (print !== undefined && imports !== undefined && globals.ARGV !== undefined) {
    const { GLib } = imports.gi;
    return { args: globals.ARGV, readFile: (path) => GLib.file_get_contents(path)[1], print };
  }
  throw new Error('this shell is not known');
}
