import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import type { BufferSource } from '../../src/api.ts';
import {
  capabilities,
  createWebAssembly,
  expressionEvaluator,
  trustedTypesEvaluator,
  type WebAssemblyOptions,
} from '../../src/index.ts';

const DIVIDE = assemble(`(module
  (memory 1)
  (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func $load (export "load") (param i32) (result i32) (i32.load (local.get 0))))`) as BufferSource;

type Evaluator = NonNullable<WebAssemblyOptions['evaluator']>;

/** What becomes of the module under an evaluator, which must be used. */
function outcome(evaluator: Evaluator): unknown[] {
  const namespace = createWebAssembly({ evaluator, fallback: 'throw', tune: 'jit' });
  const { exports } = new namespace.Instance(new namespace.Module(DIVIDE));
  const failures = [() => exports.divide(1, 0), () => exports.load(65_536)].map((use) => {
    try {
      return use();
    } catch (error) {
      return [(error as Error).message, /wasm-function\[\d+\]:0x[0-9a-f]+/.test((error as Error).stack ?? '')];
    }
  });
  return [exports.divide(84, 2), failures, capabilities({ namespace }).engine.name];
}

const EXPECTED = [
  42,
  [
    ['integer divide by zero', true],
    ['out of bounds memory access', true],
  ],
  'jit',
];

describe('evaluators', () => {
  it('of a policy of Trusted Types, which sees all text', () => {
    const texts: string[] = [];
    const createScript = (text: string): string => {
      texts.push(text);
      return text;
    };
    expect(outcome(trustedTypesEvaluator({ createScript }))).toEqual(EXPECTED);
    expect(texts.length).toBeGreaterThan(2);
    for (const text of texts) expect(text).toMatch(/^\(function\(env\)\{/);
  });

  it('of a policy that refuses', () => {
    const createScript = (): never => {
      throw new TypeError('no script');
    };
    const { Module } = createWebAssembly({ evaluator: trustedTypesEvaluator({ createScript }), fallback: 'throw' });
    expect(() => new Module(DIVIDE)).toThrow('TypeError: no script');
  });

  it('of another context of Node’s', () => {
    const context = createContext({});
    expect(outcome(expressionEvaluator(runInContext('eval', context)))).toEqual(EXPECTED);
    expect(Object.getOwnPropertyNames(context)).toEqual([]);
  });

  it('of a context that forbids it', () => {
    const context = createContext({}, { codeGeneration: { strings: false } });
    expect(() => outcome(expressionEvaluator(runInContext('eval', context)))).toThrow('disallowed');
  });

  it('of a compartment of SES', () => {
    const program = `
      import 'ses';
      import { capabilities, createWebAssembly, expressionEvaluator } from 'softwasm';
      lockdown();
      const compartment = new Compartment();
      const evaluator = expressionEvaluator((text) => compartment.evaluate(text));
      const namespace = createWebAssembly({ evaluator, fallback: 'throw' });
      const bytes = new Uint8Array(${JSON.stringify([...new Uint8Array(DIVIDE as ArrayBuffer)])});
      const { exports } = new namespace.Instance(new namespace.Module(bytes));
      console.log(exports.divide(84, 2), capabilities({ namespace }).engine.name);`;
    const cwd = fileURLToPath(new URL('../..', import.meta.url));
    const args = ['--input-type=module', '--eval', program];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toBe('42 jit\n');
  });
});
