import {
  ALL_FEATURES,
  DEFAULT_FEATURES,
  DecodeError,
  type Feature,
  LIMITS,
  MALFORMED,
  WASM_EDITIONS,
  withFeatures,
} from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { type DecodeOptions, decodeModule } from '../src/index.ts';
import { binary, bytes, EMPTY_TYPE, leb, oneFunction, type Piece, section, sized } from './binary.ts';

function failure(encoded: Uint8Array, options?: DecodeOptions): { reason: string; offset: number } {
  try {
    decodeModule(encoded, options);
  } catch (error) {
    if (error instanceof DecodeError) return { reason: error.reason, offset: error.offset };
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('malformed binaries', () => {
  it.each<[string, Uint8Array, string, number]>([
    ['no bytes', bytes(), MALFORMED.unexpectedEnd, 0],
    ['half a magic number', bytes('\0as'), MALFORMED.unexpectedEnd, 3],
    ['another magic number', bytes('wasm', 1, 0, 0, 0), MALFORMED.magic, 0],
    ['half a version', bytes('\0asm', 1), MALFORMED.unexpectedEnd, 5],
    ['a component', bytes('\0asm', 0x0d, 0, 1, 0), MALFORMED.version, 4],
    ['an unknown section', binary(14, 0), MALFORMED.sectionId, 8],
    ['a section without size', binary(1), MALFORMED.unexpectedEndOfSection, 9],
    ['a section past the end', binary(1, 9, 0), 'length out of bounds: 9 bytes of a section, at most 2 possible', 9],
    ['a section out of order', binary(section('memory', 0), section('table', 0)), MALFORMED.afterLastSection, 11],
    ['a section twice', binary(section('memory', 0), section('memory', 0)), MALFORMED.afterLastSection, 11],
    ['a section too long', binary(section('memory', 1, 0, 1, 0x99)), MALFORMED.sectionSize, 13],
    ['a section too short', binary(5, 2, 1, 0, 1, 0x0b, 1, 0), MALFORMED.sectionSize, 12],
    ['a custom section too short for its name', binary(0, 1, 2, 'ab'), MALFORMED.unexpectedEndOfSection, 13],
    ['a custom section without valid name', binary(section('custom', sized(0xc0, 0x80))), MALFORMED.utf8, 10],
    [
      'more types than bytes',
      binary(1, 5, leb(2 ** 28)),
      `length out of bounds: ${2 ** 28} recursive types, at most 5 possible`,
      10,
    ],
    ['an unknown form of type', binary(section('type', 1, 0x40)), MALFORMED.definitionType, 11],
    ['an overlong form of type', binary(section('type', 1, 0xe0, 0x7f, 0, 0)), MALFORMED.leb128TooLong, 12],
    ['an unknown value type', binary(section('type', 1, 0x60, 1, 0x40, 0)), MALFORMED.valueType, 13],
    ['an unknown heap type', binary(section('global', 1, 0xd0, 0)), MALFORMED.leb128TooLong, 12],
    ['an unknown field type', binary(section('type', 1, 0x5e, 0x40, 0)), MALFORMED.storageType, 12],
    ['an unknown mutability', binary(section('type', 1, 0x5e, 0x7f, 2)), MALFORMED.mutability, 13],
    ['an import of unknown kind', binary(section('import', 1, 0, 0, 5)), MALFORMED.importKind, 13],
    ['limits with unknown flags', binary(section('memory', 1, 0x10, 0)), MALFORMED.limits, 11],
    ['a shared table', binary(section('table', 1, 0x70, 3, 0, 0)), MALFORMED.limits, 12],
    ['a table of numbers', binary(section('table', 1, 0x7f, 0, 0)), MALFORMED.referenceType, 11],
    ['a table with half an initial value', binary(section('table', 1, 0x40, 1, 0x70, 0, 0)), MALFORMED.zeroByte, 12],
    ['a tag with an attribute', binary(section('tag', 1, 1, 0)), MALFORMED.tagAttribute, 11],
    ['a constant without end', binary(section('global', 1, 0x7f, 0, 0x41, 0)), MALFORMED.unexpectedEndOfSection, 15],
    ['an export of unknown kind', binary(section('export', 1, sized('e'), 5, 0)), MALFORMED.exportKind, 13],
    ['an element segment of unknown form', binary(section('element', 1, 8)), MALFORMED.segmentFlags, 11],
    ['elements of unknown kind', binary(section('element', 1, 1, 1, 0)), MALFORMED.elementKind, 12],
    ['a data segment of unknown form', binary(section('data', 1, 3)), MALFORMED.segmentFlags, 11],
    ['a data segment past the end', binary(section('data', 1, 1, 2, 0x61)), MALFORMED.unexpectedEndOfSection, 14],
    ['functions without bodies', binary(EMPTY_TYPE, section('function', 1, 0)), MALFORMED.functionAndCode, 18],
    ['bodies without functions', binary(section('code', 1, sized(0, 0x0b))), MALFORMED.functionAndCode, 14],
    ['fewer data segments than counted', binary(section('datacount', 1)), MALFORMED.dataCount, 11],
    ['a body without instructions', oneFunction(), MALFORMED.unexpectedEndOfSection, 23],
    ['an illegal opcode', oneFunction(0xff, 0x0b), 'illegal opcode ff', 23],
    ['an illegal opcode after a prefix', oneFunction(0x01, 0xfc, 0x1f, 0x0b), 'illegal opcode fc 1f', 24],
    ['an opcode past all tables', oneFunction(0xfd, 0x80, 0x08, 0x0b), 'illegal opcode fd 400', 23],
    ['an else outside of if', oneFunction(0x05, 0x0b), MALFORMED.endExpected, 23],
    ['an else in a block', oneFunction(0x02, 0x40, 0x05, 0x0b, 0x0b), MALFORMED.endExpected, 25],
    ['a second else', oneFunction(0x04, 0x40, 0x05, 0x05, 0x0b, 0x0b), MALFORMED.endExpected, 26],
    ['a block without end', oneFunction(0x02, 0x40, 0x0b), MALFORMED.unexpectedEndOfSection, 26],
    ['an unknown blocktype', oneFunction(0x02, 0x41, 0x0b, 0x0b), MALFORMED.valueType, 24],
    ['instructions after the end', oneFunction(0x0b, 0x01), MALFORMED.sectionSize, 24],
    ['a memarg with unknown flags', oneFunction(0x28, 0x80, 0x01, 0, 0x0b), MALFORMED.memop, 24],
    ['memory.init without data count', oneFunction(0xfc, 8, 0, 0, 0x0b), MALFORMED.dataCountRequired, 23],
    ['array.new_data without data count', oneFunction(0xfb, 9, 0, 0, 0x0b), MALFORMED.dataCountRequired, 23],
    ['an unknown handler', oneFunction(0x1f, 0x40, 1, 4, 0, 0x0b, 0x0b), MALFORMED.catchKind, 26],
    ['a cast with unknown flags', oneFunction(0xfb, 0x18, 4, 0, 0x6e, 0x6e, 0x0b), MALFORMED.castFlags, 25],
    ['an unknown heap type in an instruction', oneFunction(0xd0, 0x40, 0x0b), MALFORMED.heapType, 24],
    [
      'too many labels',
      oneFunction(0x0e, leb(1000), 0x0b),
      'length out of bounds: 1000 labels, at most 3 possible',
      24,
    ],
    ['too large an index', oneFunction(0x20, [0xff, 0xff, 0xff, 0xff, 0x7f], 0x0b), MALFORMED.leb128TooLarge, 28],
  ])('%s', (_, encoded, reason, offset) => {
    expect(failure(encoded)).toEqual({ reason, offset });
  });

  it.each<[string, Piece, string, number]>([
    ['a catch outside of try', [0x02, 0x40, 0x07, 0, 0x0b, 0x0b], MALFORMED.endExpected, 25],
    ['a catch after catch_all', [0x06, 0x40, 0x19, 0x07, 0, 0x0b, 0x0b], MALFORMED.endExpected, 26],
    ['delegate without try', [0x02, 0x40, 0x18, 0, 0x0b], MALFORMED.endExpected, 25],
    ['an exact exact type', [0xd0, 0x62, 0x62, 0, 0x0b], MALFORMED.heapType, 25],
    ['atomic.fence without zero', [0xfe, 0x03, 1, 0x0b], MALFORMED.zeroByte, 25],
  ])('%s', (_, body, reason, offset) => {
    expect(failure(oneFunction(body), { features: ALL_FEATURES })).toEqual({ reason, offset });
  });

  it.each([
    ['2^32 locals', [2, [0xff, 0xff, 0xff, 0xff, 0x0f], 0x7f, 1, 0x7f], MALFORMED.tooManyLocals],
    [
      'more locals than supported',
      [1, leb(50_001), 0x7f],
      'implementation limit: 50001 locals, at most 50000 supported',
    ],
  ])('%s', (_, locals, reason) => {
    const encoded = binary(EMPTY_TYPE, section('function', 1, 0), section('code', 1, sized(locals, 0x0b)));
    expect(failure(encoded)).toEqual({ reason, offset: 22 });
  });

  it.each<[string, Uint8Array, string, number]>([
    [
      'parameters',
      binary(section('type', 1, 0x60, leb(1001), new Uint8Array(1001).fill(0x7f), 0)),
      '1001 parameters',
      LIMITS.functionParams,
    ],
    [
      'fields',
      binary(section('type', 1, 0x5f, leb(10_001), new Uint8Array(20_002).fill(0x7f))),
      '10001 fields',
      LIMITS.structFields,
    ],
    ['memories', binary(section('memory', 101, new Uint8Array(202))), '101 memories', LIMITS.memories],
  ])('an implementation limit: %s', (_, encoded, what, limit) => {
    expect(failure(encoded).reason).toBe(`implementation limit: ${what}, at most ${limit} supported`);
  });

  it('say where', () => {
    expect(() => decodeModule(oneFunction(0xff))).toThrow(new DecodeError('illegal opcode ff', 0x17));
    expect(() => decodeModule(oneFunction(0xff))).toThrow('illegal opcode ff (at offset 0x17)');
  });

  it('in bodies are left to the first use where bodies are lazy', () => {
    const module = decodeModule(oneFunction(0xff, 0x0b), { bodies: 'lazy' });
    expect(() => module.funcs[0]?.body()).toThrow('illegal opcode ff (at offset 0x17)');
    expect(() => module.funcs[0]?.body()).toThrow('illegal opcode ff (at offset 0x17)');
  });
});

describe('features', () => {
  it.each<[Feature, Uint8Array, string]>([
    ['simd', binary(section('type', 1, 0x60, 1, 0x7b, 0)), MALFORMED.valueType],
    ['gc', binary(section('type', 1, 0x5f, 0)), MALFORMED.definitionType],
    ['gc', binary(section('type', 1, 0x4e, 0)), MALFORMED.definitionType],
    ['gc', binary(section('type', 1, 0x60, 1, 0x6e, 0)), MALFORMED.valueType],
    ['reference-types', binary(section('type', 1, 0x60, 1, 0x6f, 0)), MALFORMED.valueType],
    ['function-references', binary(section('type', 1, 0x60, 1, 0x64, 0x70, 0)), MALFORMED.valueType],
    [
      'function-references',
      binary(section('table', 1, 0x40, 0, 0x70, 0, 0, 0xd0, 0x70, 0x0b)),
      MALFORMED.referenceType,
    ],
    ['custom-descriptors', binary(section('type', 1, 0x4d, 0, 0x5f, 0)), MALFORMED.definitionType],
    ['custom-descriptors', binary(section('import', 1, 0, 0, 0x20, 0)), MALFORMED.importKind],
    ['memory64', binary(section('memory', 1, 4, 0)), MALFORMED.limits],
    ['memory64', binary(section('memory', 1, 0, [0x80, 0x80, 0x80, 0x80, 0x10])), MALFORMED.leb128TooLarge],
    ['threads', binary(section('memory', 1, 3, 0, 1)), MALFORMED.limits],
    ['custom-page-sizes', binary(section('memory', 1, 8, 0, 0)), MALFORMED.limits],
    ['bulk-memory', binary(section('data', 1, 1, 0)), MALFORMED.segmentFlags],
    ['bulk-memory', binary(section('element', 1, 1, 0, 0)), MALFORMED.segmentFlags],
    ['bulk-memory', binary(section('datacount', 0)), MALFORMED.sectionId],
    ['multi-value', oneFunction(0x02, 0, 0x0b, 0x0b), MALFORMED.valueType],
    ['multi-memory', oneFunction(0x3f, 1, 0x0b), MALFORMED.zeroByte],
    ['multi-memory', oneFunction(0x28, 0x40, 1, 0, 0x0b), MALFORMED.memop],
    ['reference-types', oneFunction(0x11, 0, 1, 0x0b), MALFORMED.zeroByte],
    ['memory64', oneFunction(0x28, 0, [0x80, 0x80, 0x80, 0x80, 0x10], 0x0b), MALFORMED.leb128TooLarge],
  ])('without %s: %#', (feature, encoded, reason) => {
    expect(decodeModule(encoded, { features: ALL_FEATURES })).toBeDefined();
    expect(failure(encoded, { features: withFeatures(ALL_FEATURES, [], [feature]) }).reason).toBe(reason);
  });

  it('tags need either form of exceptions', () => {
    const encoded = binary(section('tag', 1, 0, 0));
    const without = withFeatures(DEFAULT_FEATURES, [], ['exceptions']);
    expect(failure(encoded, { features: without }).reason).toBe(MALFORMED.sectionId);
    expect(decodeModule(encoded, { features: withFeatures(without, ['legacy-exceptions']) }).tags.length).toBe(1);
  });

  it('of WebAssembly 1.0: tables of functions', () => {
    const encoded = binary(section('table', 1, 0x70, 0, 1), section('element', 1, 0, 0x41, 0, 0x0b, 0));
    expect(decodeModule(encoded, { features: WASM_EDITIONS['1.0'] }).elements.length).toBe(1);
  });
});
