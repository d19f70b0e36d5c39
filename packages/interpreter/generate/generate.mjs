#!/usr/bin/env node
/**
 * Writes the interpreter's loop: one `switch` over the common operations of `operations.mjs`, with literal cases, for JavaScript engines make a jump table of nothing
 * else; and a function for each of the others. `--check` only says whether the files are up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { OPERATIONS } from './operations.mjs';

const HEADER = '// Made by generate/generate.mjs from generate/operations.mjs. Do not edit.\n';
const IMMEDIATES = new Set(['k', 'l', 'j', 't']);

/** @typedef {import('./operations.mjs').Operation} Operation */

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

/** @param {Operation} operation @param {string} then where it goes on behind it */
function caseOf({ name, operands, body, jumps }, then) {
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
  const lines = [...registers, text];
  if (!/^throw/.test(body)) {
    if (!jumps) lines.push(`pc = pc + ${letters.length + 1} | 0;`);
    if (!/break \w+;$/.test(body)) lines.push(then);
  }
  return `// ${name}\ncase ${OPERATIONS.findIndex((each) => each.name === name)}: {\n${lines.join('\n')}\n}`;
}

/** What operations compute with. @param {string} text of the operations */
function variables(text) {
  const values = {
    a: '0',
    b: '0',
    c: '0',
    d: '0',
    x: '0',
    y: '0',
    lo: '0',
    real: '0.5',
    at: '0',
    index: '0',
    base: '0',
    next: '0',
  };
  const references = { G: 'Int32Array', callee: 'InterpretedFunction | undefined', func: 'FunctionInstance' };
  const used = (/** @type {[string, string]} */ [name]) => new RegExp(`\\b${name}\\b`).test(text);
  return [
    ...Object.entries(values)
      .filter(used)
      .map(([name, value]) => `let ${name} = ${value};`),
    ...Object.entries(references)
      .filter(used)
      .map(([name, type]) => `let ${name}!: ${type};`),
  ].join('\n');
}

/** The imports of what a text uses. @param {string} text */
function imports(text) {
  const uses = (/** @type {string} */ name) => new RegExp(`\\b${name}\\b`).test(text);
  const numerics = [...new Set(text.match(/\b(?:HI\b|[if](?:32|64)_\w+(?=\())/g) ?? [])].sort();
  return [
    numerics.length > 0 ? `import { ${numerics.join(', ')} } from '@softwasm/numerics';` : '',
    uses('FunctionInstance') ? "import type { FunctionInstance } from '@softwasm/runtime';" : '',
    uses('Trap') ? "import { Trap } from '@softwasm/syntax';" : '',
    uses('ESCAPES') ? "import { ESCAPES } from './escapes.ts';" : '',
    uses('HANDLERS') ? "import { HANDLERS } from './handlers/index.ts';" : '',
    uses('truncationTrap') ? "import { truncationTrap } from './handlers/numeric.ts';" : '',
    uses('Context') || uses('InterpretedFunction')
      ? `import type { ${['Context', 'InterpretedFunction'].filter(uses).join(', ')} } from './context.ts';`
      : '',
    uses('MAX_DEPTH')
      ? "import { type Machine, MAX_DEPTH, STACK_WORDS } from './machine.ts';"
      : "import type { Machine } from './machine.ts';",
    /\bRARE\[/.test(text) ? "import { RARE } from './rare.generated.ts';" : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** What several operations end with: they break out to a label, which stands behind the `switch`. */
const ENDINGS = {
  open: 'enter: { call: { leave: { escape: { replace: { replace_by: {',
  close: `}
// replace_by
callee = m.interpretedBy(func, X);
if (callee === undefined) {
  // The frame is left: none of its handlers is found for what the callee throws.
  pc = -1;
  P[depth] = pc;
  m.depth = depth;
  m.callOut(func, s);
  M = X.view;
  break leave;
}
}
// replace
if (s + callee.frameWords > STACK_WORDS) throw new Trap('stack-exhausted');
F[depth] = callee;
C = callee.code;
pc = 0;
if (callee.context !== X) {
  X = callee.context;
  M = X.view;
}
continue;
}
// escape
P[depth] = pc;
m.depth = depth;
if (!ESCAPES[index]!(m, F[depth]!, at, s)) {
  C = F[depth]!.code;
  pc = at | 0;
  continue;
}
M = X.view;
}
// leave
depth = depth - 1 | 0;
if (depth === floor) {
  m.depth = depth;
  return true;
}
callee = F[depth]!;
s = B[depth]! | 0;
pc = P[depth]! | 0;
C = callee.code;
if (callee.context !== X) {
  X = callee.context;
  M = X.view;
}
continue;
}
// call
callee = m.interpretedBy(func, X);
if (callee === undefined) {
  P[depth] = next;
  m.depth = depth;
  m.callOut(func, base);
  M = X.view;
  pc = next | 0;
  continue;
}
}
// enter
if (depth === MAX_DEPTH || base + callee.frameWords > STACK_WORDS) throw new Trap('stack-exhausted');
P[depth] = next;
depth = depth + 1 | 0;
B[depth] = base;
F[depth] = callee;
s = base | 0;
C = callee.code;
pc = 0;
if (callee.context !== X) {
  X = callee.context;
  M = X.view;
}`,
};

/** @param {readonly Operation[]} operations the common ones */
function loop(operations) {
  const cases = operations.map((operation) => caseOf(operation, 'continue;')).join('\n');
  const text = `
/**
 * Executes the innermost frame, and what it calls, until the machine is no deeper than \`floor\`.
 *
 * @returns false where \`m.steps\` ran out before: the next call goes on
 * @throws whatever the program throws and does not handle here: the machine's state is that of the failed operation
 */
export function runLoop(m: Machine, floor: number): boolean {
  const { words: I, references: R, returns: P, bases: B, functions: F } = m;
  let depth = m.depth | 0;
  let s = B[depth]! | 0;
  let pc = P[depth]! | 0;
  let C = F[depth]!.code;
  let X = F[depth]!.context;
  let M = X.view;
  let steps = m.takeSteps() | 0;
  // What operations compute with.
${variables(cases + ENDINGS.close)}
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
${ENDINGS.open}
      switch (C[pc]) {
${cases}
default: {
pc = RARE[C[pc]! - ${operations.length}]!(m, X, C, pc, s) | 0;
continue;
}
      }
${ENDINGS.close}
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
  return `${HEADER}\n${imports(text)}\n${text}`;
}

/** @param {readonly Operation[]} operations */
function rareOperations(operations) {
  const functions = operations.map((operation) => {
    const number = OPERATIONS.indexOf(operation);
    const text = caseOf(operation, 'return pc;')
      .replace(/^.*\n.*\n/, '')
      .replace(/\}$/, '')
      .replace(/pc = (.*);\nreturn pc;/, 'return $1;');
    const uses = (/** @type {string} */ name) => new RegExp(`\\b${name}\\b`).test(text);
    const views = Object.entries({ I: 'words', S: 'singles', D: 'doubles', R: 'references' })
      .filter(([name]) => uses(name))
      .map(([name, property]) => `${property}: ${name}`);
    const last = ['s', 'pc', 'C', 'X'].find(uses) ?? 'm';
    const parameters = ['m: Machine', 'X: Context', 'C: Int32Array', 'pc: number', 's: number'].slice(
      0,
      ['m', 'X', 'C', 'pc', 's'].indexOf(last) + 1,
    );
    return `// ${operation.name}
function rare${number}(${parameters.join(', ')}): number {
${views.length > 0 ? `const { ${views.join(', ')} } = m;` : ''}
${uses('M') ? 'const M = X.view;' : ''}
${variables(text)}
${text}}`;
  });
  const table = operations.map((operation) => `  rare${OPERATIONS.indexOf(operation)},`);
  const text = `
/**
 * Executes an operation that the loop leaves out.
 *
 * @param X the frame's context, \`C\` its code, \`pc\` the operation's place there, \`s\` where the frame's registers begin
 * @returns the place of the next operation
 */
type Rare = (m: Machine, X: Context, C: Int32Array, pc: number, s: number) => number;

${functions.join('\n').replace(/\n\n+/g, '\n')}

/** In the order of their numbers, which follow those of the common ones. A function each: engines optimise those alone that a program uses. */
export const RARE: readonly Rare[] = [
${table.join('\n')}
];
`;
  return `${HEADER}\n${imports(text)}\n${text}`;
}

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
  ['loop', loop(OPERATIONS.filter(({ rare }) => !rare))],
  ['rare', rareOperations(OPERATIONS.filter(({ rare }) => rare))],
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
