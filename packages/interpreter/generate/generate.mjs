#!/usr/bin/env node
/**
 * Writes the interpreter's loop: one `switch` over all operations of `operations.mjs`, with literal cases, for JavaScript engines make a jump table of nothing
 * else. `--check` only says whether the files are up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { OPERATIONS } from './operations.mjs';

const HEADER = '// Made by generate/generate.mjs from generate/operations.mjs. Do not edit.\n';
const IMMEDIATES = new Set(['k', 'l', 'j', 't']);

/** @param {string} body @param {readonly string[]} operands */
function expand(body, operands) {
  return body.replace(/\{([fd]?)([a-z])(1?)\}/g, (_, float, operand, high) => {
    const at = operands.indexOf(operand);
    if (at < 0) throw new Error(`no operand ${operand} in ${body}`);
    if (IMMEDIATES.has(operand)) return `C[pc + ${at + 1}]!`;
    if (float === 'f') return `S[${operand}]!`;
    if (float === 'd') return `D[${operand} >> 1]!`;
    return high === '' ? `I[${operand}]!` : `I[${operand} + 1]!`;
  });
}

/** @param {import('./operations.mjs').Operation} operation @param {number} number */
function caseOf({ name, operands, body, jumps }, number) {
  const letters = operands.split(' ').filter((letter) => letter !== '');
  let text = expand(body, letters);
  /** @type {string[]} */
  const registers = [];
  letters.forEach((letter, i) => {
    if (IMMEDIATES.has(letter)) return;
    const register = `s + C[pc + ${i + 1}]!`;
    const uses = [...text.matchAll(new RegExp(`\\b${letter}\\b`, 'g'))].length;
    if (uses > 1) registers.push(`${letter} = ${register};`);
    else
      text = text
        .replace(new RegExp(`\\b${letter} >> 1`), `${register} >> 1`)
        .replace(new RegExp(`\\b${letter}\\b`), register);
  });
  const lines = [...registers, text, ...(jumps ? [] : [`pc = pc + ${letters.length + 1} | 0;`]), 'break;'];
  if (/^throw/.test(body)) lines.splice(-2);
  return `// ${name}\ncase ${number}: {\n${lines.join('\n')}\n}`;
}

const helpers = [...new Set(OPERATIONS.flatMap(({ body }) => body.match(/\b[if](?:32|64)_\w+(?=\()/g) ?? []))].sort();

const loop = `${HEADER}
import { ${['HI', ...helpers].join(', ')} } from '@softwasm/numerics';
import type { FunctionInstance } from '@softwasm/runtime';
import { Trap } from '@softwasm/syntax';
import { HANDLERS } from './handlers/index.ts';
import { truncationTrap } from './handlers/numeric.ts';
import type { InterpretedFunction } from './context.ts';
import { type Machine, MAX_DEPTH, STACK_WORDS } from './machine.ts';

/**
 * Executes the innermost frame, and what it calls, until the machine is no deeper than \`floor\`.
 *
 * @returns false where \`m.steps\` ran out before: the next call goes on
 * @throws whatever the program throws and does not handle here: the machine's state is that of the failed operation
 */
export function runLoop(m: Machine, floor: number): boolean {
  const { words: I, singles: S, doubles: D, references: R, returns: P, bases: B, functions: F } = m;
  let depth = m.depth | 0;
  let s = B[depth]! | 0;
  let pc = P[depth]! | 0;
  let C = F[depth]!.code;
  let X = F[depth]!.context;
  let M = X.view;
  let steps = m.takeSteps() | 0;
  // What operations compute with.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let x = 0;
  let y = 0;
  let lo = 0;
  let real = 0.5;
  let at = 0;
  let index = 0;
  let base = 0;
  let next = 0;
  let G: Int32Array;
  let callee: InterpretedFunction | undefined;
  let func: FunctionInstance;
  try {
    for (;;) {
      if ((steps = steps - 1 | 0) < 0) {
        steps = m.takeSteps() | 0;
        if (steps === 0) {
          P[depth] = pc;
          m.depth = depth;
          return false;
        }
        steps = steps - 1 | 0;
      }
      switch (C[pc]) {
${OPERATIONS.map(caseOf).join('\n')}
      }
    }
  } catch (error) {
    P[depth] = pc;
    m.depth = depth;
    throw error;
  } finally {
    m.returnSteps(steps);
  }
}
`;

const names = `${HEADER}
/** Numbers of the machine's operations, by name. */
export const OPERATION = {
${OPERATIONS.map(({ name }, number) => `  '${name}': ${number},`).join('\n')}
} as const;

/** The operands of each operation, by number: \`d\` is the register of the result, \`abc\` are registers that are read, \`kljt\` immediates. */
export const OPERANDS: readonly string[] = [
${OPERATIONS.map(({ operands }) => `  '${operands.replaceAll(' ', '')}',`).join('\n')}
];
`;

let stale = false;
for (const [name, text] of [
  ['loop', loop],
  ['operations', names],
]) {
  const path = fileURLToPath(new URL(`../src/${name}.generated.ts`, import.meta.url));
  if (!process.argv.includes('--check')) writeFileSync(path, /** @type {string} */ (text));
  else if (readFileSync(path, 'utf8') !== text) stale = true;
}
if (stale) {
  console.error('packages/interpreter/src/*.generated.ts are not what packages/interpreter/generate makes: run it');
  process.exit(1);
}
