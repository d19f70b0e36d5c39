import { WebAssembly as Softwasm, type WebAssemblyNamespace } from 'softwasm';
import { describe, expect, it } from 'vitest';
import { nativeWebAssembly } from '../../test-support/webassembly.ts';
import { API_CASES } from '../src/api/cases.ts';
import { type ApiEngine, measureApi } from '../src/api/measure-api.ts';

const softwasm: ApiEngine = { name: 'softwasm', wasm: Softwasm, cases: API_CASES };
const once = { clock: 'wall', rounds: 1, warmups: 0 } as const;

describe('operations of the JavaScript API', () => {
  const host: unknown = nativeWebAssembly();
  const native: ApiEngine = { name: 'native', wasm: host as WebAssemblyNamespace, cases: API_CASES };
  it.each(API_CASES.map(({ name }, index) => ({ name, index })))(
    '$name: softwasm gives native’s answer',
    ({ index }) => {
      const { measurements } = measureApi(index, [native, softwasm], once);
      expect(measurements.map(({ engine, error }) => [engine, error])).toEqual([
        ['native', undefined],
        ['softwasm', undefined],
      ]);
    },
  );
});

it('says which engine answers otherwise', () => {
  let answer = 0;
  const counting = { name: 'counting', operations: 1, prepare: () => () => answer++ };
  const engine = { ...softwasm, cases: [counting] };
  const { measurements } = measureApi(
    0,
    [
      { ...engine, name: 'first' },
      { ...engine, name: 'second' },
    ],
    once,
  );
  expect(measurements.find(({ engine }) => engine === 'second')?.error).toBe('answers 1 instead of 0');
});
