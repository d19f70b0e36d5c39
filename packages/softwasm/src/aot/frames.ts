import { functionOfIdentifier } from '@softwasm/compiler';
import { decodeNameSection } from '@softwasm/decoder';
import { addFrameResolver, type JavaScriptFrame, parseStack } from '@softwasm/runtime';
import type { Module, NameSection, TrapFrame } from '@softwasm/syntax';

/** Compiled modules by the file that they are in; null where a bundler has put several into one, and functions cannot be told apart. */
const MODULES = new Map<string, KnownModule | null>();

interface KnownModule {
  readonly module: Module;
  names: NameSection | undefined;
}

let registered = false;

/**
 * Makes the frames of a compiled module known to traps: function and name. Offsets are the source map's business.
 *
 * @param depth how many calls this one is away from the compiled file's own
 */
export function nameFrames(module: Module, depth: number): void {
  const url = parseStack(new Error().stack ?? '')[depth]?.url ?? '';
  if (url === '') return;
  if (!registered) {
    registered = true;
    addFrameResolver(resolve);
  }
  MODULES.set(url, MODULES.has(url) ? null : { module, names: undefined });
}

function resolve({ url, functionName }: JavaScriptFrame): TrapFrame | undefined {
  const known = MODULES.get(url);
  const func = functionOfIdentifier(functionName);
  if (known === undefined || func < 0) return undefined;
  if (known === null) return { func };
  known.names ??= decodeNameSection(known.module);
  const name = known.names.functions.get(func);
  return { func, ...(name === undefined ? {} : { name }) };
}
