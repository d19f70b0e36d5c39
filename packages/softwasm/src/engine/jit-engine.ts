import {
  type CompileOptions,
  compileOptions,
  defaultEvaluator,
  type Evaluator,
  type PartialCompileOptions,
  UnitGenerator,
  type UnitTexts,
} from '@softwasm/compiler';
import { decodeNameSection } from '@softwasm/decoder';
import type { LowerTier, Sampling } from '@softwasm/interpreter';
import type { Engine, PreparedModule, Shape } from '@softwasm/runtime';
import type { ValidModule } from '@softwasm/syntax';
import { EvaluatedUnits } from './evaluated-units.ts';
import type { EvaluationRefused } from './guarded-evaluator.ts';
import type { GuardedImporter } from './guarded-importer.ts';
import { importUnits } from './imported-units.ts';
import type { Helpers } from './runtime-helpers.ts';
import { makeShape } from './shapes.ts';
import { firstLineOf } from './stack-frames.ts';
import { TIERS, type Tiers } from './tiers.ts';
import { HOST_COMPILES_BIGINTS, HOST_SMALL_INTEGERS, type Tuning, tuneFor } from './tuning.ts';
import { UnitModule } from './unit-module.ts';

/** How the engine that generates JavaScript works. */
export interface JitOptions {
  /** Evaluates generated text; absent: `new Function`. */
  readonly evaluate?: Evaluator;
  /** What kind of JavaScript engine runs it. Absent: `auto`. */
  readonly tune?: Tuning;
  readonly compile?: Omit<PartialCompileOptions, 'tune'>;
  /** Modules whose code section is at most so many bytes are generated as one unit, at their first call. */
  readonly wholeModuleBytes?: number;
  /** Executes functions whose text the evaluator refuses ({@link EvaluationRefused}). Absent: calling them throws that error. */
  readonly fallback?: Engine;
  /** Executes functions until they are warm; absent: they are generated when they are first called. */
  readonly lower?: Lower;
  /** When they are. Absent: as it was measured best for what they are generated for. */
  readonly tiers?: Partial<Tiers>;
}

/** What executes functions until they are warm. */
export interface Lower {
  /** Readies a module for that. */
  prepare(module: ValidModule): LowerTier;
  /** Readies itself: a module is coming. */
  expect(sampling: Sampling): void;
}

/** Up to here V8 gains from seeing direct calls, and generation takes a few milliseconds. */
const WHOLE_MODULE_BYTES = 16_384;

/** An engine that translates functions to JavaScript when they are first called, or when they are warm. */
export class JitEngine implements Engine {
  readonly name = 'jit';
  /** What the text that it generates depends on, besides the module and the version. */
  readonly options: CompileOptions;
  readonly evaluate: Evaluator;
  private readonly helpers: Helpers;
  private readonly wholeModuleBytes: number;
  private readonly fallback: Engine | undefined;
  private readonly lower: Lower | undefined;
  private readonly tiers: Tiers;
  private firstLine: number | undefined;

  /** @param helpers all that generated code may use under these options */
  constructor(options: JitOptions, helpers: Helpers) {
    this.helpers = helpers;
    this.evaluate = options.evaluate ?? defaultEvaluator;
    const { compile, tune = 'auto' } = options;
    const passes = { longs: HOST_COMPILES_BIGINTS, ...compile?.passes };
    const kind = tuneFor(tune);
    const host = kind === 'jitless' ? { smallIntegers: HOST_SMALL_INTEGERS } : {};
    this.options = compileOptions({ ...host, ...compile, passes, tune: kind });
    this.wholeModuleBytes = options.wholeModuleBytes ?? WHOLE_MODULE_BYTES;
    this.fallback = options.fallback;
    this.lower = options.lower;
    this.tiers = { ...TIERS[this.options.tune], ...options.tiers };
  }

  readonly makeShape = (names: readonly string[]): Shape => makeShape(this.evaluate, names);

  expect(byteLength: number): void {
    if (byteLength >= this.tiers.leastBytes) this.lower?.expect(this.tiers);
  }

  prepare(module: ValidModule): PreparedModule {
    const generator = this.generator(module);
    const prepared = this.prepareUnits(module, generator);
    if (!generator.whole && this.lower !== undefined && codeBytes(module) >= this.tiers.leastBytes) {
      prepared.lower = { tier: this.lower.prepare(module), tiers: this.tiers, nameOf: this.namesOf(module) };
    }
    return prepared;
  }

  /** Generates the units of a module, for whoever wants their text. */
  generator(module: ValidModule): UnitGenerator {
    const whole = codeBytes(module) <= this.wholeModuleBytes;
    return new UnitGenerator(module, this.options, whole);
  }

  /**
   * {@link prepare} with texts that were generated before.
   *
   * @param texts of this very module, for they are executed: by a {@link generator} of the same version with the same options
   */
  prepareUnits(module: ValidModule, texts: UnitTexts): UnitModule {
    const firstLine = (this.firstLine ??= firstLineOf(this.evaluate));
    const nameOf = this.namesOf(module);
    const specialises = this.options.tune === 'jit';
    const units = new EvaluatedUnits(texts, { evaluate: this.evaluate, firstLine, nameOf, specialises });
    return new UnitModule(this, module, units, this.helpers, this.fallback);
  }

  /** {@link prepare} without evaluating: all functions are generated and imported. @throws EvaluationRefused */
  async prepareImported(module: ValidModule, importer: GuardedImporter): Promise<PreparedModule> {
    const units = await importUnits(this.generator(module), importer, this.namesOf(module));
    return new UnitModule(this, module, units, this.helpers, this.fallback);
  }

  /** The name of a function, by function index. */
  private namesOf(module: ValidModule): (func: number) => string | undefined {
    let { names } = this.options;
    return (func) => {
      names ??= decodeNameSection(module);
      return names.functions.get(func);
    };
  }
}

function codeBytes({ funcs }: ValidModule): number {
  return funcs.reduce((bytes, { size }) => bytes + size, 0);
}
