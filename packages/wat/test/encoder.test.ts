import { decodeModule, decodeNameSection } from '@softwasm/decoder';
import {
  ALL_FEATURES,
  abstractHeapType,
  type DataSegment,
  type ElementSegment,
  EMPTY_MODULE,
  EXTERNREF,
  type Expr,
  exprOf,
  FUNCREF,
  type InstructionName,
  IntegerExpr,
  instructionSlots,
  type Module,
  type NameSection,
  NO_NAMES,
  refType,
} from '@softwasm/syntax';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzModule } from '../../../test-support/fuzz-module.ts';
import { encodeModule, encodeNameSection } from '../src/index.ts';

const decode = (bytes: Uint8Array): Module => decodeModule(bytes, { features: ALL_FEATURES });

/** A module as plain data, without byte offsets. */
function plain(value: unknown): unknown {
  if (value instanceof Int32Array) {
    const code = value.slice();
    for (let at = 0; at < code.length; at += instructionSlots(code, at)) code[at + 1] = 0;
    return code;
  }
  if (value instanceof IntegerExpr) return plain({ code: value.code });
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map(plain);
  if ('body' in value && typeof value.body === 'function') {
    return { type: (value as { type?: unknown }).type, body: plain(value.body()) };
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'offset')
      .map(([key, inner]) => [key, plain(inner)]),
  );
}

const FUNC = refType(false, abstractHeapType('func'));
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');

/** A module with this one function body, of an unnamed type. */
function withBody(...instructions: readonly (readonly [InstructionName, ...number[]])[]): Module {
  const expr = exprOf(0, ...instructions);
  return { ...EMPTY_MODULE, funcs: [{ type: 0, offset: 0, size: 0, body: () => ({ locals: [], expr }) }] };
}

function expressionBytes(...instructions: readonly (readonly [InstructionName, ...number[]])[]): string {
  // Header, function section, and of the code section its header, count, size and locals; then the instructions, and `end`.
  return hex(encodeModule(withBody(...instructions)).slice(8 + 4 + 5, -1));
}

describe('encodeModule', () => {
  it.each([31, 32, 33, 34])('makes the bytes again that binaryen made: all features, seed %i', (seed) => {
    const bytes = fuzzModule(seed, 3000 * (seed - 30));
    const encoded = encodeModule(decode(bytes));
    expect(Buffer.compare(encoded, bytes)).toBe(0);
  });

  it('makes the bytes again that binaryen made: WebAssembly 1.0', () => {
    const bytes = fuzzModule(41, 10_000, 'mvp');
    expect(Buffer.compare(encodeModule(decode(bytes)), bytes)).toBe(0);
  });

  it('makes an equal module, and a shorter one, of integers longer than they need be', () => {
    const long = Uint8Array.from([
      ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...[1, 0x87, 0x00, 1, 0x60, 0x81, 0x80, 0x00, 0x7f, 0],
      ...[3, 2, 1, 0],
      ...[10, 0x8e, 0x80, 0x80, 0x00, 1, 12, 0x81, 0x00, 0x82, 0x00, 0x7f, 0x41, 0xff, 0x7f, 0x21, 0x81, 0x00, 0x0b],
    ]);
    const module = decode(long);
    const encoded = encodeModule(module);
    expect(plain(decode(encoded))).toEqual(plain(module));
    expect(encoded.length).toBe(long.length - 10);
  });

  it('writes nothing for nothing', () => {
    expect(hex(encodeModule(EMPTY_MODULE))).toBe('00 61 73 6d 01 00 00 00');
  });

  it('keeps custom sections in their places', () => {
    const module: Module = {
      ...EMPTY_MODULE,
      memories: [{ type: { addressType: 'i32', limits: { min: 1 }, shared: false, pageSizeLog2: 16 }, offset: 0 }],
      customs: [
        { name: 'last', bytes: Uint8Array.of(1), after: 'data', offset: 0 },
        { name: 'first', bytes: Uint8Array.of(2, 3), offset: 0 },
        { name: 'é', bytes: new Uint8Array(0), after: 'type', offset: 0 },
        { name: 'after memory', bytes: new Uint8Array(200), after: 'memory', offset: 0 },
      ],
    };
    const { customs } = decode(encodeModule(module));
    expect(customs.map(({ name, after, bytes }) => [name, after, bytes.length])).toEqual([
      ['first', undefined, 2],
      // There is no type section to follow.
      ['é', undefined, 0],
      ['after memory', 'memory', 200],
      ['last', 'memory', 1],
    ]);
  });

  it('writes a data count section where an instruction or the module wants it', () => {
    const data: DataSegment = { init: Uint8Array.of(7), mode: { kind: 'passive' }, offset: 0 };
    expect(decode(encodeModule({ ...EMPTY_MODULE, datas: [data] })).dataCount).toBeUndefined();
    expect(decode(encodeModule({ ...EMPTY_MODULE, datas: [data], dataCount: 1 })).dataCount).toBe(1);
    const types = decode(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0));
    for (const instruction of [
      ['data.drop', 0],
      ['memory.init', 0, 0],
      ['array.new_data', 0, 0],
    ] as const) {
      const module = { ...withBody(instruction), datas: [data], recTypes: types.recTypes };
      expect(decode(encodeModule(module)).dataCount).toBe(1);
    }
  });
});

describe('element segments', () => {
  const at: Expr = exprOf(0, ['i32.const', 5]);
  const active = (index: number): ElementSegment['mode'] => ({ kind: 'active', index, at });
  const funcs = { kind: 'funcs', funcs: Uint32Array.of(1, 200) } as const;
  const exprs = { kind: 'exprs', exprs: [exprOf(0, ['ref.func', 1])] } as const;

  it.each<[string, Omit<ElementSegment, 'offset'>, string]>([
    ['0', { type: FUNC, init: funcs, mode: active(0) }, '00 41 05 0b 02 01 c8 01'],
    ['1', { type: FUNC, init: funcs, mode: { kind: 'passive' } }, '01 00 02 01 c8 01'],
    ['2', { type: FUNC, init: funcs, mode: active(3) }, '02 03 41 05 0b 00 02 01 c8 01'],
    ['3', { type: FUNC, init: funcs, mode: { kind: 'declarative' } }, '03 00 02 01 c8 01'],
    ['4', { type: FUNCREF, init: exprs, mode: active(0) }, '04 41 05 0b 01 d2 01 0b'],
    ['5', { type: FUNC, init: exprs, mode: { kind: 'passive' } }, '05 64 70 01 d2 01 0b'],
    ['6', { type: FUNC, init: exprs, mode: active(0) }, '06 00 41 05 0b 64 70 01 d2 01 0b'],
    ['6, of another table', { type: FUNCREF, init: exprs, mode: active(1) }, '06 01 41 05 0b 70 01 d2 01 0b'],
    ['7', { type: EXTERNREF, init: { kind: 'exprs', exprs: [] }, mode: { kind: 'declarative' } }, '07 6f 00'],
    [
      '5, for indices of a nullable type',
      { type: FUNCREF, init: funcs, mode: { kind: 'passive' } },
      '05 70 02 d2 01 0b d2 c8 01 0b',
    ],
  ])('have form %s', (_, segment, expected) => {
    const encoded = encodeModule({ ...EMPTY_MODULE, elements: [{ ...segment, offset: 0 }] });
    expect(hex(encoded.slice(11))).toBe(expected);
    if (segment.init.kind === 'exprs' || segment.type === FUNC) {
      expect(plain(decode(encoded).elements)).toEqual(plain([segment]));
    }
  });
});

describe('immediates', () => {
  it.each<[string, readonly [InstructionName, ...number[]]]>([
    ['41 3f', ['i32.const', 63]],
    ['41 c0 00', ['i32.const', 64]],
    ['41 40', ['i32.const', -64]],
    ['41 80 80 80 80 78', ['i32.const', -(2 ** 31)]],
    ['42 ff ff ff ff 0f', ['i64.const', -1, 0]],
    ['42 7f', ['i64.const', -1, -1]],
    ['42 80 80 80 80 80 80 80 80 80 7f', ['i64.const', 0, -(2 ** 31)]],
    ['20 ff ff ff ff 0f', ['local.get', -1]],
    ['28 02 80 01', ['i32.load', 2, 0, 128, 0]],
    ['28 42 01 00', ['i32.load', 2, 1, 0, 0]],
    ['29 00 ff ff ff ff ff ff ff ff ff 01', ['i64.load', 0, 0, -1, -1]],
    [
      'fb 18 02 00 6e 6c',
      ['br_on_cast', 0, refType(false, abstractHeapType('any')), refType(true, abstractHeapType('i31'))],
    ],
    ['fd 15 ff 01', ['i8x16.extract_lane_s', 255]],
    ['fd 81 02', ['i32x4.relaxed_trunc_f32x4_s']],
  ])('%s', (expected, instruction) => {
    expect(expressionBytes(instruction)).toBe(expected);
  });

  it('of 32 and 64 bits are what the decoder reads', () => {
    const word = fc.oneof(fc.integer(), fc.integer({ min: -200, max: 200 }));
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        const module = withBody(['i32.const', a], ['i64.const', b, c], ['i32.load', 0, 0, b, c], ['f64.const', a, b]);
        const types = decode(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0)).recTypes;
        const again = decode(encodeModule({ ...module, recTypes: types }));
        expect(plain(again.funcs)).toEqual(plain(module.funcs));
      }),
    );
  });
});

describe('encodeNameSection', () => {
  it('makes what the decoder reads, in order', () => {
    const names: NameSection = {
      ...NO_NAMES,
      module: 'Modül 😀',
      functions: new Map([
        [300, 'later'],
        [1, 'earlier'],
      ]),
      locals: new Map([[1, new Map([[0, 'x']])]]),
      labels: new Map([[1, new Map([[2, '']])]]),
      fields: new Map([[0, new Map([[0, 'field']])]]),
      tags: new Map([[0, 'θ']]),
    };
    const custom = { name: 'name', bytes: encodeNameSection(names), offset: 0 };
    const decoded = decodeNameSection(decode(encodeModule({ ...EMPTY_MODULE, customs: [custom] })), { strict: true });
    expect(decoded).toEqual(names);
    expect([...decoded.functions.keys()]).toEqual([1, 300]);
    expect(encodeNameSection(NO_NAMES).length).toBe(0);
  });

  it('encodes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (module) => {
        const size = new TextEncoder().encode(module).length;
        const bytes = encodeNameSection({ ...NO_NAMES, module });
        expect(Buffer.from(bytes.subarray(bytes.length - size)).toString('utf8')).toBe(module);
      }),
    );
  });
});
