import { expect, test } from 'vitest';
import { createWebAssembly } from '../../src/index.ts';
import { type ByteSink, type Fill, I32, moduleOf, OP, putBody, SECTION, vector } from './module-builder.ts';

/* Sections that are long, or chains through which something could go quadratic or recurse. */

const { CompileError, Instance, Module } = createWebAssembly();

const MANY = 100_000;

/** `(ref null $index)`; the index is a signed number. */
function putReference(sink: ByteSink, index: number): void {
  sink.put(0x63);
  let rest = index;
  while (rest >= 64) {
    sink.put((rest % 128) | 0x80);
    rest = Math.floor(rest / 128);
  }
  sink.put(rest);
}

function putStruct(sink: ByteSink, field: number): void {
  putReference(sink.put(0x5f, 1), field);
  sink.put(0);
}

const SECTIONS: readonly (readonly [name: string, sections: readonly (readonly [number, Fill])[]])[] = [
  [
    'a recursive group in which each type refers to the next',
    [[SECTION.type, (sink) => vector(MANY, (item, i) => putStruct(item, (i + 1) % MANY))(sink.put(1, 0x4e))]],
  ],
  [
    'two such groups that are equal',
    [
      [
        SECTION.type,
        vector(2, (sink, group) =>
          vector(MANY, (item, i) => putStruct(item, group * MANY + ((i + 1) % MANY)))(sink.put(0x4e)),
        ),
      ],
    ],
  ],
  ['equal types', [[SECTION.type, vector(MANY, (sink) => sink.put(0x5f, 1, I32, 0))]]],
  [
    'types each of which refers to the one before',
    [[SECTION.type, vector(MANY, (sink, i) => (i === 0 ? sink.put(0x5f, 0) : putStruct(sink, i - 1)))]],
  ],
  [
    'chains of subtypes',
    [
      [
        SECTION.type,
        vector(62 * 1000, (sink, i) => (i % 62 === 0 ? sink.put(0x50, 0) : sink.put(0x50, 1).u(i - 1)).put(0x5f, 0)),
      ],
    ],
  ],
  [
    'a constant expression that goes on and on',
    [
      [
        SECTION.global,
        (sink) => {
          sink.put(1, I32, 0, OP.i32Const, 1);
          for (let i = 0; i < MANY; i++) sink.put(OP.i32Const, 1);
          for (let i = 0; i < MANY; i++) sink.put(OP.i32Add);
          sink.put(OP.end);
        },
      ],
    ],
  ],
  ['globals', [[SECTION.global, vector(MANY, (sink) => sink.put(I32, 0, OP.i32Const, 1, OP.end))]]],
  ['tables', [[SECTION.table, vector(MANY, (sink) => sink.put(0x70, 0, 1))]]],
  [
    'data segments',
    [
      [SECTION.memory, (sink) => sink.put(1, 0, 1)],
      [SECTION.data, vector(MANY, (sink) => sink.put(0, OP.i32Const, 0, OP.end, 1, 65))],
    ],
  ],
  [
    'elements of one segment',
    [
      [SECTION.type, (sink) => sink.put(1, 0x60, 0, 0)],
      [SECTION.function, (sink) => sink.put(1, 0)],
      [SECTION.table, (sink) => sink.put(1, 0x70, 0).u(10 * MANY)],
      [SECTION.element, (sink) => vector(10 * MANY, (item) => item.put(0))(sink.put(1, 0, OP.i32Const, 0, OP.end))],
      [SECTION.code, vector(1, (sink) => putBody(sink, (body) => body.put(0, OP.end)))],
    ],
  ],
  [
    'custom sections',
    Array.from({ length: MANY }, () => [SECTION.custom, (sink: ByteSink) => sink.name('a')] as const),
  ],
];

test.each(SECTIONS)('many of them: %s', (_, sections) => {
  const instance = new Instance(new Module(moduleOf(...sections)));
  expect(instance.exports).toEqual({});
});

test('chains of subtypes that are too long are a CompileError', () => {
  const bytes = moduleOf([
    SECTION.type,
    vector(100_000, (sink, i) => (i === 0 ? sink.put(0x50, 0) : sink.put(0x50, 1).u(i - 1)).put(0x5f, 0)),
  ]);
  expect(() => new Module(bytes)).toThrow(CompileError);
});
