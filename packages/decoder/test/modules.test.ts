import {
  ALL_FEATURES,
  ANYREF,
  abstractHeapType,
  concreteHeapType,
  type DataSegment,
  type ElementSegment,
  EXTERNREF,
  type Expr,
  exprOf,
  F32,
  FUNCREF,
  I8,
  I32,
  I64,
  type InstructionName,
  type Module,
  refType,
  V128,
} from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { decodeModule } from '../src/index.ts';
import { binary, bytes, EMPTY_TYPE, type Piece, section, sized } from './binary.ts';

const decode = (...sections: readonly Piece[]): Module => decodeModule(binary(...sections), { features: ALL_FEATURES });
/** One instruction and `end`, at successive offsets. */
const constant = (offset: number, name: InstructionName, size: number, ...slots: readonly number[]): Expr => {
  const { code } = exprOf(offset, [name, ...slots]);
  code[code.length - 1] = offset + size;
  return { code };
};
const FUNC = refType(false, abstractHeapType('func'));
/** A segment as plain data: parts of it are made when they are asked for. */
function plain<S extends DataSegment | ElementSegment>({ mode, ...segment }: S): object {
  return { ...segment, mode: mode.kind === 'active' ? { ...mode, at: { code: mode.at.code } } : mode };
}

describe('sections', () => {
  it('may all be absent', () => {
    expect(decode()).toEqual({
      recTypes: [],
      types: [],
      imports: [],
      funcs: [],
      tables: [],
      memories: [],
      globals: [],
      tags: [],
      exports: [],
      elements: [],
      datas: [],
      customs: [],
    });
  });

  it('type: functions, structures, arrays, subtypes, recursion, descriptors', () => {
    const { recTypes, types } = decode(
      section('type', [
        5,
        [0x60, 2, 0x7f, 0x6f, 1, 0x7b],
        [0x5f, 2, 0x78, 1, 0x63, 0x00, 0],
        [0x50, 0, 0x5e, 0x6e, 0],
        [0x4e, 2, [0x4f, 1, 2, 0x5e, 0x64, 0x6e, 0], [0x60, 0, 1, 0x64, 0x62, 3]],
        [0x4e, 2, [0x4d, 6, 0x5f, 0], [0x4c, 5, 0x5f, 0]],
      ]),
    );
    const group = { final: true, supertypes: [] };
    expect(types).toEqual([
      { ...group, composite: { kind: 'func', params: [I32, EXTERNREF], results: [V128] } },
      {
        ...group,
        composite: {
          kind: 'struct',
          fields: [
            { type: I8, mutable: true },
            { type: refType(true, 0), mutable: false },
          ],
        },
      },
      { final: false, supertypes: [], composite: { kind: 'array', field: { type: ANYREF, mutable: false } } },
      {
        final: true,
        supertypes: [2],
        composite: { kind: 'array', field: { type: refType(false, abstractHeapType('any')), mutable: false } },
      },
      { ...group, composite: { kind: 'func', params: [], results: [refType(false, concreteHeapType(3, true))] } },
      { ...group, composite: { kind: 'struct', fields: [] }, descriptor: 6 },
      { ...group, composite: { kind: 'struct', fields: [] }, describes: 5 },
    ]);
    expect(recTypes.map(({ subtypes, explicit, offset }) => [subtypes.length, explicit, offset])).toEqual([
      [1, false, 11],
      [1, false, 17],
      [1, false, 24],
      [2, true, 29],
      [2, true, 44],
    ]);
    expect(recTypes.flatMap(({ subtypes }) => subtypes)).toEqual(types);
  });

  it('import: every kind', () => {
    const { imports } = decode(
      section('import', [
        7,
        [sized('m'), sized('f'), 0, 3],
        [sized('m'), sized('é'), 0x20, 3],
        [sized(), sized(), 1, 0x70, 1, 2, 3],
        [sized(), sized(), 2, 4, 1],
        [sized(), sized(), 2, 0x0b, 1, 0x80, 2, 0],
        [sized(), sized(), 3, 0x7e, 1],
        [sized(), sized(), 4, 0, 5],
      ]),
    );
    expect(imports).toEqual([
      { module: 'm', name: 'f', offset: 11, type: { kind: 'func', type: 3, exact: false } },
      { module: 'm', name: 'é', offset: 17, type: { kind: 'func', type: 3, exact: true } },
      {
        module: '',
        name: '',
        offset: 24,
        type: { kind: 'table', type: { addressType: 'i32', element: FUNCREF, limits: { min: 2, max: 3 } } },
      },
      {
        module: '',
        name: '',
        offset: 31,
        type: { kind: 'memory', type: { addressType: 'i64', limits: { min: 1 }, shared: false, pageSizeLog2: 16 } },
      },
      {
        module: '',
        name: '',
        offset: 36,
        type: {
          kind: 'memory',
          type: { addressType: 'i32', limits: { min: 1, max: 256 }, shared: true, pageSizeLog2: 0 },
        },
      },
      { module: '', name: '', offset: 44, type: { kind: 'global', type: { type: I64, mutable: true } } },
      { module: '', name: '', offset: 49, type: { kind: 'tag', type: { type: 5 } } },
    ]);
  });

  it('table, memory, tag, global, export, start', () => {
    const module = decode(
      section('table', 2, [0x6f, 0, 7], [0x40, 0, 0x64, 0x70, 4, 1, 0xd2, 0, 0x0b]),
      section('memory', 1, 4, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]),
      section('tag', 1, 0, 2),
      section('global', 1, 0x7d, 1, 0x43, 0, 0, 0xa0, 0x7f, 0x0b),
      section('export', 2, [sized('g'), 3, 0], [sized('t'), 4, 0x80, 0x01]),
      section('start', 9),
    );
    expect(module.tables).toEqual([
      { type: { addressType: 'i32', element: EXTERNREF, limits: { min: 7 } }, offset: 11 },
      {
        type: { addressType: 'i64', element: FUNC, limits: { min: 1 } },
        init: constant(20, 'ref.func', 2, 0),
        offset: 14,
      },
    ]);
    expect(module.memories).toEqual([
      { type: { addressType: 'i64', limits: { min: 2n ** 64n - 1n }, shared: false, pageSizeLog2: 16 }, offset: 26 },
    ]);
    expect(module.tags).toEqual([{ type: { type: 2 }, offset: 40 }]);
    expect(module.globals).toEqual([
      { type: { type: F32, mutable: true }, init: constant(47, 'f32.const', 5, 0x7fa00000), offset: 45 },
    ]);
    expect(module.exports).toEqual([
      { name: 'g', kind: 'global', index: 0, offset: 56 },
      { name: 't', kind: 'tag', index: 128, offset: 60 },
    ]);
    expect(module.start).toEqual({ func: 9, offset: 67 });
  });

  it('element: all eight forms', () => {
    const at = [0x41, 5, 0x0b];
    const nulls = [1, 0xd0, 0x70, 0x0b];
    const { elements } = decode(
      section(
        'element',
        8,
        [0, at, 2, 1, 2],
        [1, 0, 1, 3],
        [2, 6, at, 0, 0],
        [3, 0, 1, 4],
        [4, at, nulls],
        [5, 0x70, nulls],
        [6, 7, at, 0x6f, 0],
        [7, 0x64, 0x70, 0],
      ),
    );
    const active = (index: number, offset: number): object => ({
      kind: 'active',
      index,
      at: constant(offset, 'i32.const', 2, 5),
    });
    const funcs = (...list: readonly number[]): object => ({ kind: 'funcs', funcs: Uint32Array.from(list) });
    const nullAt = (offset: number): object => ({
      kind: 'exprs',
      exprs: [constant(offset, 'ref.null', 2, abstractHeapType('func'))],
    });
    expect(elements.map(plain)).toEqual([
      { type: FUNC, init: funcs(1, 2), mode: active(0, 12), offset: 11 },
      { type: FUNC, init: funcs(3), mode: { kind: 'passive' }, offset: 18 },
      { type: FUNC, init: funcs(), mode: active(6, 24), offset: 22 },
      { type: FUNC, init: funcs(4), mode: { kind: 'declarative' }, offset: 29 },
      { type: FUNCREF, init: nullAt(38), mode: active(0, 34), offset: 33 },
      { type: FUNCREF, init: nullAt(44), mode: { kind: 'passive' }, offset: 41 },
      { type: EXTERNREF, init: { kind: 'exprs', exprs: [] }, mode: active(7, 49), offset: 47 },
      { type: FUNC, init: { kind: 'exprs', exprs: [] }, mode: { kind: 'declarative' }, offset: 54 },
    ]);
  });

  it('data: active, passive, of another memory', () => {
    const { datas, dataCount } = decode(
      section('datacount', 3),
      section('data', 3, [0, 0x41, 1, 0x0b, sized('ab')], [1, sized()], [2, 3, 0x42, 1, 0x0b, sized('c')]),
    );
    expect(dataCount).toBe(3);
    expect(datas.map(({ init, mode, offset }) => plain({ init, mode, offset }))).toEqual([
      { init: bytes('ab'), mode: { kind: 'active', index: 0, at: constant(15, 'i32.const', 2, 1) }, offset: 14 },
      { init: bytes(), mode: { kind: 'passive' }, offset: 21 },
      { init: bytes('c'), mode: { kind: 'active', index: 3, at: constant(25, 'i64.const', 2, 1, 0) }, offset: 23 },
    ]);
  });

  it('data: at a sum, which begins as a single integer does', () => {
    const { datas } = decode(section('data', 1, [0, 0x41, 0x80, 0x01, 0x41, 2, 0x6a, 0x0b, sized('a')]));
    const { code } = exprOf(0, ['i32.const', 128], ['i32.const', 2], ['i32.add']);
    [12, 15, 17, 18].forEach((offset, i) => {
      code[[1, 4, 7, 9][i] as number] = offset;
    });
    expect(datas[0]?.mode).toEqual({ kind: 'active', index: 0, at: { code } });
  });

  it('code: functions with locals', () => {
    const { funcs } = decode(
      EMPTY_TYPE,
      section('function', 2, 0, 0),
      section('code', 2, sized(0, 0x0b), sized(3, [2, 0x7f], [0, 0x7b], [0x80, 1, 0x64, 0x70], 0x00, 0x0b)),
    );
    expect(funcs.map(({ type, offset, size }) => [type, offset, size])).toEqual([
      [0, 23, 2],
      [0, 26, 11],
    ]);
    expect(funcs[0]?.body()).toEqual({ locals: [], expr: exprOf(24) });
    expect(funcs[1]?.body()).toEqual({
      locals: [
        { count: 2, type: I32 },
        { count: 0, type: V128 },
        { count: 128, type: FUNC },
      ],
      expr: constant(35, 'unreachable', 1),
    });
  });

  it('custom: anywhere, with the section that they follow', () => {
    const { customs } = decode(
      section('custom', sized('a'), 1, 2),
      section('custom', sized('a')),
      EMPTY_TYPE,
      section('custom', sized('b'), 'text'),
      section('memory', 1, 0, 1),
      section('custom', sized('\ufeffé')),
    );
    expect(customs).toEqual([
      { name: 'a', bytes: bytes(1, 2), offset: 12 },
      { name: 'a', bytes: bytes(), offset: 18 },
      { name: 'b', bytes: bytes('text'), offset: 28, after: 'type' },
      { name: '\ufeffé', bytes: bytes(), offset: 45, after: 'memory' },
    ]);
  });
});

describe('type indices beyond what any module has', () => {
  it('stay type indices, for the validator to find unknown', () => {
    const { globals, types } = decode(
      section('type', 1, 0x5e, 0x63, [0xff, 0xff, 0xff, 0xff, 0x0f], 0),
      section('global', 1, 0x63, [0xff, 0xff, 0xff, 0xff, 0x0f], 0, 0xd0, 0x70, 0x0b),
    );
    const type = refType(true, concreteHeapType(2 ** 26 - 1));
    expect(globals[0]?.type.type).toBe(type);
    expect(types[0]?.composite).toEqual({ kind: 'array', field: { type, mutable: false } });
  });
});
