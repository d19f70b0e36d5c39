import type { Evaluator } from '@softwasm/compiler';

/** Makes scripts of text: a policy of Trusted Types, which allows this one program to evaluate text. */
export interface ScriptPolicy {
  createScript(text: string): unknown;
}

/** The global `eval`, called like other functions: what it evaluates sees globals and nothing else. */
interface EvalGlobals {
  readonly eval: (script: unknown) => unknown;
}

/**
 * An evaluator that has a function evaluate expressions: the `evaluate` of a compartment of SES, the `eval` of another realm, …
 *
 * @param evaluate given the text of a function expression, gives the function
 */
export function expressionEvaluator(evaluate: (text: string) => unknown): Evaluator {
  return (parameter, body) => evaluate(`(function(${parameter}){${body}\n})`);
}

/**
 * An evaluator for pages whose Content-Security-Policy has `require-trusted-types-for 'script'`, and allows `unsafe-eval` or `trusted-types-eval`.
 *
 * @param policy e.g. `trustedTypes.createPolicy('softwasm', { createScript: (text) => text })`. It is given text that the compiler made, and nothing else: keep it to
 *   yourself
 */
export function trustedTypesEvaluator(policy: ScriptPolicy): Evaluator {
  const { eval: evaluate } = globalThis as EvalGlobals;
  return expressionEvaluator((text) => evaluate(policy.createScript(text)));
}
