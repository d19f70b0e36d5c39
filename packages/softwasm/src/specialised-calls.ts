import { HI } from '@softwasm/numerics';
import { type Code, type FunctionInstance, RF, RI, RR } from '@softwasm/runtime';
import { type FuncType, IndexSpaces, type ValidModule, type ValType } from '@softwasm/syntax';
import { exportedSource, importedSource } from './call-source.ts';
import { inwards, outwards } from './errors.ts';
import { type JsFunction, resultList } from './host-results.ts';
import type { Realm } from './realm.ts';
import { toJsReference } from './to-js.ts';
import { wordConverter } from './to-wasm.ts';

/** With more parameters or results than this, engines compile slowly, and what a call costs is no longer its form. */
const MAX_WIDTH = 100;

/** What the functions of call-source.ts use by name. */
interface SourceEnvironment {
  readonly HI: Int32Array;
  readonly RI: Int32Array;
  readonly RF: unknown[];
  readonly RR: unknown[];
  int64(lo: number, hi: number): unknown;
  /** Of an `i64`; the high word is in `HI[0]`. */
  lowWord(value: unknown): number;
  fround(value: number): number;
  /** JavaScript's value of a reference. */
  reference(word: unknown): unknown;
  list(value: unknown, length: number): unknown[];
  outwards(thrown: unknown): unknown;
  inwards(thrown: unknown): unknown;
}

type Converters = readonly ((value: unknown) => unknown)[];
type ExportedForm = (func: FunctionInstance, convert: Converters) => JsFunction;
type ImportedForm = (callable: JsFunction, convert: Converters) => Code;

/** The two forms of a function type. */
interface Forms {
  exported?: (func: FunctionInstance) => JsFunction;
  imported?: (callable: JsFunction) => Code;
}

/**
 * Functions between JavaScript and guests, generated for each signature, where the engine may evaluate text. Elsewhere there is none, and whoever asks goes the
 * long way over arrays.
 */
class SpecialisedCalls {
  private readonly realm: Realm;
  private evaluate: ((parameter: string, body: string) => unknown) | undefined;
  private readonly environment: SourceEnvironment;
  /** By canonical type id. */
  private readonly forms: Forms[] = [];
  /** What a text evaluates to, for types that differ in references only. */
  private readonly evaluated = new Map<string, unknown>();

  constructor(realm: Realm) {
    this.realm = realm;
    this.evaluate = realm.engine.evaluate;
    this.environment = {
      HI,
      RI,
      RF,
      RR,
      int64: realm.int64.ofWords,
      lowWord: realm.int64.lowWord,
      fround: Math.fround,
      reference: (word) => toJsReference(realm, word),
      list: resultList,
      outwards: (thrown) => outwards(realm, thrown),
      inwards: (thrown) => inwards(realm, thrown),
    };
  }

  /** The JavaScript function for a function instance, none of whose types is opaque; `undefined` where there is only the long way. */
  exported(func: FunctionInstance): JsFunction | undefined {
    const forms = this.formsOf(func.type);
    if (forms.exported === undefined) {
      const { params, results } = func.funcType;
      const form = this.form<ExportedForm>(params, results, exportedSource);
      if (form === undefined) return undefined;
      const convert = this.converters(params);
      forms.exported = (one) => form(one, convert);
    }
    return forms.exported(func);
  }

  /** The code for a JavaScript function of a canonical type, likewise. */
  imported(callable: JsFunction, type: number): Code | undefined {
    const forms = this.formsOf(type);
    if (forms.imported === undefined) {
      const { params, results } = this.realm.store.types.get(type).composite as FuncType;
      const form = this.form<ImportedForm>(params, results, importedSource);
      if (form === undefined) return undefined;
      const convert = this.converters(results);
      forms.imported = (one) => form(one, convert);
    }
    return forms.imported(callable);
  }

  /** Evaluates the functions for all that a module imports and exports, where the engine does that asynchronously. */
  async importFor(module: ValidModule): Promise<void> {
    const sources = callSources(module).filter((source) => !this.evaluated.has(source));
    const later = sources.length === 0 ? undefined : this.realm.engine.evaluateLater?.(sources);
    if (later === undefined) return;
    try {
      const made = await later;
      sources.forEach((source, i) => {
        this.evaluated.set(source, (made[i] as (env: SourceEnvironment) => unknown)(this.environment));
      });
    } catch {
      // As above: there is the long way.
    }
  }

  private formsOf(type: number): Forms {
    let forms = this.forms[type];
    if (forms === undefined) this.forms[type] = forms = {};
    return forms;
  }

  private converters(types: readonly ValType[]): Converters {
    return types.map((type) => wordConverter(this.realm, type));
  }

  private form<Form>(
    params: readonly ValType[],
    results: readonly ValType[],
    sourceOf: (params: readonly ValType[], results: readonly ValType[]) => string,
  ): Form | undefined {
    // Without an evaluator there are those that were imported.
    if (this.evaluate === undefined && this.evaluated.size === 0) return undefined;
    if (params.length > MAX_WIDTH || results.length > MAX_WIDTH) return undefined;
    const source = sourceOf(params, results);
    let form = this.evaluated.get(source) as Form | undefined;
    if (form === undefined) {
      if (this.evaluate === undefined) return undefined;
      try {
        form = (this.evaluate('env', source) as (env: SourceEnvironment) => Form)(this.environment);
      } catch {
        // A policy forbids it. Modules may be used all the same, as long as nobody calls what they define.
        this.evaluate = undefined;
        return undefined;
      }
      this.evaluated.set(source, form);
    }
    return form;
  }
}

/** The texts of the functions for what a module imports and exports. */
function callSources(module: ValidModule): string[] {
  const spaces = new IndexSpaces(module);
  const sources = new Set<string>();
  const add = ({ params, results }: FuncType, sourceOf: typeof exportedSource): void => {
    if (params.length <= MAX_WIDTH && results.length <= MAX_WIDTH) sources.add(sourceOf(params, results));
  };
  for (const { type } of module.imports) {
    if (type.kind === 'func') add(spaces.funcType(type.type), importedSource);
  }
  for (const { kind, index } of module.exports) {
    if (kind === 'func') add(spaces.typeOfFunc(index), exportedSource);
  }
  return [...sources];
}

const CALLS = new WeakMap<Realm, SpecialisedCalls>();

/** Those of a namespace. */
export function specialisedCalls(realm: Realm): SpecialisedCalls {
  let calls = CALLS.get(realm);
  if (calls === undefined) CALLS.set(realm, (calls = new SpecialisedCalls(realm)));
  return calls;
}
