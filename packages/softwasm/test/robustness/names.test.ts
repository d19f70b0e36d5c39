import { type Evaluator, functionOfIdentifier } from '@softwasm/compiler';
import { decodeModule, decodeNameSection } from '@softwasm/decoder';
import { describe, expect, test } from 'vitest';
import type { Exports, Imports } from '../../src/api.ts';
import { createJitEngine, createWebAssembly } from '../../src/index.ts';
import { type ByteSink, I32, moduleOf, OP, putBody, SECTION, vector } from './module-builder.ts';

/* Names are the module's, and may be anything: in generated source only what is an identifier, in JavaScript objects only names. */

const ATTACK = 'globalThis.attacked=1';

const HOSTILE = [
  `");${ATTACK};("`,
  `');${ATTACK};('`,
  `\\");${ATTACK};//`,
  `\`\${${ATTACK}}\``,
  `*/ ${ATTACK} /*`,
  `\n${ATTACK}\n//`,
  `\r${ATTACK}\r//`,
  `\u2028${ATTACK}\u2028//`,
  `\u2029${ATTACK}\u2029//`,
  `){} ${ATTACK}; function(`,
  `//# sourceURL=${ATTACK}\n`,
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'then',
  'arguments',
  'eval',
  'await',
  'env',
  'F',
  'HI',
  'f1',
  'l0',
  'i0',
  '$',
  '$h',
  '',
  ' ',
  '\0',
  '\ud83d\ude00',
  '\u202e',
  'same',
  'same',
  'same$h',
  'a'.repeat(1_000_000),
];

const COUNT = HOSTILE.length;

function putNames(sink: ByteSink, names: readonly string[]): void {
  vector(names.length, (item, i) => item.u(i).name(names[i] as string))(sink);
}

function subsection(sink: ByteSink, id: number, fill: (content: ByteSink) => void): void {
  putBody(sink.put(id), fill);
}

/** Functions, locals and everything else with these names: each function adds its parameters of 64 bits and its index. */
function namedModule(): Uint8Array {
  return moduleOf(
    [
      SECTION.type,
      vector(1, (sink) =>
        sink
          .put(0x60)
          .u(COUNT)
          .put(...new Array(COUNT).fill(0x7e))
          .put(1, 0x7e),
      ),
    ],
    [SECTION.function, vector(COUNT, (sink) => sink.u(0))],
    [SECTION.export, vector(COUNT, (sink, i) => sink.name(`f${i}`).put(0).u(i))],
    [
      SECTION.code,
      vector(COUNT, (sink, i) =>
        putBody(sink, (body) => {
          body.u(0).put(0x42).u(i);
          for (let p = 0; p < COUNT; p++) body.put(OP.localGet).u(p).put(0x7c);
          body.put(OP.end);
        }),
      ),
    ],
    [
      SECTION.custom,
      (sink) => {
        sink.name('name');
        subsection(sink, 0, (content) => content.name(`*/ ${ATTACK} /*`));
        subsection(sink, 1, (content) => putNames(content, HOSTILE));
        subsection(sink, 2, (content) => {
          const few = HOSTILE.slice(0, -1);
          vector(COUNT, (item, i) => putNames(item.u(i), few))(content);
        });
      },
    ],
  );
}

describe('a name section', () => {
  test.each([
    ['one unit', 1e9],
    ['a unit each', 0],
  ])('puts only identifiers into the source: %s', (_, wholeModuleBytes) => {
    const sources: string[] = [];
    const evaluate: Evaluator = (parameter, body) => {
      sources.push(body);
      return new Function(parameter, body);
    };
    const bytes = namedModule();
    const names = decodeNameSection(decodeModule(bytes));
    const engine = createJitEngine({ evaluate, wholeModuleBytes, compile: { names, comments: true } });
    const { Instance, Module } = createWebAssembly({ engine });
    const exports = new Instance(new Module(bytes)).exports;
    const args = HOSTILE.map((__, i) => BigInt(i) << 30n);
    const sum = args.reduce((a, b) => a + b);
    for (let i = 0; i < COUNT; i++) expect(exports[`f${i}`](...args)).toBe(sum + BigInt(i));
    expect('attacked' in globalThis).toBe(false);
    expect(names.functions.size).toBe(COUNT);
    const source = sources.join('\n');
    expect(source).not.toContain(ATTACK);
    expect(source).not.toMatch(/[^\n\x20-\x7e]/);
    // Names are cut: one of a megabyte is not in every place where it is used.
    expect(source.length).toBeLessThan(2_000_000);
    expect(functionOfIdentifier('f3$same')).toBe(3);
  });

  test('makes one line each of stack traces', () => {
    for (const name of HOSTILE) {
      const bytes = moduleOf(
        [SECTION.type, vector(1, (sink) => sink.put(0x60, 0, 0))],
        [SECTION.function, vector(1, (sink) => sink.u(0))],
        [SECTION.export, vector(1, (sink) => sink.name('f').put(0, 0))],
        [SECTION.code, vector(1, (sink) => putBody(sink, (body) => body.put(0, OP.unreachable, OP.end)))],
        [SECTION.custom, (sink) => subsection(sink.name('name'), 1, (content) => putNames(content, [name]))],
      );
      const engine = createJitEngine({ compile: { names: decodeNameSection(decodeModule(bytes)) } });
      const { Instance, Module, RuntimeError } = createWebAssembly({ engine });
      let thrown: unknown;
      try {
        new Instance(new Module(bytes)).exports.f();
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(RuntimeError);
      const lines = ((thrown as Error).stack as string).split(/[\n\r\u2028\u2029]/);
      expect(lines[0]).toBe('RuntimeError: unreachable');
      expect(lines[1]).toMatch(/^ {4}at .{0,200} \(wasm-function\[0\]:0x[0-9a-f]+\)$/u);
    }
  });

  test('that is broken has no effect', () => {
    const { Instance, Module } = createWebAssembly();
    for (const content of [
      [0xff],
      [1, 0xff, 0xff, 0xff, 0xff, 0x0f],
      [1, 5, 0xff, 0xff, 0xff, 0xff, 0x0f],
      [2, 1, 0],
    ]) {
      const bytes = moduleOf([SECTION.custom, (sink) => sink.name('name').put(...content)]);
      expect(new Instance(new Module(bytes)).exports).toEqual({});
    }
  });
});

describe('imports and exports', () => {
  const NAMES = [...new Set(HOSTILE)].filter((name) => name.length < 1000);

  /** Exports each import again under its name. */
  const bytes = moduleOf(
    [SECTION.type, vector(1, (sink) => sink.put(0x60, 0, 1, I32))],
    [
      SECTION.import,
      vector(NAMES.length, (sink, i) =>
        sink
          .name(NAMES[i] as string)
          .name(NAMES[i] as string)
          .put(0, 0),
      ),
    ],
    [
      SECTION.export,
      vector(NAMES.length, (sink, i) =>
        sink
          .name(NAMES[i] as string)
          .put(0)
          .u(i),
      ),
    ],
  );

  test('may have any name', async () => {
    const { Instance, instantiate, Module } = createWebAssembly();
    const imports = Object.create(null) as Imports;
    NAMES.forEach((name, i) => {
      const inner = Object.create(null) as Record<string, unknown>;
      Object.defineProperty(inner, name, { value: () => i });
      Object.defineProperty(imports, name, { value: inner });
    });
    const check = (exports: Exports): void => {
      expect(Object.keys(exports)).toEqual(NAMES);
      expect(Object.getPrototypeOf(exports)).toBe(null);
      NAMES.forEach((name, i) => {
        const func = Object.getOwnPropertyDescriptor(exports, name)?.value as () => number;
        expect(func()).toBe(i);
      });
    };
    check(new Instance(new Module(bytes), imports).exports);
    // An export named `then` does not make a promise of the instance.
    check((await instantiate(bytes, imports)).instance.exports);
    const module = new Module(bytes);
    expect(Module.exports(module).map(({ name }) => name)).toEqual(NAMES);
    expect(Module.imports(module).map(({ module: from, name }) => `${from}.${name}`)).toEqual(
      NAMES.map((name) => `${name}.${name}`),
    );
  });

  test('that are missing are named in a LinkError or TypeError', () => {
    const { Instance, LinkError, Module } = createWebAssembly();
    for (const name of ['__proto__', 'constructor', 'toString', 'then', '']) {
      const one = moduleOf(
        [SECTION.type, vector(1, (sink) => sink.put(0x60, 0, 0))],
        [SECTION.import, vector(1, (sink) => sink.name('m').name(name).put(0, 0))],
      );
      const module = new Module(one);
      expect(() => new Instance(module, { m: Object.create(null) as Record<string, unknown> })).toThrow(LinkError);
      expect(() => new Instance(module, {})).toThrow(TypeError);
    }
  });
});
