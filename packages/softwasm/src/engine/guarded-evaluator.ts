import { defaultEvaluator, type Evaluator } from '@softwasm/compiler';
import { isStackOverflow } from '@softwasm/runtime';
import { evaluationRefused, ResourceError } from '@softwasm/syntax';

/** The host does not allow that text is evaluated, or does so no longer. */
export class EvaluationRefused extends ResourceError {
  override readonly name: string = 'EvaluationRefused';

  /** @param cause what the host or the evaluator threw */
  constructor(cause: unknown) {
    super(evaluationRefused(`${cause}`));
    Object.defineProperty(this, 'cause', { value: cause, writable: true, configurable: true });
  }
}

/**
 * An evaluator, and whether it may be used. That is found out by trying, when it matters for the first time and not before: a page with a
 * Content-Security-Policy reports every attempt.
 *
 * Leave may end: Workers evaluate while they start and not in handlers, pages get policies later. Once refused, nothing is tried any more.
 */
export class GuardedEvaluator {
  private readonly evaluator: Evaluator;
  private allowed = false;
  /** Why not, once that is known. */
  refusal: EvaluationRefused | undefined;

  constructor(evaluator: Evaluator) {
    this.evaluator = evaluator;
  }

  /** Whether it has been found out. */
  get known(): boolean {
    return this.allowed || this.refusal !== undefined;
  }

  /** Whether text may be evaluated; tries where nobody has yet. */
  ask(): boolean {
    if (!this.known) this.probe();
    return this.refusal === undefined;
  }

  /** Evaluates. @throws EvaluationRefused; whatever else is wrong with the text */
  readonly evaluate: Evaluator = (parameter, body) => {
    if (!this.ask()) throw this.refusal;
    try {
      return this.evaluator(parameter, body);
    } catch (error) {
      // Hosts throw what they like. If it is not for the text, no text passes any more.
      throwOverflow(error);
      this.probe();
      throw this.refusal ?? error;
    }
  };

  private probe(): void {
    try {
      const identity = this.evaluator('env', 'return env;') as (value: unknown) => unknown;
      if (identity(this) !== this) throw new TypeError(`${identity}`);
      this.allowed = true;
    } catch (error) {
      throwOverflow(error);
      this.allowed = false;
      this.refusal = new EvaluationRefused(error);
    }
  }
}

/** With little stack left nothing can be said about evaluation. @throws the error, if it is a stack overflow's, of this realm or another */
function throwOverflow(error: unknown): void {
  if (typeof error === 'object' && error !== null && isStackOverflow(error as Error)) throw error;
}

const GUARDED = new WeakMap<Evaluator, GuardedEvaluator>();

/** What is known of an evaluator; of `new Function` where there is none. All that use the same one share it, so that it is tried once. */
export function guardedEvaluator(evaluator: Evaluator = defaultEvaluator): GuardedEvaluator {
  let guarded = GUARDED.get(evaluator);
  if (guarded === undefined) GUARDED.set(evaluator, (guarded = new GuardedEvaluator(evaluator)));
  return guarded;
}
