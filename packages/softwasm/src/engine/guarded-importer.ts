import type { Importer } from '../import/importer.ts';
import { type FunctionsModule, functionsModule } from './functions-module.ts';
import { EvaluationRefused } from './guarded-evaluator.ts';

/** A function of `env`, whose body was text. */
export type ImportedFunction = (env: unknown) => unknown;

/** An importer, and whether it may be used: found out as of an evaluator, by using it. */
export class GuardedImporter {
  private readonly importer: Importer;
  /** Why not, once that is known. */
  refusal: EvaluationRefused | undefined;

  constructor(importer: Importer) {
    this.importer = importer;
  }

  /**
   * Makes the functions of a module, in their order.
   *
   * @throws EvaluationRefused; whatever else is wrong with the text
   */
  async functions({ text }: FunctionsModule): Promise<readonly ImportedFunction[]> {
    if (this.refusal !== undefined) throw this.refusal;
    try {
      return await this.load(text);
    } catch (error) {
      // If it is not for the text, no text passes.
      try {
        await this.load(functionsModule([], 'softwasm-import-probe.js').text);
      } catch {
        this.refusal = new EvaluationRefused(error);
      }
      throw this.refusal ?? error;
    }
  }

  private async load(text: string): Promise<readonly ImportedFunction[]> {
    const { default: functions } = (await this.importer(text)) as { readonly default: unknown };
    if (!Array.isArray(functions)) throw new TypeError(`${functions}`);
    return functions;
  }
}
