import { INSTRUCTION_NAMES } from '@softwasm/syntax';
import { AGGREGATE_RULES } from './aggregate.ts';
import { BLOCK_RULES } from './blocks.ts';
import { BRANCH_RULES } from './branches.ts';
import { CALL_RULES } from './calls.ts';
import { EXCEPTION_RULES } from './exceptions.ts';
import { MEMORY_RULES } from './memory.ts';
import { PARAMETRIC_RULES } from './parametric.ts';
import { plainRule } from './plain.ts';
import { REFERENCE_RULES } from './reference.ts';
import type { PolymorphicName, Rule } from './rule.ts';
import { TABLE_RULES } from './table.ts';
import { VARIABLE_RULES } from './variable.ts';

/** The rules of all instructions that have one of their own. Total: that none is missing is checked by the compiler. */
const POLYMORPHIC_RULES: Readonly<Record<PolymorphicName, Rule>> = {
  ...BLOCK_RULES,
  ...BRANCH_RULES,
  ...CALL_RULES,
  ...EXCEPTION_RULES,
  ...PARAMETRIC_RULES,
  ...VARIABLE_RULES,
  ...TABLE_RULES,
  ...MEMORY_RULES,
  ...REFERENCE_RULES,
  ...AGGREGATE_RULES,
};

const RULES: Readonly<Partial<Record<string, Rule>>> = POLYMORPHIC_RULES;

/** The rules of all instructions, by instruction id. */
export const RULES_BY_ID: readonly Rule[] = INSTRUCTION_NAMES.map((name) => RULES[name] ?? plainRule);
