import type { UnitFactory } from '@softwasm/compiler';
import { decodeModule } from '@softwasm/decoder';
import type { PreparedModule } from '@softwasm/runtime';
import { type Feature, otherVersion, type ValidModule } from '@softwasm/syntax';
import type { Exports, Imports, Module, WebAssemblyNamespace } from '../api.ts';
import type { CompiledModule } from '../compiled-module.ts';
import { VERSION } from '../version.ts';
import { prepareAheadOfTime } from './aot-engine.ts';
import { fromBase64 } from './base64.ts';
import { CompiledUnits } from './compiled-units.ts';
import { nameFrames } from './frames.ts';
import { AOT_REALM, WebAssembly as namespace } from './webassembly.ts';

/** What a compiled file hands over. It is trusted, as all code is: it was made of a valid module. */
export interface AheadOfTimeModule {
  /** Of softwasm, which made it. */
  readonly version: string;
  readonly features: readonly Feature[];
  /** Whether any of its functions makes tail calls (docs/CALLING-CONVENTION.md). */
  readonly tailCalls: boolean;
  /** All functions that it defines. */
  readonly unit: UnitFactory;
  /** The same once more, for one instance, or for when its memory has grown. Absent: not in the file. */
  readonly again?: UnitFactory;
  /** The binary without function bodies, in Base64. */
  readonly bytes: string;
}

/** What a compiled file exports. */
export interface CompiledAheadOfTime {
  readonly module: Module;
  readonly WebAssembly: WebAssemblyNamespace;
  readonly instantiate: (imports?: Imports) => Exports;
}

/**
 * What was compiled ahead of time, ready for instances in any store of the runtime.
 *
 * @throws RangeError where another version of softwasm has compiled it
 */
export function prepareModule(aheadOfTime: AheadOfTimeModule): PreparedModule {
  return compiledModule(aheadOfTime).prepared;
}

function compiledModule(aheadOfTime: AheadOfTimeModule): CompiledModule {
  const { version, features, bytes: text } = aheadOfTime;
  if (version !== VERSION) throw new RangeError(otherVersion(version, VERSION));
  const bytes = fromBase64(text);
  const decoded = decodeModule(bytes, { features: new Set(features), bodies: 'lazy' });
  const prepared = prepareAheadOfTime(decoded as ValidModule, new CompiledUnits(aheadOfTime));
  return { prepared, bytes, options: { builtins: [], importedStrings: undefined } };
}

/**
 * Makes a module of what was compiled ahead of time.
 *
 * @throws RangeError where another version of softwasm has compiled it
 */
export function defineModule(aheadOfTime: AheadOfTimeModule): CompiledAheadOfTime {
  const compiled = compiledModule(aheadOfTime);
  // Called by this function, which the file calls.
  nameFrames(compiled.prepared.module, 2);
  const module = AOT_REALM.modules.wrap(compiled);
  const instantiate = (imports?: Imports): Exports => new namespace.Instance(module, imports).exports;
  return { module, WebAssembly: namespace, instantiate };
}
