import type { Evaluator } from '@softwasm/compiler';
import type { Engine, PreparedModule, Shape } from '@softwasm/runtime';
import type { ValidModule } from '@softwasm/syntax';
import { type Fallback, FallbackPolicy, type Warn, warnOnConsole } from './fallback.ts';
import { type GuardedEvaluator, guardedEvaluator } from './guarded-evaluator.ts';
import { JitEngine, type JitOptions } from './jit-engine.ts';
import type { Helpers } from './runtime-helpers.ts';

/** How the engine works that chooses by itself. */
export interface AutomaticOptions extends Omit<JitOptions, 'fallback'> {
  /** What to do where text cannot be evaluated. Absent: `silent`. */
  readonly fallback?: Fallback;
  /** Where `fallback: 'warn'` says it. Absent: the host's `console.warn`. */
  readonly warn?: Warn;
}

/** What an engine is made of that this file does not choose. */
export interface AutomaticParts {
  readonly helpers: Helpers;
  /** Executes what cannot be generated. */
  readonly interpreter: Engine;
}

/** Which engine, and why. */
export type Choice =
  /** Nothing was compiled yet, and nobody has asked. */
  | 'undecided'
  /** Text may be evaluated. */
  | 'evaluates'
  /** It may not. */
  | 'evaluation-refused';

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
  private readonly substitute: Engine;

  constructor(options: AutomaticOptions, { helpers, interpreter }: AutomaticParts) {
    const { fallback = 'silent', warn = warnOnConsole, evaluate, ...jit } = options;
    const policy = new FallbackPolicy(fallback, warn);
    this.guard = guardedEvaluator(evaluate);
    this.evaluate = this.guard.evaluate;
    this.substitute = {
      name: interpreter.name,
      prepare: (module) => {
        const { refusal } = this.guard;
        if (refusal !== undefined) policy.apply(refusal);
        return interpreter.prepare(module);
      },
    };
    this.jit = new JitEngine({ ...jit, evaluate: this.evaluate, fallback: this.substitute }, helpers);
    this.makeShape = this.jit.makeShape;
  }

  /** What was chosen; does not try anything. */
  get choice(): Choice {
    const { known, refusal } = this.guard;
    if (!known) return 'undecided';
    return refusal === undefined ? 'evaluates' : 'evaluation-refused';
  }

  prepare(module: ValidModule): PreparedModule {
    return (this.guard.ask() ? this.jit : this.substitute).prepare(module);
  }
}
