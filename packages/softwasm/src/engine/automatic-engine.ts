import type { Evaluator } from '@softwasm/compiler';
import type { Engine, PreparedModule, Shape } from '@softwasm/runtime';
import type { ValidModule } from '@softwasm/syntax';
import type { Importer } from '../import/importer.ts';
import { type Fallback, FallbackPolicy, type Warn, warnOnConsole } from './fallback.ts';
import { functionsModule } from './functions-module.ts';
import { EvaluationRefused, type GuardedEvaluator, guardedEvaluator } from './guarded-evaluator.ts';
import { GuardedImporter } from './guarded-importer.ts';
import { JitEngine, type JitOptions, type Lower } from './jit-engine.ts';
import type { Helpers } from './runtime-helpers.ts';

/** How the engine works that chooses by itself. */
export interface AutomaticOptions extends Omit<JitOptions, 'fallback' | 'lower'> {
  /** Whether functions are interpreted until they are warm. Absent: yes. */
  readonly tiered?: boolean;
  /**
   * Evaluates asynchronously where text may not be evaluated at once: all functions of a module are generated when it is compiled asynchronously. Modules that are
   * compiled synchronously are interpreted there. Absent: all are.
   */
  readonly importer?: Importer;
  /** What to do where text cannot be evaluated. Absent: `silent`. */
  readonly fallback?: Fallback;
  /** Where `fallback: 'warn'` says it. Absent: the host's `console.warn`. */
  readonly warn?: Warn;
}

/** What engines call the functions between JavaScript and guests in stack traces. */
const CALLS_URL = 'softwasm-import-calls.js';

/** What an engine is made of that this file does not choose. */
export interface AutomaticParts {
  readonly helpers: Helpers;
  /** Executes what cannot be generated. */
  readonly interpreter: Engine;
  /** Has it execute functions until they are warm. */
  readonly lower: Lower;
}

/** Which engine, and why. */
export type Choice =
  /** Nothing was compiled yet, and nobody has asked. */
  | 'undecided'
  /** Text may be evaluated. */
  | 'evaluates'
  /** It may not. */
  | 'evaluation-refused'
  /** Nor may it be imported. */
  | 'import-refused';

/**
 * An engine that generates JavaScript where that may be evaluated, and interprets elsewhere. It finds out when it compiles the first module. Where leave to evaluate
 * ends later, functions that have no code by then are interpreted, one by one, and those that have go on: both kinds share the instance.
 */
export class AutomaticEngine implements Engine {
  readonly name = 'auto';
  readonly guard: GuardedEvaluator;
  /** Generates; what it may not evaluate it gives to the interpreter. */
  readonly jit: JitEngine;
  readonly evaluate: Evaluator;
  readonly makeShape: (names: readonly string[]) => Shape;
  private readonly importer: GuardedImporter | undefined;
  private readonly interpreter: Engine;
  private readonly policy: FallbackPolicy;
  private readonly imported = new WeakMap<ValidModule, Promise<PreparedModule>>();

  constructor(options: AutomaticOptions, { helpers, interpreter, lower }: AutomaticParts) {
    const { fallback = 'silent', warn = warnOnConsole, evaluate, importer, tiered = true, ...jit } = options;
    this.policy = new FallbackPolicy(fallback, warn);
    this.guard = guardedEvaluator(evaluate);
    this.evaluate = this.guard.evaluate;
    this.importer = importer && new GuardedImporter(importer);
    this.interpreter = interpreter;
    const substitute = { name: interpreter.name, prepare: (module: ValidModule) => this.interpret(module) };
    const below = tiered ? { lower } : {};
    this.jit = new JitEngine({ ...jit, ...below, evaluate: this.evaluate, fallback: substitute }, helpers);
    this.makeShape = this.jit.makeShape;
  }

  /** What was chosen; does not try anything. */
  get choice(): Choice {
    const { known, refusal } = this.guard;
    if (!known) return 'undecided';
    if (refusal === undefined) return 'evaluates';
    return this.importer?.refusal === undefined ? 'evaluation-refused' : 'import-refused';
  }

  /** Whether modules that are compiled asynchronously are imported, as far as is known. */
  get imports(): boolean {
    return this.guard.refusal !== undefined && this.importer !== undefined && this.importer.refusal === undefined;
  }

  expect(byteLength: number): void {
    if (this.guard.ask()) this.jit.expect(byteLength);
  }

  prepare(module: ValidModule): PreparedModule {
    return this.guard.ask() ? this.jit.prepare(module) : this.interpret(module);
  }

  prepareLater(module: ValidModule): Promise<PreparedModule> | undefined {
    const { importer } = this;
    if (this.guard.ask() || importer === undefined) return undefined;
    let prepared = this.imported.get(module);
    if (prepared === undefined) {
      prepared = this.importModule(module, importer);
      this.imported.set(module, prepared);
      // What failed may be tried again.
      prepared.catch(() => this.imported.delete(module));
    }
    return prepared;
  }

  evaluateLater(bodies: readonly string[]): Promise<readonly unknown[]> | undefined {
    return this.imports ? this.importer?.functions(functionsModule(bodies, CALLS_URL)) : undefined;
  }

  private async importModule(module: ValidModule, importer: GuardedImporter): Promise<PreparedModule> {
    try {
      return await this.jit.prepareImported(module, importer);
    } catch (error) {
      if (!(error instanceof EvaluationRefused)) throw error;
      return this.interpret(module);
    }
  }

  /** @throws EvaluationRefused where the policy is to throw */
  private interpret(module: ValidModule): PreparedModule {
    const refusal = this.importer?.refusal ?? this.guard.refusal;
    if (refusal !== undefined) this.policy.apply(refusal);
    return this.interpreter.prepare(module);
  }
}
