import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { flagsWithoutHost } from '../../../../test-support/node-flags.mjs';
import type { BufferSource } from '../../src/api.ts';
import { compile, compileSync, deserialize, deserializeSync } from '../../src/embed/index.ts';
import { functionsModule } from '../../src/engine/functions-module.ts';
import { blobImporter, dataImporter } from '../../src/import.ts';
import {
  capabilities,
  createAutomaticEngine,
  createWebAssembly,
  EvaluationRefused,
  type Importer,
  type WebAssemblyOptions,
} from '../../src/index.ts';

/*
 * Code that is imported where it may not be evaluated.
 */

const TEXT = `(module
  (import "env" "twice" (func $twice (param i32) (result i32)))
  (memory (export "memory") 1)
  (type $point (struct (field i32) (field i32)))
  (func $fib (export "fib") (param i32) (result i32)
    (if (result i32) (i32.lt_s (local.get 0) (i32.const 2))
      (then (local.get 0))
      (else (i32.add
        (call $fib (i32.sub (local.get 0) (i32.const 1)))
        (call $fib (i32.sub (local.get 0) (i32.const 2)))))))
  (func (export "host") (param i64) (result i64) (i64.extend_i32_s (call $twice (i32.wrap_i64 (local.get 0)))))
  (func (export "point") (param i32) (result i32)
    (struct.get $point 1 (struct.new $point (i32.const 1) (local.get 0))))
  (func $load (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func $odd (export "odd") (param i32) (result i32)
    (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 0)) (else (return_call $even (i32.sub (local.get 0) (i32.const 1))))))
  (func $even (param i32) (result i32)
    (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 1)) (else (return_call $odd (i32.sub (local.get 0) (i32.const 1)))))))`;
const BYTES = assemble(TEXT) as BufferSource;
const IMPORTS = { env: { twice: (x: number) => 2 * x } };

const refusing = (): never => {
  throw new EvalError('not here');
};

/** Remembers what was imported. */
function recording(importer: Importer = dataImporter): { readonly texts: string[]; readonly importer: Importer } {
  const texts: string[] = [];
  return {
    texts,
    importer: (text) => {
      texts.push(text);
      return importer(text);
    },
  };
}

function use(exports: Record<string, (x: unknown) => unknown>): unknown[] {
  let trap: unknown;
  try {
    exports.load?.(65_536);
  } catch (error) {
    trap = (error as Error).message;
  }
  return [exports.fib?.(15), exports.host?.(21n), exports.point?.(7), exports.odd?.(100_001), trap];
}

const EXPECTED = [610, 42n, 7, 1, 'out of bounds memory access'];

/** 400 functions, `f0` to `f399`, whose code is more than a megabyte; the last one traps. */
function largeModule(): BufferSource {
  const filler = '(i32.store (i32.const 0) (i32.add (i32.load (i32.const 4)) (i32.const 1)))\n'.repeat(120);
  const functions = Array.from({ length: 400 }, (_, i) => {
    const address = i === 399 ? 65_536 : 4 * i;
    return `(func $f${i} (export "f${i}") (result i32) ${filler} (i32.load (i32.const ${address})))`;
  });
  return assemble(`(module (memory 1) ${functions.join('\n')})`) as BufferSource;
}

/** What an asynchronous compilation comes to, with the last choice of an engine. */
async function compiled(options: WebAssemblyOptions): Promise<[unknown[], string]> {
  const namespace = createWebAssembly(options);
  const { instance } = await namespace.instantiate(BYTES, IMPORTS);
  return [use(instance.exports), capabilities({ namespace, probe: false }).engine.name];
}

describe('an importer', () => {
  it('is used where nothing may be evaluated: once for the functions, once for the calls', async () => {
    const { texts, importer } = recording();
    expect(await compiled({ evaluator: refusing.bind(null), importer })).toEqual([EXPECTED, 'import']);
    expect(texts).toHaveLength(2);
    expect(texts[1]).toContain('outwards');
  });

  it('is not used where text may be evaluated', async () => {
    const { texts, importer } = recording();
    expect(await compiled({ importer })).toEqual([EXPECTED, 'jit']);
    expect(texts).toEqual([]);
  });

  it('is used in any case where that is wanted', async () => {
    let evaluated = 0;
    const evaluator = (): unknown => evaluated++;
    expect(await compiled({ engine: 'import', evaluator, importer: dataImporter })).toEqual([EXPECTED, 'import']);
    // Node imports from no blob.
    expect(await compiled({ engine: 'import', evaluator, importer: blobImporter })).toEqual([EXPECTED, 'interpreter']);
    expect(evaluated).toBe(0);
    expect(() => createWebAssembly({ engine: 'import' })).toThrow(TypeError);
  });

  it('may be refused: then functions are interpreted, after a single attempt', async () => {
    const { texts, importer } = recording(() => Promise.reject(new TypeError('no blobs')));
    const namespace = createWebAssembly({ evaluator: refusing.bind(null), importer });
    for (let i = 0; i < 2; i++) {
      expect(use((await namespace.instantiate(BYTES, IMPORTS)).instance.exports)).toEqual(EXPECTED);
    }
    expect(capabilities({ namespace }).engine).toEqual({ name: 'interpreter', reason: 'import-refused' });
    // The functions, and to make sure.
    expect(texts).toHaveLength(2);
  });

  it('may be refused, and the policy be to throw', async () => {
    const importer: Importer = () => Promise.reject(new TypeError('no blobs'));
    const { compile, CompileError } = createWebAssembly({ engine: 'import', importer, fallback: 'throw' });
    const failure = compile(BYTES);
    await expect(failure).rejects.toBeInstanceOf(CompileError);
    await expect(failure).rejects.toThrow('TypeError: no blobs');
  });

  it('is told apart from text that is wrong', async () => {
    const importer: Importer = (text) =>
      text.includes('(env)') ? Promise.reject(new SyntaxError('a mistake of the compiler’s')) : dataImporter(text);
    const options: WebAssemblyOptions = { engine: createAutomaticEngine({ evaluate: refusing.bind(null), importer }) };
    await expect(compiled(options)).rejects.toThrow('a mistake of the compiler’s');
    await expect(compiled(options)).rejects.toThrow('a mistake of the compiler’s');
  });

  it('does not help who compiles synchronously, unless the module was imported before', async () => {
    const { texts, importer } = recording();
    const warnings: string[] = [];
    const { Instance, instantiate, Module } = createWebAssembly({
      engine: 'import',
      importer,
      fallback: 'warn',
      warn: (message) => warnings.push(message),
    });
    expect(use(new Instance(new Module(BYTES), IMPORTS).exports)).toEqual(EXPECTED);
    expect([texts.length, warnings.length]).toEqual([0, 1]);
    expect(use((await instantiate(BYTES, IMPORTS)).instance.exports)).toEqual(EXPECTED);
    expect(texts).toHaveLength(2);
  });

  it('imports large modules in parts', async () => {
    const { texts, importer } = recording();
    const engine = createAutomaticEngine({ evaluate: refusing.bind(null), importer });
    const { instance } = await createWebAssembly({ engine }).instantiate(largeModule());
    expect(texts.length).toBeGreaterThan(2);
    for (const text of texts.slice(0, -1)) expect(text.length).toBeLessThan(2 ** 20 + 50_000);
    expect([instance.exports.f0(), instance.exports.f398()]).toEqual([1, 0]);
    expect(() => instance.exports.f399()).toThrow('out of bounds memory access');
  });
});

it('is used by strict mode, for serialized modules as well', async () => {
  const { texts, importer } = recording();
  const engine = createAutomaticEngine({ evaluate: refusing.bind(null), importer, fallback: 'throw' });
  expect(() => compileSync(BYTES, { engine })).toThrow(EvaluationRefused);
  const module = await compile(BYTES, { engine });
  const artefact = module.serialize();
  for (const trusted of [true, false]) {
    expect(() => deserializeSync(artefact, { engine, trusted })).toThrow(EvaluationRefused);
    const { exports } = (await deserialize(artefact, { engine, trusted })).instantiateSync(IMPORTS);
    expect([exports.fib(15), exports.host(21n)]).toEqual([610, 42n]);
  }
  expect(texts).toHaveLength(3);
  // Somebody who may evaluate uses the code that is in it.
  expect(deserializeSync(artefact, { trusted: true }).precompiled).toBe(true);
});

it('puts no text of the binary into what is imported but letters, digits and _', async () => {
  const { texts, importer } = recording();
  const evil = '*/`$' + '{globalThis.pwned=1}\\u2028"\']};globalThis.pwned=1;//';
  const name = JSON.stringify(evil).replace('\u2028', '\\u{2028}');
  const bytes = assemble(
    `(module (import ${name} ${name} (func)) (func $f (export ${name}) (call 0)))`.replace(
      '$f',
      `$"${evil.replace(/["\\]/g, '')}"`,
    ),
  ) as BufferSource;
  const { instantiate } = createWebAssembly({ engine: 'import', importer });
  const { instance } = await instantiate(bytes, { [evil]: { [evil]: () => undefined } });
  instance.exports[evil]();
  expect('pwned' in globalThis).toBe(false);
  for (const text of texts) expect(text).not.toMatch(/[`\u2028]|pwned=/);
});

it('says on which lines functions begin', () => {
  const { text, lines } = functionsModule(['a\nb', 'c', 'd\n\ne'], 'u.js');
  const written = text.split('\n');
  expect(lines.map((line) => written[line])).toEqual(['a', 'c', 'd']);
});

describe('in a process of its own, without eval', () => {
  const folder = fileURLToPath(new URL('../..', import.meta.url));
  const flags = ['--disallow-code-generation-from-strings', ...flagsWithoutHost()];
  const program = `
    import { readFileSync } from 'node:fs';
    import { capabilities, createWebAssembly } from 'softwasm';
    import { instantiate as strict } from 'softwasm/embed';
    import { createAutomaticEngine } from 'softwasm';
    import { dataImporter } from 'softwasm/import';
    const bytes = new Uint8Array(${JSON.stringify([...assemble(TEXT)])});
    const imports = { env: { twice: (x) => 2 * x } };
    const namespace = createWebAssembly({ importer: dataImporter, fallback: 'throw' });
    const { instance } = await namespace.instantiate(bytes, imports);
    const { exports } = await strict(bytes, imports, { engine: createAutomaticEngine({ importer: dataImporter, fallback: 'throw' }) });
    let frames;
    try {
      exports.load(65536);
    } catch (error) {
      frames = error.frames;
    }
    const large = await namespace.instantiate(new Uint8Array(readFileSync(process.argv[1])));
    let stack;
    try {
      large.instance.exports.f399();
    } catch (error) {
      stack = /wasm-function\\[\\d+\\]:0x[0-9a-f]+/.exec(error.stack)?.[0];
    }
    console.log(JSON.stringify([
      instance.exports.fib(15), String(instance.exports.host(21n)), exports.fib(15), frames,
      capabilities({ namespace }).engine, stack,
    ]));`;

  it('the built package imports, and traps know their frames', () => {
    const large = join(mkdtempSync(join(tmpdir(), 'softwasm-import-')), 'large.wasm');
    writeFileSync(large, new Uint8Array(largeModule() as ArrayBuffer));
    const args = [...flags, '--input-type=module', '--eval', program, large];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    rmSync(dirname(large), { recursive: true });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([
      610,
      '42',
      610,
      [{ func: 4, name: 'load', offset: expect.any(Number) }],
      { name: 'import', tune: 'jitless', reason: 'evaluation-refused' },
      expect.stringMatching(/^wasm-function\[399\]:0x/),
    ]);
  });
});
