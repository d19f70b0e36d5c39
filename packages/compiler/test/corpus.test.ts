import { readdirSync, readFileSync } from 'node:fs';
import { decodeModule, decodeNameSection } from '@softwasm/decoder';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, test } from 'vitest';
import { compileOptions, Generator, ModuleShape, type PartialCompileOptions } from '../src/index.ts';
import { formatIR } from '../src/ir/format.ts';

/*
 * What becomes of small programs, to be read in review: the JavaScript, tuned for engines with and without a JIT, with and without names, and the IR
 * behind it. `vitest --update` accepts a change.
 */

const CORPUS = new URL('corpus/', import.meta.url);
const PROGRAMS = readdirSync(CORPUS).map((file) => file.replace('.wat', ''));

function generator(
  program: string,
  options: PartialCompileOptions,
  named = false,
): { shape: ModuleShape; generator: Generator } {
  const module = validateModule(decodeModule(assemble(readFileSync(new URL(`${program}.wat`, CORPUS), 'utf8'))));
  const names = decodeNameSection(module);
  const shape = new ModuleShape(module);
  return {
    shape,
    generator: new Generator(shape, compileOptions({ ...options, ...(named ? { names } : {}) }), 'names'),
  };
}

function functions(shape: ModuleShape): number[] {
  return shape.module.funcs.map((_, i) => shape.importedFuncs + i);
}

function javascript(program: string, options: PartialCompileOptions, named = false): string {
  const { shape, generator: generate } = generator(program, options, named);
  return `${functions(shape)
    .map((funcidx) => generate.generate(funcidx).source)
    .join('\n\n')}\n`;
}

describe.each(PROGRAMS)('%s', (program) => {
  test('JavaScript, with names', async () => {
    await expect(javascript(program, { comments: true }, true)).toMatchFileSnapshot(
      `__snapshots__/corpus/${program}.js`,
    );
  });
  test('JavaScript for engines without a JIT', async () => {
    await expect(javascript(program, { tune: 'jitless' })).toMatchFileSnapshot(
      `__snapshots__/corpus/${program}.jitless.js`,
    );
  });
  test('IR', async () => {
    const { shape, generator: generate } = generator(program, {});
    const texts = functions(shape).map((funcidx) => `function ${funcidx}\n${formatIR(generate.build(funcidx))}`);
    await expect(`${texts.join('\n\n')}\n`).toMatchFileSnapshot(`__snapshots__/corpus/${program}.ir`);
  });
});
