import { F32, F64, isRef } from '@softwasm/syntax';
import type { ModuleShape } from '../build/module-shape.ts';
import { arrayName, kindOfKey, lengthName, memoryOfKey, offsetOfKey } from '../emit/array-views.ts';
import { longGlobalName, newUses, type Uses } from '../emit/printer.ts';
import { HELPER } from '../emit/runtime-helpers.ts';
import type { GeneratedFunction } from '../generate.ts';
import type { Tune } from '../options.ts';
import type { Evaluator, UnitFactory } from './environment.ts';
import type { UnitMap } from './positions.ts';

/** Functions that are evaluated together: one text, one environment. Plain data, which may be stored, and evaluated elsewhere. */
export interface Unit {
  /** The body of a function of the parameter `env`, which returns its functions. */
  readonly source: string;
  readonly map: UnitMap;
  /** Whether any of its functions makes tail calls (docs/CALLING-CONVENTION.md). */
  readonly tailCalls: boolean;
}

/** Puts functions together in one text. */
export function makeUnit(shape: ModuleShape, functions: readonly GeneratedFunction[], tune: Tune): Unit {
  const prelude = preludeOf(shape, functions, tune);
  // Engines ask at every use of an outer `let` or `const` whether it has its value yet, and only JITs find out that it always has.
  const parts = tune === 'jit' ? prelude : prelude.map((line) => line.replace(/^(?:const|let) /, 'var '));
  const tailCalls = functions.some(({ uses }) => uses.helpers.has('TAIL'));
  // What is about to be called is parsed at once where it stands in parentheses, and twice elsewhere: V8 and others guess so.
  const eager = tailCalls || functions.length !== 1 ? undefined : functions[0]!;
  const lines = new Int32Array(functions.length);
  if (eager !== undefined) {
    // Its parts call it by name, too.
    const isWhole = eager.parts === '';
    parts.push(isWhole ? 'return [(' : `const ${eager.name}=(`);
    lines[0] = parts.length;
    parts.push(isWhole ? `${eager.source})];` : `${eager.source});${eager.parts}\nreturn [${eager.name}];`);
  } else {
    let line = parts.length;
    functions.forEach(({ source, parts: behind }, i) => {
      lines[i] = line;
      line += countLines(source) + countLines(behind) - 1;
      parts.push(source + behind);
    });
    parts.push(`return [${functions.map(({ name }) => name).join()}];`);
  }
  const map = { lines, functions: functions.map(({ index, positions }) => ({ index, positions })) };
  return { source: parts.join('\n'), map, tailCalls };
}

/**
 * Evaluates a unit: once, for any number of instances.
 *
 * @param url what engines call its source in stack traces; no text of the binary
 */
export function evaluateUnit({ source }: Unit, url: string, evaluate: Evaluator): UnitFactory {
  return evaluate('env', `${source}\n//# sourceURL=${url}`) as UnitFactory;
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

function allUses(functions: readonly GeneratedFunction[]): Uses {
  if (functions.length === 1) return functions[0]!.uses;
  const all = newUses();
  for (const { uses } of functions) {
    for (const key of SETS) for (const item of uses[key]) (all[key] as Set<unknown>).add(item);
    if (uses.instance) all.instance = true;
  }
  return all;
}

const SETS = [
  'functions',
  'views',
  'shortViews',
  'arrays',
  'lengths',
  'memories',
  'tables',
  'codes',
  'globals',
  'longGlobals',
  'datas',
  'elements',
  'types',
  'classes',
  'tags',
  'helpers',
] as const;

/** Binds what the functions use to names, one statement a line. */
function preludeOf(shape: ModuleShape, functions: readonly GeneratedFunction[], tune: Tune): string[] {
  const uses = allUses(functions);
  const lines = ['"use strict";'];
  const helpers = [...uses.helpers].sort((a, b) => HELPER[a] - HELPER[b]);
  if (helpers.length > 0) lines.push(`const {${helpers.join()}}=env.helpers;`);
  if (uses.functions.size > 0) lines.push('const F=env.functions;');
  if (uses.instance) lines.push('const instance=env.instance;');
  lines.push(...(tune === 'jit' ? constantViews(uses) : variableViews(uses)));
  for (const i of uses.globals) lines.push(`const G${i}=env.globals[${i}].${hasCell(shape, i) ? 'cell' : 'words'};`);
  for (const key of uses.longGlobals) {
    const [index, signed] = [key >> 1, (key & 1) === 1];
    const array = signed ? 'BigInt64Array' : 'BigUint64Array';
    lines.push(`const ${longGlobalName(index, signed)}=new ${array}(env.globals[${index}].words.buffer);`);
  }
  for (const i of uses.tables) lines.push(`const table${i}=env.tables[${i}];`);
  for (const i of uses.types) lines.push(`const type${i}=env.types[${i}];`);
  for (const i of uses.classes) {
    const { kind } = shape.module.types[i]!.composite;
    lines.push(`const ${kind}${i}=env.${kind}Class(${i});`);
  }
  for (const i of uses.tags) lines.push(`const tag${i}=env.tags[${i}];`);
  for (const key of uses.codes) {
    const table = Math.floor(key / 2 ** 32);
    const type = key % 2 ** 32;
    lines.push(`const C${table}_${type}=env.codes(${table},${type});`);
  }
  for (const i of uses.datas) lines.push(`const data${i}=env.datas[${i}];`);
  for (const i of uses.elements) lines.push(`const element${i}=env.elements[${i}];`);
  return lines;
}

function hasCell(shape: ModuleShape, global: number): boolean {
  const { type } = shape.globals[global]!;
  return type === F32 || type === F64 || isRef(type);
}

/** Views are properties of an object of the instance. */
function constantViews(uses: Uses): string[] {
  const lines: string[] = [];
  for (const i of uses.memories) lines.push(`const memory${i}=env.memories[${i}];`);
  for (const i of new Set([...uses.views, ...uses.shortViews])) lines.push(`const M${i}=env.views(${i});`);
  return lines;
}

/** Views are variables of the unit, and follow the memory when it grows. */
function variableViews(uses: Uses): string[] {
  const memories = new Set([...uses.memories, ...uses.views, ...uses.shortViews]);
  return [...memories].flatMap((i) => variablesOf(i, uses));
}

function variablesOf(i: number, uses: Uses): string[] {
  const lines = [`const memory${i}=env.memories[${i}];`];
  const rebind: string[] = [];
  if (uses.views.has(i)) rebind.push(`M${i}=memory${i}.view;`);
  if (uses.shortViews.has(i)) rebind.push(`N${i}=env.shortView(memory${i});`);
  for (const key of uses.arrays) {
    if (memoryOfKey(key) !== i) continue;
    const name = arrayName(key);
    rebind.push(`${name}=env.array(memory${i},${kindOfKey(key)},${offsetOfKey(key)});`);
    if (uses.lengths.has(key)) rebind.push(`${lengthName(key)}=${name}.length;`);
  }
  if (rebind.length > 0) {
    lines.push(`let ${rebind.map((binding) => binding.slice(0, -1)).join()};`);
    lines.push(`memory${i}.onRebind(()=>{${rebind.join('')}});`);
  }
  return lines;
}
