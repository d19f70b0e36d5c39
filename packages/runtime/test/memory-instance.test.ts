import { ResourceError } from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import {
  address64,
  DataInstance,
  detectHost,
  type Host,
  MemoryInstance,
  memoryCopy,
  memoryFill,
  memoryInit,
  Store,
} from '../src/index.ts';
import { memoryType } from './modules.ts';

const store = new Store();

describe('growing', () => {
  it('keeps the bytes, adds zeros, and detaches the old buffer', () => {
    const memory = new MemoryInstance(store, memoryType(1, 3));
    const { buffer, view } = memory;
    view.setInt32(65532, 0x12345678, true);
    expect(memory.grow(2)).toBe(1);
    expect(buffer.byteLength).toBe(0);
    expect(memory.buffer).not.toBe(buffer);
    expect(memory.view.byteLength).toBe(3 * 65536);
    expect(memory.bytes.length).toBe(3 * 65536);
    expect(memory.view.getInt32(65532, true)).toBe(0x12345678);
    expect(memory.view.getInt32(65536, true)).toBe(0);
    expect(() => memory.view.getInt8(3 * 65536)).toThrow(RangeError);
  });

  it('by nothing gives a new buffer with the same bytes', () => {
    const memory = new MemoryInstance(store, memoryType(1));
    const { buffer } = memory;
    memory.bytes[7] = 9;
    expect(memory.grow(0)).toBe(1);
    expect(buffer.byteLength).toBe(0);
    expect(memory.buffer.byteLength).toBe(65536);
    expect(memory.bytes[7]).toBe(9);
  });

  describe('again and again', () => {
    const PAGE = 65536;

    /** A memory whose host notes the lengths of new buffers, and has none longer than `most`. */
    function noting(max: number | undefined, most = 2 ** 40): { memory: MemoryInstance; lengths: number[] } {
      const lengths: number[] = [];
      const resize = (buffer: ArrayBuffer, byteLength: number): ArrayBuffer => {
        if (byteLength > most) throw new RangeError('no room');
        lengths.push(byteLength);
        const copy = copyTo(buffer, byteLength);
        structuredClone(buffer, { transfer: [buffer] });
        return copy;
      };
      return { memory: new MemoryInstance(new Store({ resize }), memoryType(1, max)), lengths };
    }

    it('copies a few times while nobody looks', () => {
      const { memory, lengths } = noting(200);
      memory.bytes[9] = 7;
      for (let pages = 1; pages < 100; pages++) {
        expect(memory.grow(1)).toBe(pages);
        expect(memory.view.byteLength).toBe((pages + 1) * PAGE);
        expect(memory.bytes.length).toBe((pages + 1) * PAGE);
        memory.view.setUint8((pages + 1) * PAGE - 1, pages);
        expect(() => memory.view.getInt8((pages + 1) * PAGE)).toThrow(RangeError);
      }
      expect(lengths.length).toBeLessThan(15);
      const { buffer } = memory;
      expect(buffer.byteLength).toBe(100 * PAGE);
      expect(memory.buffer).toBe(buffer);
      const bytes = new Uint8Array(buffer as ArrayBuffer);
      expect([bytes[9], bytes[2 * PAGE - 1], bytes[100 * PAGE - 1]]).toEqual([7, 1, 99]);
      memory.view.setUint8(0, 3);
      expect(bytes[0]).toBe(3);
    });

    it('makes buffers of the very length while somebody looks, and detaches each', () => {
      const { memory, lengths } = noting(200);
      for (let pages = 2; pages < 20; pages++) {
        const { buffer } = memory;
        memory.grow(1);
        expect(buffer.byteLength).toBe(0);
        expect(memory.buffer.byteLength).toBe(pages * PAGE);
      }
      expect(lengths).toEqual(Array.from({ length: 18 }, (_, i) => (i + 2) * PAGE));
    });

    it('takes no more than the maximum, and what the host has', () => {
      const bounded = noting(5);
      for (let pages = 1; pages < 5; pages++) bounded.memory.grow(1);
      expect(bounded.memory.grow(1)).toBe(-1);
      expect(Math.max(...bounded.lengths)).toBe(5 * PAGE);
      const scarce = noting(undefined, 10 * PAGE);
      for (let pages = 1; pages < 10; pages++) expect(scarce.memory.grow(1)).toBe(pages);
      expect(scarce.memory.grow(1)).toBe(-1);
      expect(scarce.memory.buffer.byteLength).toBe(10 * PAGE);
    });

    it('tells whoever keeps views that a look replaced them', () => {
      const { memory } = noting(undefined);
      memory.grow(1);
      memory.grow(1);
      let told = 0;
      memory.onRebind(() => void told++);
      expect(memory.buffer.byteLength).toBe(3 * PAGE);
      expect(told).toBe(1);
      expect(memory.view.buffer).toBe(memory.buffer);
      expect(told).toBe(1);
    });
  });

  it('does without a transfer that always fails, as the one of SES may', () => {
    const own = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'transfer');
    const transfer = (): never => {
      throw new TypeError('the platform lacks it');
    };
    Object.defineProperty(ArrayBuffer.prototype, 'transfer', { value: transfer, configurable: true });
    try {
      const memory = new MemoryInstance(new Store(), memoryType(1, 2));
      expect(memory.grow(1)).toBe(1);
      expect(memory.byteLength).toBe(2 * 65536);
    } finally {
      if (own === undefined) Reflect.deleteProperty(ArrayBuffer.prototype, 'transfer');
      else Object.defineProperty(ArrayBuffer.prototype, 'transfer', own);
    }
  });

  it('stops at the maximum and at what addresses reach', () => {
    const memory = new MemoryInstance(store, memoryType(1, 2));
    expect(memory.grow(2)).toBe(-1);
    expect(memory.grow(0xffffffff)).toBe(-1);
    expect(memory.grow(Number.POSITIVE_INFINITY)).toBe(-1);
    expect(memory.pages).toBe(1);
    expect(memory.grow(1)).toBe(1);
    expect(memory.grow(1)).toBe(-1);
    expect(new MemoryInstance(store, memoryType(0)).grow(65537)).toBe(-1);
    expect(new MemoryInstance(store, memoryType(0, 0)).grow(0)).toBe(0);
  });

  it('gives -1 when the host has no more, and changes nothing', () => {
    const memory = new MemoryInstance(store, memoryType(1, undefined, { addressType: 'i64' }));
    const { buffer } = memory;
    expect(memory.grow(2 ** 36)).toBe(-1);
    expect(memory.buffer).toBe(buffer);
    expect(buffer.byteLength).toBe(65536);
  });

  it('tells its listeners', () => {
    const memory = new MemoryInstance(store, memoryType(1, 4));
    const sizes: number[] = [];
    const stop = memory.onRebind(() => sizes.push(memory.view.byteLength / 65536));
    memory.grow(1);
    memory.grow(9);
    memory.grow(0);
    stop();
    memory.grow(1);
    expect(sizes).toEqual([2, 2]);
  });

  it.each([
    ['transfer', { move: (b) => b.slice(0), resize: copyTo }],
    ['neither', {}],
    ['only move', { move: (b) => structuredClone(b, { transfer: [b] }) }],
  ] as [string, Host][])('works on hosts that have %s', (_, host) => {
    const memory = new MemoryInstance(new Store(host), memoryType(1));
    memory.bytes.fill(5);
    expect(memory.grow(1)).toBe(1);
    expect(memory.grow(0)).toBe(2);
    expect(memory.bytes.slice(65534, 65538)).toEqual(Uint8Array.of(5, 5, 0, 0));
    expect(memory.buffer.byteLength).toBe(2 * 65536);
  });

  it('knows pages of other sizes', () => {
    const memory = new MemoryInstance(store, memoryType(3, undefined, { pageSizeLog2: 0 }));
    expect(memory.view.byteLength).toBe(3);
    expect(memory.grow(4)).toBe(3);
    expect(memory.view.byteLength).toBe(7);
    expect(memory.limit).toBe(2 ** 32);
  });
});

function copyTo(buffer: ArrayBuffer, byteLength: number): ArrayBuffer {
  const copy = new ArrayBuffer(byteLength);
  new Uint8Array(copy).set(new Uint8Array(buffer, 0, Math.min(byteLength, buffer.byteLength)));
  return copy;
}

it('cannot begin larger than the host allows', () => {
  expect(() => new MemoryInstance(store, memoryType(2 ** 40, undefined, { addressType: 'i64' }))).toThrow(
    ResourceError,
  );
  expect(() => new MemoryInstance(store, memoryType(2 ** 47, undefined, { addressType: 'i64' }))).toThrow(
    /^out of memory/,
  );
});

it('shares a buffer that has room for its maximum', () => {
  const memory = new MemoryInstance(store, memoryType(1, 3, { shared: true }));
  const { buffer } = memory;
  expect(buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(memory.view.byteLength).toBe(65536);
  expect(() => memory.view.getInt8(65536)).toThrow(RangeError);
  expect(memory.grow(2)).toBe(1);
  expect(memory.grow(1)).toBe(-1);
  expect(memory.buffer).toBe(buffer);
  expect(memory.view.byteLength).toBe(3 * 65536);
});

it('finds a way to detach buffers on this host', () => {
  const { move } = detectHost();
  const buffer = new ArrayBuffer(8);
  const moved = (move as NonNullable<typeof move>)(buffer);
  expect([buffer.byteLength, moved.byteLength]).toEqual([0, 8]);
});

describe('bulk operations', () => {
  const out = 'out of bounds memory access';

  function filled(): MemoryInstance {
    const memory = new MemoryInstance(store, memoryType(1));
    memory.bytes.forEach((_, i) => {
      memory.bytes[i] = i;
    });
    return memory;
  }

  it('fill', () => {
    const memory = filled();
    memoryFill(memory, 65534, 0x1ff, 2);
    memoryFill(memory, 65536, 1, 0);
    expect(memory.bytes.slice(65533)).toEqual(Uint8Array.of(253, 255, 255));
    expect(() => memoryFill(memory, 65535, 1, 2)).toThrow(out);
    expect(() => memoryFill(memory, 65537, 1, 0)).toThrow(out);
    expect(() => memoryFill(memory, 0, 1, 0xffffffff)).toThrow(out);
    expect(memory.bytes[65535]).toBe(255);
  });

  it('copy within a memory and between two', () => {
    const memory = filled();
    const other = new MemoryInstance(store, memoryType(2));
    memoryCopy(memory, 2, memory, 0, 4);
    expect(memory.bytes.slice(0, 7)).toEqual(Uint8Array.of(0, 1, 0, 1, 2, 3, 6));
    memoryCopy(other, 65536, memory, 1, 3);
    expect(other.bytes.slice(65535, 65540)).toEqual(Uint8Array.of(0, 1, 0, 1, 0));
    memoryCopy(other, 131072, memory, 65536, 0);
    expect(() => memoryCopy(other, 131072, memory, 0, 1)).toThrow(out);
    expect(() => memoryCopy(memory, 0, other, 131071, 2)).toThrow(out);
    expect(() => memoryCopy(memory, address64(-1, -1), memory, address64(-1, -1), address64(2, 0))).toThrow(out);
  });

  it('init from a segment until it is dropped', () => {
    const memory = filled();
    const data = new DataInstance({ init: Uint8Array.of(7, 8, 9), mode: { kind: 'passive' }, offset: 0 });
    memoryInit(memory, 1, data, 1, 2);
    expect(memory.bytes.slice(0, 4)).toEqual(Uint8Array.of(0, 8, 9, 3));
    expect(() => memoryInit(memory, 0, data, 2, 2)).toThrow(out);
    expect(() => memoryInit(memory, 65535, data, 0, 2)).toThrow(out);
    expect(memory.bytes[65535]).toBe(255);
    data.drop();
    memoryInit(memory, 65536, data, 0, 0);
    expect(() => memoryInit(memory, 0, data, 0, 1)).toThrow(out);
  });
});
