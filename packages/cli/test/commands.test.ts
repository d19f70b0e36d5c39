import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { flagsWithoutHost } from '../../../test-support/node-flags.mjs';
import { Scratch, softwasm, softwasmProcess, softwasmToHead } from './softwasm.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());

const MATH = `(module $math
  (import "spectest" "print_i32" (func $print (param i32)))
  (memory (export "memory") 1 2)
  (global (export "answer") i32 (i32.const 42))
  (func $add (export "add") (param $a i32) (param $b i32) (result i32)
    (i32.add (local.get $a) (local.get $b)))
  (func (export "i64") (param i64) (result i64) (local.get 0))
  (func (export "f32") (param f32) (result f32) (local.get 0))
  (func (export "f64") (param f64) (result f64) (local.get 0))
  (func (export "extern") (param externref) (result externref) (local.get 0))
  (func (export "two") (result i32 i64) (i32.const 1) (i64.const -1))
  (func (export "print") (call $print (i32.const 7)))
  (func (export "fail") (unreachable)))`;

const math = scratch.write('math.wat', MATH);

describe('run', () => {
  const invoke = async (name: string, ...args: string[]): Promise<string> =>
    (await softwasm('run', math, '--invoke', name, ...args)).stdout;

  test('integers', async () => {
    expect(await invoke('add', '1', '-3')).toBe('i32:-2\n');
    expect(await invoke('add', '0xffff_ffff', '0')).toBe('i32:-1\n');
    expect(await invoke('i64', '0x8000000000000001')).toBe('i64:-9223372036854775807\n');
  });

  test('floats keep their bits', async () => {
    expect(await invoke('f32', '0.1')).toBe('f32:0.1\n');
    expect(await invoke('f32', 'nan:0x200001')).toBe('f32:nan:0x200001\n');
    expect(await invoke('f64', '--', '-nan:0x4000000000001')).toBe('f64:-nan:0x4000000000001\n');
    expect(await invoke('f64', '--', '-inf')).toBe('f64:-inf\n');
    expect(await invoke('f64', '0x1.8p1')).toBe('f64:3\n');
  });

  test('references, several results', async () => {
    expect(await invoke('extern', 'null')).toBe('externref:null\n');
    expect(await invoke('extern', '5')).toBe('externref:host 5\n');
    expect(await invoke('two')).toBe('i32:1\ni64:-1\n');
  });

  test('prints, start functions and _start', async () => {
    expect(await invoke('print')).toBe('i32:7\n');
    const start = scratch.write(
      'start.wat',
      `(module (import "spectest" "print_i32" (func $p (param i32)))
        (func $s (call $p (i32.const 1))) (start $s) (func (export "_start") (call $p (i32.const 2))))`,
    );
    expect(await softwasm('run', start)).toMatchObject({ code: 0, stdout: 'i32:1\ni32:2\n' });
  });

  test('a trap, a missing import and a missing export are failures', async () => {
    const trapped = await softwasm('run', math, '--invoke', 'fail');
    expect(trapped).toMatchObject({ code: 1, stdout: '' });
    expect(trapped.stderr).toMatch(/math\.wat: trap: unreachable/);
    const unlinked = await softwasm('run', scratch.write('env.wat', '(module (import "env" "f" (func)))'));
    expect(unlinked.code).toBe(1);
    expect(unlinked.stderr).toMatch(/unknown import/);
    const missing = await softwasm('run', math, '--invoke', 'nobody');
    expect(missing.code).toBe(1);
    expect(missing.stderr).toMatch(/nobody.*add/);
  });

  test.each([
    ['add', '1'],
    ['add', '1', '2', '3'],
    ['add', '1', 'x'],
    ['add', '1', '4294967296'],
    ['add', '1', '1) (i32.const 2'],
    ['i64', '1.5'],
    ['extern', 'x'],
  ])('wrong arguments are usage errors: %s %s', async (...args) => {
    expect(await softwasm('run', math, '--invoke', ...args)).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('validate', () => {
  test('names each file, and fails if one does', async () => {
    const bad = scratch.write('bad.wat', '(module\n  (func (result i32)\n    (i64.const 0)))');
    const ended = await softwasm('validate', math, bad);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/math\.wat: valid/);
    expect(ended.stderr).toMatch(/bad\.wat:0x[0-9a-f]+: error: invalid: type mismatch.*function 0/);
  });

  test('malformed binaries are told with their offset', async () => {
    const bad = scratch.write('bad.wasm', Uint8Array.of(0, 0x61, 0x73, 0x6d, 2, 0, 0, 0));
    expect((await softwasm('validate', bad)).stderr).toMatch(/bad\.wasm:0x4: error: malformed: unknown binary version/);
  });

  test('text errors show the line and point at the place', async () => {
    const oops = scratch.write('oops.wat', '(module\n\t(func (i32.const 1) oops))\n');
    const ended = await softwasm('validate', oops);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toBe(
      `${oops}:2:22: error: unknown operator oops\n  \t(func (i32.const 1) oops))\n  \t                    ^\n`,
    );
  });

  test('features can be switched', async () => {
    const shared = scratch.write('shared.wat', '(module (memory 1 1 shared))');
    expect((await softwasm('validate', shared)).code).toBe(1);
    expect((await softwasm('validate', '--enable', 'threads', shared)).code).toBe(0);
    expect((await softwasm('validate', '--enable', 'nonsense', shared)).code).toBe(2);
    const simd = scratch.write('simd.wat', '(module (func (param v128)))');
    expect((await softwasm('validate', '--disable', 'simd', simd)).code).toBe(1);
  });
});

describe('parse', () => {
  test('writes a binary, with names unless told otherwise', async () => {
    const binary = scratch.path('math.wasm');
    expect(await softwasm('parse', math, '-o', binary)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const named = readFileSync(binary);
    expect([...named.subarray(0, 8)]).toEqual([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    expect(named.includes('math')).toBe(true);
    const bare = Buffer.from((await softwasm('parse', math, '--no-names', '-o', '-')).bytes);
    expect(bare.includes('math')).toBe(false);
    expect(bare.length).toBeGreaterThan(100);
    expect((await softwasm('run', binary, '--invoke', 'add', '1', '2')).stdout).toBe('i32:3\n');
  });
});

describe('print', () => {
  test('writes text that is the same module again', async () => {
    const binary = scratch.path('named.wasm');
    await softwasm('parse', math, '-o', binary);
    const text = scratch.path('printed.wat');
    expect(await softwasm('print', binary, '-o', text)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const again = scratch.path('again.wasm');
    await softwasm('parse', text, '-o', again);
    expect(readFileSync(again).equals(readFileSync(binary))).toBe(true);
  });

  test('folded, with offsets, without names', async () => {
    expect((await softwasm('print', math)).stdout).toMatch(/^ +local\.get \$b$/m);
    expect((await softwasm('print', math, '--folded')).stdout).toMatch(/\(i32\.add\s+\(local\.get \$a\)/);
    expect((await softwasm('print', math, '--offsets')).stdout).toMatch(/\(;0x[0-9a-f]+;\) i32\.add/);
    expect((await softwasm('print', math, '--no-names')).stdout).not.toContain('$add');
  });
});

describe('inspect', () => {
  test('shows sections, imports, exports and custom sections', async () => {
    const { stdout, code } = await softwasm('inspect', math);
    expect(code).toBe(0);
    expect(stdout).toMatch(/bytes, module math/);
    expect(stdout).toMatch(/^ {2}code {7}0x[0-9a-f]{8} +\d+ bytes {2}count 8$/m);
    expect(stdout).toMatch(/^ {2}func 0 {2}"spectest" "print_i32" {2}\(func \(param i32\)\)$/m);
    expect(stdout).toMatch(/^ {2}func 1 \$add {2}"add" {2}\(func \(param i32 i32\) \(result i32\)\)$/m);
    expect(stdout).toMatch(/^ {2}memory 0 {2}"memory" {2}\(memory 1 2\)$/m);
    expect(stdout).toMatch(/^ {2}global 0 {2}"answer" {2}\(global i32\)$/m);
    expect(stdout).toMatch(/^ {2}"name" {2}\d+ bytes$/m);
  });

  test('disassembles one function, found by its name or index, or all', async () => {
    const { stdout } = await softwasm('inspect', math, '--disassemble', 'add');
    expect(stdout).toMatch(/^\(func \$add .*\(param \$a i32\) \(param \$b i32\) \(result i32\)\n/);
    expect(stdout).toMatch(/\(;0x[0-9a-f]+;\) local\.get \$a\n.* local\.get \$b\n.* i32\.add\)\n$/);
    expect((await softwasm('inspect', math, '-d', '1')).stdout).toBe(stdout);
    expect((await softwasm('inspect', math, '-d', '$add')).stdout).toBe(stdout);
    expect((await softwasm('inspect', math, '-d')).stdout.match(/^\(func /gm)).toHaveLength(8);
    expect(await softwasm('inspect', math, '-d', '0')).toMatchObject({ code: 2 });
    expect(await softwasm('inspect', math, '-d', 'nobody')).toMatchObject({ code: 2 });
  });

  test('names from the binary cannot control the terminal', async () => {
    const evil = scratch.write('evil.wat', '(module (func $"\\1b[2J" (export "\\1b[2J")))');
    const { stdout } = await softwasm('inspect', evil);
    const disassembled = (await softwasm('inspect', evil, '-d')).stdout;
    expect(stdout).toContain('$\\u{1b}[2J  "\\u{1b}[2J"');
    expect(stdout + disassembled).not.toContain('\u001b');
  });
});

describe('wast', () => {
  test('counts commands, and names failures by line', async () => {
    const lines = [
      '(module (func (export "f") (result i32) (i32.const 1)))',
      '(assert_return (invoke "f") (i32.const 1))',
      '(assert_return (invoke "f") (i32.const 2))',
    ];
    const bad = scratch.write('bad.wast', lines.join('\n'));
    const ended = await softwasm('wast', bad);
    expect(ended).toMatchObject({ code: 1, stdout: '2 passed, 1 failed\n' });
    expect(ended.stderr).toMatch(/bad\.wast:3: assert_return: expected/);
    const good = scratch.write('good.wast', lines.slice(0, 2).join('\n'));
    expect(await softwasm('wast', good)).toMatchObject({ code: 0, stdout: '2 passed, 0 failed\n' });
  });
});

describe('compile', () => {
  test('shows the JavaScript of a function', async () => {
    const { stdout, code } = await softwasm('compile', math, '--emit', 'js', '--func', 'add');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\/\/ function 1.*\nfunction [\w$]*add\(/);
    expect((await softwasm('compile', math, '--emit', 'js')).stdout.match(/^function /gm)).toHaveLength(8);
  });

  test('shows it as it is for engines whose small integers have 31 bits', async () => {
    const sums = scratch.write(
      'sums.wat',
      `(module (memory 1) (func (param i32) (result i64) (local i64)
        (loop (local.set 1 (i64.add (local.get 1) (i64.load (local.get 0))))
          (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 8))))) (local.get 1)))`,
    );
    const show = async (bits: string): Promise<string> =>
      (await softwasm('compile', sums, '--emit', 'js', '--tune', 'jitless', '--small-integers', bits)).stdout;
    expect(await show('31')).toContain('getBigUint64');
    expect(await show('32')).not.toContain('getBigUint64');
  });

  test('shows the intermediate representation of a function', async () => {
    const { stdout, code } = await softwasm('compile', math, '--emit', 'ir', '--func', 'add');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^function 1.*\n.*return.* add\(\$0, \$1\)\n$/);
    expect((await softwasm('compile', math, '--emit', 'ir')).stdout.match(/^function /gm)).toHaveLength(8);
  });
});

describe('capabilities', () => {
  test('are for reading, or JSON', async () => {
    const { stdout } = await softwasm('capabilities');
    expect(stdout).toMatch(/^softwasm \d+\.\d+\.\d+\nengine: jit, code for engines with/);
    expect(stdout).toContain('\n  float arrays: yes\n');
    const { host, engine } = JSON.parse((await softwasm('capabilities', '--json')).stdout);
    expect([host.evaluation, engine.name, engine.reason]).toEqual(['allowed', 'jit', 'evaluates']);
  });

  test('are those of the host, and modules run all the same', () => {
    const flags = ['--disallow-code-generation-from-strings'];
    expect(softwasmProcess(flags, ['capabilities']).stdout).toContain('\nengine: interpreter: generated code may not');
    expect(softwasmProcess(flags, ['run', math, '--invoke', 'add', '5', '37']).stdout).toBe('i32:42\n');
  });
});

describe('the command line itself', () => {
  test('--version, --help and help of each command', async () => {
    expect(await softwasm('--version')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    expect(await softwasm('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('Examples:') });
    for (const command of ['run', 'validate', 'inspect', 'parse', 'print', 'wast', 'compile']) {
      const help = { code: 0, stdout: expect.stringContaining('Example') };
      expect(await softwasm(command, '--help'), command).toMatchObject(help);
    }
  });

  test('mistakes end with 2', async () => {
    expect((await softwasm()).code).toBe(2);
    expect((await softwasm('fly')).code).toBe(2);
    expect((await softwasm('run', '--fly', math)).code).toBe(2);
    const ended = await softwasm('validate', scratch.path('nowhere.wasm'));
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/cannot read .*nowhere\.wasm/);
  });
});

describe('as a process', () => {
  test.each([[flagsWithoutHost()], [['--jitless']]])('runs under node %j, from standard input', (flags) => {
    const ended = softwasmProcess(flags, ['run', '-', '--invoke', 'add', '2', '-5'], MATH);
    expect(ended).toMatchObject({ code: 0, stdout: 'i32:-3\n', stderr: expect.not.stringContaining('rror') });
  });

  test('binaries go through pipes unharmed', async () => {
    const file = scratch.path('unpiped.wasm');
    expect((await softwasm('parse', math, '-o', file)).code).toBe(0);
    const { bytes } = softwasmProcess([], ['parse', '-', '-o', '-'], MATH);
    expect(Buffer.from(bytes).equals(readFileSync(file))).toBe(true);
  });

  test('ends with the code of the failure', () => {
    expect(softwasmProcess([], ['validate', '-'], '(module').code).toBe(1);
    expect(softwasmProcess([], ['fly']).code).toBe(2);
  });
});

test('ends in silence where nobody reads its output to the end', () => {
  const large = scratch.write('large.wat', `(module (memory 9) (data "${'\\00'.repeat(300_000)}"))`);
  expect(softwasmToHead('print', large)).toMatchObject({ stdout: '(module\n', stderr: '' });
});
