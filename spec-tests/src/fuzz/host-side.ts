import type { Import, Module } from '@softwasm/syntax';
import { formatValType } from '@softwasm/syntax';
import { describeValue, HostError, hashBytes, type Outcome } from './outcome.ts';
import { crossesApi, funcTypeOf, importedValue, type Side, typeAt } from './side.ts';

/** As much of the JavaScript API as is used here. */
interface NativeApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Record<string, unknown> };
  readonly Global: new (type: { value: string; mutable: boolean }, value: unknown) => NativeGlobal;
  readonly Memory: new (type: { initial: number }) => NativeMemory;
  readonly RuntimeError: new () => Error;
  readonly validate: (bytes: Uint8Array) => boolean;
}

interface NativeGlobal {
  readonly value: unknown;
}

interface NativeMemory {
  readonly buffer: ArrayBuffer;
}

/** The host's own WebAssembly, `undefined` where it has none. */
export const nativeApi: NativeApi | undefined = (globalThis as { WebAssembly?: NativeApi }).WebAssembly;

/** V8's messages, and which traps each stands for. */
const TRAPS: readonly (readonly [RegExp, ...string[]])[] = [
  [/unreachable/, 'unreachable'],
  [/(?:divide|remainder) by zero/, 'integer-divide-by-zero'],
  [/divide result unrepresentable/, 'integer-overflow'],
  [/float unrepresentable/, 'integer-overflow', 'invalid-conversion'],
  [/memory access out of bounds|segment.*out of bounds/, 'memory-out-of-bounds', 'table-out-of-bounds'],
  [/table.*out of bounds/, 'table-out-of-bounds', 'undefined-element'],
  [/null function or function signature mismatch/, 'uninitialized-element', 'indirect-call-mismatch'],
  [/dereferencing a null pointer/, 'null-reference', 'null-function', 'null-structure', 'null-array', 'null-i31'],
  [/illegal cast/, 'cast-failure'],
];

/** The host. Its code runs on numbers, so NaNs have no bits here. */
export class HostSide implements Side {
  readonly log: string[] = [];
  readonly #api: NativeApi;
  readonly #bytes: Uint8Array;
  readonly #module: Module;
  #exports: Record<string, unknown> = {};

  constructor(api: NativeApi, bytes: Uint8Array, module: Module) {
    this.#api = api;
    this.#bytes = bytes;
    this.#module = module;
  }

  start(): Outcome {
    const imports: Record<string, Record<string, unknown>> = {};
    for (const wanted of this.#module.imports) {
      imports[wanted.module] ??= {};
      (imports[wanted.module] as Record<string, unknown>)[wanted.name] = this.#import(wanted);
    }
    const module = new this.#api.Module(this.#bytes);
    return this.#attempt(() => {
      this.#exports = new this.#api.Instance(module, imports).exports;
      return [];
    });
  }

  call(name: string, args: readonly unknown[]): Outcome {
    const index = this.#module.exports.find((exported) => exported.name === name)?.index as number;
    const { results } = funcTypeOf(this.#module, index);
    return this.#attempt(() => {
      const returned = (this.#exports[name] as (...values: readonly unknown[]) => unknown)(...args);
      const values = results.length === 1 ? [returned] : results.length === 0 ? [] : (returned as unknown[]);
      return results.map((type, i) => describeValue(type, values[i]));
    });
  }

  state(): string {
    const parts: string[] = [];
    for (const { name, kind, index } of this.#module.exports) {
      if (kind === 'memory') {
        const bytes = new Uint8Array((this.#exports[name] as NativeMemory).buffer);
        parts.push(`${name}: ${bytes.length / 65536} pages, hash ${hashBytes(bytes)}`);
      } else if (kind === 'global') {
        const type = globalTypeOf(this.#module, index);
        if (crossesApi([type]))
          parts.push(`${name}: ${describeValue(type, (this.#exports[name] as NativeGlobal).value)}`);
      }
    }
    return parts.join('\n');
  }

  #import({ name, type }: Import): unknown {
    if (type.kind === 'global') {
      const { type: value, mutable } = type.type;
      return new this.#api.Global(
        { value: formatValType(value).replace('funcref', 'anyfunc'), mutable },
        importedValue(value),
      );
    }
    if (type.kind !== 'func') throw new Error(`no import of kind ${type.kind} is expected`);
    const { params, results } = typeAt(this.#module, type.type);
    return (...values: readonly unknown[]) => {
      this.log.push(`${name}(${values.map((value, i) => describeValue(params[i] as number, value)).join(' ')})`);
      return results.length === 1 ? importedValue(results[0] as number) : results.map(importedValue);
    };
  }

  #attempt(work: () => string[]): Outcome {
    try {
      return { kind: 'returned', values: work() };
    } catch (error) {
      // v128 does not cross the API: a TypeError before the function is entered.
      if (error instanceof HostError || error instanceof TypeError) return { kind: 'host error' };
      if (error instanceof RangeError) return { kind: 'exhausted' };
      if (!(error instanceof this.#api.RuntimeError)) throw error;
      const [, ...codes] = TRAPS.find(([pattern]) => pattern.test(error.message)) ?? [/./, error.message];
      return { kind: 'trap', codes };
    }
  }
}

function globalTypeOf(module: Module, index: number): number {
  const imported = module.imports.flatMap(({ type }) => (type.kind === 'global' ? [type.type] : []));
  return (imported[index] ?? module.globals[index - imported.length]?.type)?.type as number;
}
