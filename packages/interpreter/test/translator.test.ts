import { decodeModule } from '@softwasm/decoder';
import { IndexSpaces } from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { OPERATION } from '../src/operations.generated.ts';
import { TRANSLATIONS } from '../src/translate/translations.ts';
import { Translator } from '../src/translate/translator.ts';
import type { Translation } from '../src/translation.ts';

function translate(source: string, forever: boolean): Translation {
  const module = validateModule(decodeModule(assemble(`(module ${source})`)));
  return new Translator(new IndexSpaces(module), TRANSLATIONS, forever).translate(0);
}

describe('constants of loops', () => {
  const LOOP = '(func (param i32) loop i32.const 1000 local.get 0 i32.div_s br_if 0 end)';

  it('have registers from the beginning on in code that stays', () => {
    expect(translate(LOOP, true).code[0]).toBe(OPERATION.constants);
  });

  it('are set where they are used in code that is to be replaced', () => {
    expect([...translate(LOOP, false).code]).not.toContain(OPERATION.constants);
  });
});

describe('positions', () => {
  it('are those of the instructions that write something, in their order', () => {
    const { positions } = translate(
      '(memory 1) (func i32.const 4 i32.const 5 i32.store i32.const 6 drop unreachable)',
      true,
    );
    const [offsets, places] = [1, 0].map((rest) => [...positions].filter((_, i) => i % 2 === rest));
    expect(places).toEqual([...(places as number[])].sort((a, b) => a - b));
    // The store's, that of `unreachable`, and that of `end`.
    expect(offsets?.map((offset) => offset - (offsets[0] as number))).toEqual([0, 6, 7]);
  });
});

describe('many operands', () => {
  it('are all kept', () => {
    const count = 300;
    const { code } = translate(
      `(func (result i32) ${'i32.const 7 '.repeat(count)} ${'i32.div_s '.repeat(count - 1)})`,
      true,
    );
    expect(code.filter((word) => word === OPERATION['i32.div_s']).length).toBeGreaterThanOrEqual(count - 1);
  });
});
