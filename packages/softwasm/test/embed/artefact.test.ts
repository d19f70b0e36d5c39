import type { Evaluator } from '@softwasm/compiler';
import type { Engine } from '@softwasm/runtime';
import { SoftwasmError, type Trap } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { readArtefact, writeArtefact } from '../../src/embed/artefact.ts';
import { crc32 } from '../../src/embed/crc32.ts';
import {
  type CompileOptions,
  compileSync,
  deserialize,
  deserializeSync,
  EmbedError,
  type Exports,
  type Instance,
} from '../../src/embed/index.ts';
import { createJitEngine } from '../../src/engine/create-jit-engine.ts';
import type { JitOptions } from '../../src/engine/jit-engine.ts';
import { VERSION } from '../../src/version.ts';
import { failure } from './failure.ts';

/*
 * Serialized modules: what is read back works as before; code in them runs only where it is trusted, and is of this version; hostile bytes get an error.
 */

const TEXT = `(module
  (memory (export "memory") 1)
  (func $fib (export "fib") (param i32) (result i32)
    (if (result i32) (i32.lt_s (local.get 0) (i32.const 2)) (then (local.get 0))
      (else (i32.add (call $fib (i32.sub (local.get 0) (i32.const 1))) (call $fib (i32.sub (local.get 0) (i32.const 2)))))))
  (func $even (export "even") (param i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (return (i32.const 4711))))
    (return_call $odd (i32.sub (local.get 0) (i32.const 1))))
  (func $odd (param i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (return (i32.const 4712))))
    (return_call $even (i32.sub (local.get 0) (i32.const 1))))
  (func $load (export "load") (param i32) (result i32) (drop (i32.const 5)) (i32.load offset=8 (local.get 0))))`;
const BYTES = assemble(TEXT);

/** An evaluator that keeps what it evaluates. */
function recording(): { readonly texts: string[]; readonly evaluator: Evaluator } {
  const texts: string[] = [];
  const evaluator: Evaluator = (parameter, body) => {
    texts.push(body);
    return new Function(parameter, body);
  };
  return { texts, evaluator };
}

/** A global variable that nothing ever sets, but stored code where it runs. */
const ATTACK = 'attacked';

/** What the stored code says in the place of 4711, so that it is seen when it runs. */
function evil(artefact: Uint8Array): Uint8Array {
  const { key, binary, code } = readArtefact(artefact);
  const text = String.fromCharCode(...code);
  const at = text.indexOf('4711');
  expect(at).toBeGreaterThan(0);
  const changed = code.slice();
  changed.set(
    [...'6666'].map((digit) => digit.charCodeAt(0)),
    at,
  );
  return writeArtefact({ key, binary, code: changed });
}

afterEach(() => {
  expect(ATTACK in globalThis).toBe(false);
});

function use({ exports }: Instance<Exports>): unknown[] {
  let frames: unknown;
  try {
    exports.load(65536);
  } catch (error) {
    ({ frames } = error as Trap);
  }
  return [exports.fib(10), exports.even(100_001), exports.even(4), frames];
}

const CONFIGURATIONS: readonly (readonly [string, JitOptions])[] = [
  ['one unit', {}],
  ['a unit each', { wholeModuleBytes: 0 }],
  ['without JIT', { tune: 'jitless' }],
];

describe.each(CONFIGURATIONS)('%s', (_, options) => {
  const engine = createJitEngine(options);
  const module = compileSync(BYTES, { engine });
  const expected = use(module.instantiateSync());
  test('comes back, with the frames of its traps', () => {
    expect(expected).toEqual([55, 4712, 4711, [{ func: 3, name: 'load', offset: expect.any(Number) }]]);
    for (const trusted of [true, false]) {
      const back = deserializeSync(module.serialize(), { engine, trusted });
      expect(back.precompiled).toBe(trusted);
      expect(use(back.instantiateSync())).toEqual(expected);
      expect(use(back.instantiateSync())).toEqual(expected);
      expect([back.exports, back.imports]).toEqual([module.exports, module.imports]);
    }
  });
  test('is the same every time', () => {
    const bytes = module.serialize();
    expect(module.serialize()).toEqual(bytes);
    expect(deserializeSync(bytes, { engine, trusted: true }).serialize()).toEqual(bytes);
    expect(deserializeSync(bytes, { engine }).serialize()).toEqual(bytes);
  });
  test('stored code runs where it is trusted, and only there', () => {
    const bytes = evil(module.serialize());
    expect(deserializeSync(bytes, { engine, trusted: true }).instantiateSync().exports.even(0)).toBe(6666);
    expect(deserializeSync(bytes, { engine }).instantiateSync().exports.even(0)).toBe(4711);
    expect(deserializeSync(bytes, { engine, trusted: false }).instantiateSync().exports.even(0)).toBe(4711);
    expect(
      deserializeSync(bytes, { engine, trusted: 1 as never })
        .instantiateSync()
        .exports.even(0),
    ).toBe(4711);
  });
});

describe('code of another making', () => {
  const bytes = evil(compileSync(BYTES).serialize());
  const run = (artefact: Uint8Array, options: CompileOptions = {}): unknown => {
    const module = deserializeSync(artefact, { trusted: true, ...options });
    return [module.precompiled, module.instantiateSync().exports.even(0)];
  };
  const { key, binary, code } = readArtefact(bytes);
  test('of this version and options is used', () => expect(run(bytes)).toEqual([true, 6666]));
  test('of another version is not', () => {
    const text = String.fromCharCode(...key);
    expect(text).toContain(`"${VERSION}"`);
    const other = Uint8Array.from(text.replace(VERSION, '0.0.9'), (char) => char.charCodeAt(0));
    expect(run(writeArtefact({ key: other, binary, code }))).toEqual([false, 4711]);
    expect(run(writeArtefact({ key: Uint8Array.of(255), binary, code }))).toEqual([false, 4711]);
  });
  test('for other options is not', () => {
    const other = createJitEngine({ tune: 'jitless', compile: { exactNaN: false } });
    expect(run(bytes, { engine: other })).toEqual([false, 4711]);
    expect(run(bytes, { engine: createJitEngine({ compile: { passes: { wraps: false } } }) })).toEqual([false, 4711]);
  });
  test('by an engine that generates none, or for one', () => {
    const jit = createJitEngine();
    const engine: Engine = {
      name: 'other',
      prepare(module) {
        const prepared = jit.prepare(module);
        return { engine, module, link: (instance) => prepared.link(instance) };
      },
    };
    expect(run(bytes, { engine })).toEqual([false, 4711]);
    expect(readArtefact(compileSync(BYTES, { engine }).serialize())).toMatchObject({
      key: { length: 0 },
      code: { length: 0 },
    });
    expect(run(compileSync(BYTES, { engine }).serialize())).toEqual([false, 4711]);
    expect(run(writeArtefact({ key, binary, code: new Uint8Array(0) }))).toEqual([false, 4711]);
  });
});

test('what is evaluated where nothing is trusted is what would be without the artefact', () => {
  const { key, binary, code } = readArtefact(compileSync(BYTES).serialize());
  const text = String.fromCharCode(...code).replace('"use strict";', 'attacked = 1;');
  expect(text).toContain('attacked = 1;');
  const bytes = writeArtefact({ key, binary, code: Uint8Array.from(text, (char) => char.charCodeAt(0)) });
  const { texts, evaluator } = recording();
  use(deserializeSync(bytes, { evaluator }).instantiateSync());
  const fresh = recording();
  use(compileSync(BYTES, { evaluator: fresh.evaluator }).instantiateSync());
  const withoutUrl = (list: readonly string[]): string[] => list.map((one) => one.replace(/\n\/\/# sourceURL.*$/, ''));
  expect(withoutUrl(texts)).toEqual(withoutUrl(fresh.texts));
});

describe('bytes that are no serialized module', () => {
  const good = compileSync(BYTES).serialize();
  const error = (bytes: Uint8Array, trusted = true): string => failure(() => deserializeSync(bytes, { trusted }));
  const patched = (at: number, value: number): Uint8Array => {
    const bytes = good.slice();
    bytes[at] = value;
    return bytes;
  };
  test('have errors of their own', () => {
    const magic =
      'EmbedError: The serialized module is not a serialized module: it does not begin with the magic bytes.';
    const truncated = 'EmbedError: The serialized module is damaged: it is shorter or longer than it says.';
    expect(error(new Uint8Array(0))).toBe(magic);
    expect(error(BYTES)).toBe(magic);
    expect(error(patched(0, 1))).toBe(magic);
    expect(error(patched(8, 2))).toBe('EmbedError: The serialized module has format 2; this version reads format 1.');
    expect(error(good.subarray(0, 12))).toBe(truncated);
    expect(error(good.subarray(0, -1))).toBe(truncated);
    expect(error(Uint8Array.of(...good, 0))).toBe(truncated);
    expect(error(patched(12, good[12]! ^ 1))).toBe(
      'EmbedError: The serialized module is damaged: the checksum does not match.',
    );
    expect(failure(() => deserializeSync('text' as never))).toMatch('TypeError: expected an ArrayBuffer');
    expect(() => deserializeSync(BYTES)).toThrow(expect.objectContaining({ code: 'artefact' }));
  });
  test('code that does not fit its module', () => {
    const { key, binary } = readArtefact(good);
    const coded = (...code: number[]): Uint8Array => writeArtefact({ key, binary, code: Uint8Array.from(code) });
    const structure = 'EmbedError: The serialized module is malformed: its parts do not fit together.';
    expect(error(coded(2, 1))).toBe(structure);
    expect(error(coded(1, 2))).toBe(structure);
    expect(error(coded(0, 0xff, 0xff, 0xff, 0xff, 0x0f))).toBe(structure);
    expect(error(coded(0, 0xff, 0xff, 0xff, 0xff, 0xff, 1))).toBe(structure);
    expect(error(coded(1, 1, 0, 0xff, 0xff, 0xff, 0xff, 0x0f))).toBe(structure);
    expect(error(coded(1, 1, 0, 0, 0, 7))).toBe(structure);
    // Nobody looks at what is not used.
    expect(deserializeSync(coded(2, 1)).precompiled).toBe(false);
    const module = deserializeSync(coded(1, 1, 0, 1, 0x80, 1, 0), { trusted: true });
    expect(failure(() => module.instantiateSync().exports.fib(1))).toBe(
      'EmbedError: The serialized module is malformed: the generated code is not plain ASCII.',
    );
    const unmapped = deserializeSync(coded(1, 1, 0, 1, 0x20, 1, 9), { trusted: true });
    expect(failure(() => unmapped.instantiateSync().exports.fib(1))).toBe(structure);
  });
  test('a binary that is no module', () => {
    const { key, code } = readArtefact(good);
    const bytes = writeArtefact({ key, binary: BYTES.subarray(0, -1), code });
    for (const trusted of [true, false]) expect(error(bytes, trusted)).toMatch(/^DecodeError: /);
  });
  test('any part of one is none', () => {
    for (let length = 0; length < good.length; length++) {
      expect(() => readArtefact(good.subarray(0, length))).toThrow(EmbedError);
    }
  });
  test('any other byte is noticed', () => {
    fc.assert(
      fc.property(fc.nat({ max: good.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        expect(() => deserializeSync(patched(at, good[at]! ^ change), { trusted: true })).toThrow(EmbedError);
      }),
    );
  });
});

/** Changes of bytes: some are replaced, and perhaps a range left out or repeated. */
const MUTATIONS = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.constantFrom('replace', 'remove', 'repeat', 'insert'),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
  }),
  { minLength: 1, maxLength: 6 },
);

function mutate(bytes: Uint8Array, mutations: typeof MUTATIONS extends fc.Arbitrary<infer T> ? T : never): Uint8Array {
  let list = [...bytes];
  for (const { at, kind, bytes: some } of mutations) {
    const place = Math.floor(at * list.length);
    const after = kind === 'insert' ? place : place + some.length;
    const middle =
      kind === 'remove'
        ? []
        : kind === 'repeat'
          ? [...list.slice(place, after), ...list.slice(place, after)]
          : [...some];
    list = [...list.slice(0, place), ...middle, ...list.slice(after)];
  }
  return Uint8Array.from(list);
}

/** Puts the checksum right, as an attacker would. */
function reseal(bytes: Uint8Array): Uint8Array {
  if (bytes.length >= 16) new DataView(bytes.buffer).setUint32(12, crc32(bytes.subarray(16)), true);
  return bytes;
}

describe('hostile bytes with the right checksum', () => {
  const { key, binary, code } = readArtefact(compileSync(BYTES).serialize());
  const attack = Uint8Array.from(`globalThis.${ATTACK}=1;`, (char) => char.charCodeAt(0));
  const sealed = writeArtefact({ key, binary, code: Uint8Array.of(1, 1, 0, attack.length, ...attack, 1, 0) });
  /** Gives a module or an error of the project, and evaluates nothing of the artefact. */
  const read = (bytes: Uint8Array): void => {
    const { texts, evaluator } = recording();
    try {
      const { exports } = deserializeSync(bytes, { evaluator, limits: { memoryPages: 16 } }).instantiateSync();
      if (typeof exports.fib === 'function') exports.fib(3);
    } catch (error) {
      expect(error).toBeInstanceOf(SoftwasmError);
    }
    expect(texts.filter((text) => text.includes(ATTACK))).toEqual([]);
  };
  test('the attack would work, were it trusted', () => {
    const evaluated: string[] = [];
    const evaluator: Evaluator = (parameter, body) => {
      evaluated.push(body);
      return body.includes(ATTACK) ? () => [] : new Function(parameter, body);
    };
    deserializeSync(sealed, { trusted: true, evaluator });
    expect(() => deserializeSync(sealed, { trusted: true, evaluator }).instantiateSync().exports.fib(3)).toThrow();
    expect(evaluated.some((text) => text.includes(ATTACK))).toBe(true);
    read(sealed);
  });
  test('anywhere', () => {
    fc.assert(fc.property(MUTATIONS, (mutations) => read(reseal(mutate(sealed, mutations)))));
  });
  test('in one of its parts', () => {
    fc.assert(
      fc.property(MUTATIONS, fc.constantFrom('key', 'code'), (mutations, part) => {
        const artefact = readArtefact(sealed);
        read(writeArtefact({ ...artefact, [part]: mutate(artefact[part], mutations) }));
      }),
    );
  });
  test('in trusted code: an error, or code that is not called', () => {
    const evaluator: Evaluator = () => () => [];
    fc.assert(
      fc.property(MUTATIONS, (mutations) => {
        try {
          deserializeSync(writeArtefact({ key, binary, code: mutate(code, mutations) }), { trusted: true, evaluator });
        } catch (error) {
          expect(error).toBeInstanceOf(EmbedError);
        }
      }),
    );
  });
  test('of any kind', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        read(bytes);
        read(reseal(Uint8Array.of(...sealed.subarray(0, 16), ...bytes)));
      }),
    );
  });
});

test('the bytes are copied', async () => {
  const bytes = compileSync(BYTES).serialize();
  const modules = [deserializeSync(bytes), await deserialize(bytes, { trusted: true })];
  bytes.fill(0);
  for (const module of modules) expect(module.instantiateSync().exports.fib(10)).toBe(55);
  await expect(deserialize(bytes)).rejects.toThrow('magic bytes');
});

test('a module without functions', () => {
  const module = compileSync(assemble('(module (global (export "g") i32 (i32.const 5)))'));
  const back = deserializeSync(module.serialize(), { trusted: true });
  expect([back.precompiled, back.instantiateSync().exports.g.value]).toEqual([true, 5]);
});

test('the version is the manifest’s', () => {
  expect(VERSION).toBe(manifest.version);
});

test('the checksum is that of everybody', () => {
  expect(crc32(Uint8Array.from('123456789', (char) => char.charCodeAt(0)))).toBe(0xcbf43926);
});
