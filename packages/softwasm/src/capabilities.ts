import { isLittleEndian } from '@softwasm/numerics';
import { detectHost, type Engine } from '@softwasm/runtime';
import type { WebAssemblyNamespace } from './api.ts';
import { AutomaticEngine, type Choice } from './engine/automatic-engine.ts';
import { generatorOf } from './engine/generator-of.ts';
import { guardedEvaluator } from './engine/guarded-evaluator.ts';
import { HOST_HAS_WEBASSEMBLY, tuneFor } from './engine/tuning.ts';
import { realmOf } from './realms.ts';
import { VERSION } from './version.ts';
import { WebAssembly } from './webassembly.ts';

/** What the host allows and has. */
export interface HostReport {
  /** Whether it had a `WebAssembly` of its own when softwasm was loaded. What that may do is not asked. */
  readonly webAssembly: boolean;
  /** Whether it is taken for an engine that compiles JavaScript, which a host with `WebAssembly` is. */
  readonly jitSuspected: boolean;
  /** Whether `new Function` works; `unknown` where nobody has tried, nor was to. */
  readonly evaluation: 'allowed' | 'refused' | 'unknown';
  /** What the host said when it refused to evaluate. */
  readonly refusal?: string;
  readonly bigInt: boolean;
  readonly bigInt64Array: boolean;
  /** Whether there are `Float32Array` and `Float64Array`. */
  readonly floatArrays: boolean;
  readonly sharedArrayBuffer: boolean;
  /** Whether buffers can be resizable. */
  readonly resizableBuffers: boolean;
  /** How a memory's old buffer is detached when the memory grows; `none`: it stays readable. */
  readonly detaching: 'transfer' | 'clone' | 'none';
  /** Whether there is `WeakRef`. Without it, units of code are kept for ever. */
  readonly weakReferences: boolean;
  /** Whether typed arrays have WebAssembly's order of bytes. */
  readonly littleEndian: boolean;
}

/** What executes functions. */
export interface EngineReport {
  /** `jit`, `import` (of what is compiled asynchronously), `interpreter`, or the name of an engine of one's own; which it would be, where the choice is still to be made. */
  readonly name: string;
  /** What kind of engine JavaScript is generated for, where it is. */
  readonly tune?: 'jit' | 'jitless';
  /** Why this one: `given` where somebody named it. */
  readonly reason: Choice | 'given';
}

/** What softwasm finds in a host, and makes of it: plain data. */
export interface Capabilities {
  /** Of softwasm. */
  readonly version: string;
  readonly host: HostReport;
  readonly engine: EngineReport;
}

/** What to report. */
export interface CapabilitiesOptions {
  /** The namespace whose engine it is about. Absent: the one that `softwasm` exports. */
  readonly namespace?: WebAssemblyNamespace;
  /**
   * Whether to find out what is not known yet by trying `new Function`, once: where a Content-Security-Policy forbids that, the page reports it. Absent: yes.
   */
  readonly probe?: boolean;
}

interface NewerGlobals {
  readonly SharedArrayBuffer?: unknown;
  readonly WeakRef?: unknown;
}

function hostReport(probe: boolean): HostReport {
  const guard = guardedEvaluator();
  if (probe) guard.ask();
  const newer = globalThis as NewerGlobals;
  const { move, resize } = detectHost();
  return {
    webAssembly: HOST_HAS_WEBASSEMBLY,
    jitSuspected: tuneFor('auto') === 'jit',
    evaluation: !guard.known ? 'unknown' : guard.refusal === undefined ? 'allowed' : 'refused',
    ...(guard.refusal === undefined ? {} : { refusal: guard.refusal.message }),
    bigInt: typeof BigInt !== 'undefined',
    bigInt64Array: typeof BigInt64Array !== 'undefined',
    floatArrays: typeof Float32Array !== 'undefined' && typeof Float64Array !== 'undefined',
    sharedArrayBuffer: newer.SharedArrayBuffer !== undefined,
    resizableBuffers: 'resize' in ArrayBuffer.prototype,
    detaching: resize !== undefined ? 'transfer' : move !== undefined ? 'clone' : 'none',
    weakReferences: newer.WeakRef !== undefined,
    littleEndian: isLittleEndian,
  };
}

function engineReport(engine: Engine, probe: boolean): EngineReport {
  const tune = generatorOf(engine)?.options.tune;
  const automatic = engine instanceof AutomaticEngine ? engine : undefined;
  if (probe) automatic?.guard.ask();
  if (automatic !== undefined && automatic.guard.refusal !== undefined && !automatic.imports) {
    return { name: 'interpreter', reason: automatic.choice };
  }
  return {
    name: automatic === undefined ? engine.name : automatic.imports ? 'import' : automatic.jit.name,
    ...(tune === undefined ? {} : { tune }),
    reason: automatic?.choice ?? 'given',
  };
}

/**
 * What the host allows, which engine was or would be chosen, and why. Not done before anybody asks.
 *
 * @throws TypeError where the namespace is none of this package's
 */
export function capabilities({ namespace = WebAssembly, probe = true }: CapabilitiesOptions = {}): Capabilities {
  const { engine } = realmOf(namespace);
  return { version: VERSION, host: hostReport(probe), engine: engineReport(engine, probe) };
}
