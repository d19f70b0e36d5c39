import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { flagsWithoutHost } from '../../../test-support/node-flags.mjs';
import { type Capabilities, capabilities, createJitEngine, createWebAssembly, VERSION } from '../src/index.ts';

const refuse = (): never => {
  throw new EvalError('not here');
};

describe('capabilities', () => {
  it('are plain data', () => {
    const report = capabilities();
    expect(structuredClone(report)).toEqual(report);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(report.version).toBe(VERSION);
    expect(report.host).toMatchObject({ evaluation: 'allowed', bigInt: true, floatArrays: true, littleEndian: true });
  });

  it('say which engine executes, and why', () => {
    const engineOf = (options: Parameters<typeof createWebAssembly>[0], probe = true) =>
      capabilities({ namespace: createWebAssembly(options), probe }).engine;
    expect(engineOf({ tune: 'jitless' })).toEqual({ name: 'jit', tune: 'jitless', reason: 'evaluates' });
    expect(engineOf({ evaluator: refuse.bind(null) })).toEqual({ name: 'interpreter', reason: 'evaluation-refused' });
    expect(engineOf({ engine: 'interpreter' })).toEqual({ name: 'interpreter', reason: 'given' });
    expect(engineOf({ engine: createJitEngine({ tune: 'jit' }) })).toEqual({
      name: 'jit',
      tune: 'jit',
      reason: 'given',
    });
  });

  it('try nothing where that is not wanted', () => {
    let attempts = 0;
    const evaluator = (): never => {
      attempts++;
      throw new EvalError('not here');
    };
    const namespace = createWebAssembly({ evaluator, tune: 'jit' });
    expect(capabilities({ namespace, probe: false }).engine).toEqual({ name: 'jit', tune: 'jit', reason: 'undecided' });
    expect(attempts).toBe(0);
    expect(capabilities({ namespace }).engine.name).toBe('interpreter');
    expect(capabilities({ namespace }).engine.name).toBe('interpreter');
    expect(attempts).toBe(1);
  });

  it('are those of a namespace of softwasm’s', () => {
    expect(() => capabilities({ namespace: JSON.parse('{}') })).toThrow(TypeError);
  });
});

const FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** What a Node with these flags says on the built package. */
function capabilitiesIn(...flags: string[]): Capabilities {
  const program = `
    import { capabilities } from 'softwasm';
    const before = capabilities({ probe: false });
    if (before.host.evaluation !== 'unknown' || before.engine.reason !== 'undecided') throw new Error('tried too early');
    console.log(JSON.stringify(capabilities()));`;
  const args = [...flags, '--input-type=module', '--eval', program];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: FOLDER, encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const NO_EVAL = '--disallow-code-generation-from-strings';

describe('in a process of its own', () => {
  it.each([
    ['as it is', [], true, 'allowed', { name: 'jit', tune: 'jit', reason: 'evaluates' }],
    [
      'without the host’s WebAssembly',
      flagsWithoutHost(),
      false,
      'allowed',
      { name: 'jit', tune: 'jitless', reason: 'evaluates' },
    ],
    ['without eval', [NO_EVAL], true, 'refused', { name: 'interpreter', reason: 'evaluation-refused' }],
    [
      'without both',
      [NO_EVAL, ...flagsWithoutHost()],
      false,
      'refused',
      { name: 'interpreter', reason: 'evaluation-refused' },
    ],
  ] as const)('%s', (_, flags, webAssembly, evaluation, engine) => {
    const report = capabilitiesIn(...flags);
    expect(report.host).toMatchObject({ webAssembly, evaluation, jitSuspected: webAssembly });
    expect('refusal' in report.host).toBe(evaluation === 'refused');
    expect(report.engine).toEqual(engine);
  });
});
