import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { flagsWithoutHost } from '../../../test-support/node-flags.mjs';
import { Scratch, softwasm, softwasmProcess } from './softwasm.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());

const FACTORIAL = scratch.write(
  'factorial.wat',
  `(module $factorial (func $fac (export "fac") (param $n i64) (result i64)
    (if (result i64) (i64.eqz (local.get $n))
      (then (i64.const 1))
      (else (i64.mul (local.get $n) (call $fac (i64.sub (local.get $n) (i64.const 1))))))))`,
);

const output = (name: string): string => scratch.path(name);

/** Runs a compiled file in a process that has neither WebAssembly nor eval. */
function runWithoutEval(file: string, expression: string): string {
  const load = `import(${JSON.stringify(pathToFileURL(file).href)}).then((m) => console.log(String(${expression})))`;
  const flags = [...flagsWithoutHost(), '--disallow-code-generation-from-strings'];
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, '-e', load], { encoding: 'utf8' });
  return stderr === '' ? stdout : `${stdout}${stderr}`;
}

describe('compile', () => {
  test('writes a module with its declarations and its source map', async () => {
    const file = output('factorial.mjs');
    expect(await softwasm('compile', FACTORIAL, '-o', file, '--source-map')).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(file, 'utf8')).toContain('from "softwasm/aot"');
    expect(readFileSync(file, 'utf8')).toContain('//# sourceMappingURL=factorial.mjs.map');
    expect(readFileSync(output('factorial.d.mts'), 'utf8')).toContain('readonly "fac": (p0: bigint) => bigint;');
    expect(JSON.parse(readFileSync(`${file}.map`, 'utf8')).sources).toEqual(['factorial.wat']);
  });

  test('writes CommonJS, and no declarations where they are not wanted', async () => {
    const file = output('factorial.cjs');
    expect(await softwasm('compile', FACTORIAL, '-o', file, '--no-types')).toMatchObject({ code: 0 });
    expect(readFileSync(file, 'utf8')).toContain('require("softwasm/aot")');
    expect(existsSync(output('factorial.d.cts'))).toBe(false);
  });

  test('a standalone file needs no other, no WebAssembly and no eval', async () => {
    const file = output('alone.mjs');
    // binaryen, behind -O, is itself WebAssembly: a process of its own has the host's.
    const args = ['compile', FACTORIAL, '-o', file, '--standalone', '-O'];
    expect(softwasmProcess([], args)).toMatchObject({ code: 0, stderr: '' });
    expect(runWithoutEval(file, 'm.instantiate().fac(20n)')).toBe('2432902008176640000\n');
    const commonjs = output('alone.cjs');
    expect(await softwasm('compile', FACTORIAL, '-o', commonjs, '--standalone')).toMatchObject({ code: 0 });
    expect(runWithoutEval(commonjs, 'm.default.instantiate().fac(5n)')).toBe('120\n');
  }, 180_000);

  test('goes to standard output', async () => {
    const { code, stdout } = await softwasm('compile', FACTORIAL);
    expect(code).toBe(0);
    expect(stdout).toContain('export default instantiate;');
  });

  test('says what does not go together, and what is no module', async () => {
    expect(await softwasm('compile', FACTORIAL, '--emit', 'module', '--func', 'fac')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--func goes with'),
    });
    const bad = scratch.write('bad.wat', '(module (func (result i32)))');
    expect(await softwasm('compile', bad, '-o', output('bad.mjs'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('type mismatch'),
    });
    expect(existsSync(output('bad.mjs'))).toBe(false);
  });
});
