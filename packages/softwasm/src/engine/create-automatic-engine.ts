import { createInterpreterEngine, expectLowerTier, prepareLowerTier } from '@softwasm/interpreter';
import { AutomaticEngine, type AutomaticOptions } from './automatic-engine.ts';
import { HELPERS } from './bigint-helpers.ts';

/** An engine that generates JavaScript where the host evaluates it, and interprets elsewhere. */
export function createAutomaticEngine(options: AutomaticOptions = {}): AutomaticEngine {
  return new AutomaticEngine(options, {
    helpers: HELPERS,
    interpreter: createInterpreterEngine(),
    lower: { prepare: prepareLowerTier, expect: expectLowerTier },
  });
}
