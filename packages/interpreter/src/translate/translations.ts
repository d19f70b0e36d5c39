import { INSTRUCTION_NAMES, type InstructionName } from '@softwasm/syntax';
import { ATOMIC_HANDLERS } from '../handlers/atomics.ts';
import type { HandlerName } from '../handlers/index.ts';
import { ARITHMETIC } from './arithmetic.ts';
import { CALLS } from './calls.ts';
import { CONTROL } from './control.ts';
import { EXCEPTIONS } from './exceptions.ts';
import { atomic, MEMORY, TABLES } from './memory.ts';
import type { OperationName } from './operands.ts';
import { isPlain, plain } from './plain.ts';
import { AGGREGATES, REFERENCES } from './references.ts';
import type { Translate } from './translator.ts';
import { VARIABLES } from './variables.ts';

/** Instructions that do more than compute. */
const OWN = {
  ...ARITHMETIC,
  ...CONTROL,
  ...CALLS,
  ...EXCEPTIONS,
  ...VARIABLES,
  ...MEMORY,
  ...TABLES,
  ...REFERENCES,
  ...AGGREGATES,
} satisfies Partial<Record<InstructionName, Translate>>;

/** What would be missing: `tsc` says so here. */
type Missing = Exclude<InstructionName, keyof typeof OWN | OperationName | HandlerName>;
const MISSING: Readonly<Record<Missing, never>> = {};
void MISSING;

const BY_NAME: Readonly<Partial<Record<InstructionName, Translate>>> = OWN;

function translationOf(name: InstructionName): Translate {
  const own = BY_NAME[name];
  if (own !== undefined) return own;
  if (name in ATOMIC_HANDLERS) return atomic(name as keyof typeof ATOMIC_HANDLERS);
  if (isPlain(name)) return plain(name);
  throw new Error(`no translation of ${name}`);
}

/** By instruction id. */
export const TRANSLATIONS: readonly Translate[] = INSTRUCTION_NAMES.map(translationOf);
