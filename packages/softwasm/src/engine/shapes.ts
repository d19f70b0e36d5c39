import type { Evaluator } from '@softwasm/compiler';
import { plainShape, type Shape } from '@softwasm/runtime';
import { EvaluationRefused } from './guarded-evaluator.ts';

/** Engines take seconds for functions of more parameters. */
const MAX_PARAMETERS = 500;

/** Generates a constructor: each has code of its own, so that the engine specialises it to its type. The names are made by the runtime. */
export function makeShape(evaluate: Evaluator, names: readonly string[]): Shape {
  if (names.length > MAX_PARAMETERS) return plainShape(names);
  const assignments = names.map((name) => `this.${name}=${name};`);
  const text = `"use strict";return class{constructor(${names.join()}){${assignments.join('')}}};`;
  try {
    return (evaluate('env', text) as () => Shape)();
  } catch (error) {
    // Or the engine has no classes (Hermes).
    if (error instanceof EvaluationRefused || error instanceof SyntaxError) return plainShape(names);
    throw error;
  }
}
