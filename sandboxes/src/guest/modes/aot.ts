import { createAotEngine } from '@softwasm/cli/wast';
import { type AheadOfTimeModule, type CompiledAheadOfTime, prepareModule, WebAssembly } from 'softwasm/aot';
import { moduleKey } from '../../module-key.ts';
import type { GuestMode } from '../guest-mode.ts';

/**
 * Everything has been compiled before.
 *
 * @param programs what `softwasm compile` made of each program's module
 * @param suite what it made of the modules of the official suite, by {@link moduleKey}
 */
export function aotMode(
  programs: Readonly<Record<string, CompiledAheadOfTime>>,
  suite: Readonly<Record<string, AheadOfTimeModule>>,
): GuestMode {
  return {
    webAssemblyFor: (program) => namespaceWith(programs[program] as CompiledAheadOfTime),
    engine: createAotEngine((bytes) => prepareModule(suite[moduleKey(bytes)] as AheadOfTimeModule)),
  };
}

/** The namespace of compiled files, with an `instantiate` that needs no bytes: what it makes an instance of is there. So the program's own loader works as it is. */
function namespaceWith({ module }: CompiledAheadOfTime): typeof WebAssembly {
  const instantiate = async (_: unknown, imports?: Parameters<CompiledAheadOfTime['instantiate']>[0]) => ({
    module,
    instance: new WebAssembly.Instance(module, imports),
  });
  return Object.create(WebAssembly, { instantiate: { value: instantiate } });
}
