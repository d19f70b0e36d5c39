import { ALL_FEATURES, type FeatureSet, ValidationError } from '@softwasm/syntax';
import { parseModule } from '@softwasm/wat';
import { validateModule } from '../src/index.ts';

/** Validates a module in the text format: `undefined` where it is valid, else what is wrong, without the place. */
export function problem(fields: string, features: FeatureSet = ALL_FEATURES): string | undefined {
  const { module } = parseModule(fields, { features: ALL_FEATURES });
  try {
    validateModule(module, { features });
    return undefined;
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return error.reason;
  }
}

/** What is wrong with a function of this body, in a module with these other fields. */
export function bodyProblem(body: string, type = '', fields = ''): string | undefined {
  return problem(`${fields} (func ${type} ${body})`);
}
