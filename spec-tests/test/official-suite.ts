import { findSuite, SuiteMissing } from '../src/suite.ts';

/**
 * The official test suite, or `undefined` where it is not there: `npm run spec:fetch` gets it.
 *
 * @throws SuiteMissing where it is not there and SOFTWASM_REQUIRE_ALL=1 asks for it
 */
export function officialSuite(): string | undefined {
  try {
    return findSuite(undefined);
  } catch (error) {
    if (!(error instanceof SuiteMissing) || process.env.SOFTWASM_REQUIRE_ALL === '1') throw error;
    console.warn('NOT TESTED: the official test suite is not here; npm run spec:fetch fetches it');
    return undefined;
  }
}
