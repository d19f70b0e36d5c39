import type { Evaluator } from '@softwasm/compiler';
import type { Shape } from '@softwasm/runtime';

/** Generates a constructor: each has code of its own, so that the engine specialises it to its type. The names are made by the runtime. */
export function makeShape(evaluate: Evaluator, names: readonly string[]): Shape {
  const assignments = names.map((name) => `this.${name}=${name};`);
  const text = `"use strict";return class{constructor(${names.join()}){${assignments.join('')}}};`;
  return (evaluate('env', text) as () => Shape)();
}
