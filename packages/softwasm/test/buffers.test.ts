import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import type { Memory } from '../src/api.ts';
import { WebAssembly } from '../src/index.ts';

const PAGE = 65536;

/** What ES2020 does not know of buffers. */
interface NewBuffer extends ArrayBuffer {
  readonly resizable: boolean;
  readonly maxByteLength: number;
  resize(length: unknown): void;
}

const resizable = (memory: Memory): NewBuffer => memory.toResizableBuffer() as NewBuffer;

describe('resizable buffers', () => {
  it('stay the same while the memory grows', () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 4 });
    const fixed = memory.buffer;
    expect(memory.toFixedLengthBuffer()).toBe(fixed);
    new Uint8Array(fixed)[7] = 9;
    const buffer = resizable(memory);
    expect([fixed.byteLength, buffer.resizable, buffer.maxByteLength]).toEqual([0, true, 4 * PAGE]);
    expect([memory.buffer, memory.toResizableBuffer()]).toEqual([buffer, buffer]);
    expect(memory.grow(1)).toBe(1);
    expect([memory.buffer === buffer, buffer.byteLength, new Uint8Array(buffer)[7]]).toEqual([true, 2 * PAGE, 9]);
    const back = memory.toFixedLengthBuffer() as NewBuffer;
    expect([back.resizable, back.byteLength, new Uint8Array(back)[7], buffer.byteLength]).toEqual([
      false,
      2 * PAGE,
      9,
      0,
    ]);
    expect(memory.buffer).toBe(back);
  });

  it('resize by whole pages, and grow the memory', () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 3 });
    const buffer = resizable(memory);
    buffer.resize(2 * PAGE);
    expect([memory.grow(0), memory.buffer === buffer]).toEqual([2, true]);
    for (const length of [PAGE, 0, 2 * PAGE + 1, 4 * PAGE, -1]) expect(() => buffer.resize(length)).toThrow(RangeError);
    expect([memory.grow(0), buffer.byteLength]).toEqual([2, 2 * PAGE]);
  });

  it('are what guests see', () => {
    const { exports } = new WebAssembly.Instance(
      new WebAssembly.Module(
        assemble(`(module (memory (export "m") 1 3)
          (func (export "get") (param i32) (result i32) (i32.load8_u (local.get 0)))
          (func (export "grow") (result i32) (memory.grow (i32.const 1))))`),
      ),
    );
    const buffer = resizable(exports.m);
    new Uint8Array(buffer)[3] = 5;
    expect([exports.get(3), exports.grow(), buffer.byteLength, exports.get(2 * PAGE - 1)]).toEqual([5, 1, 2 * PAGE, 0]);
    expect(() => exports.get(2 * PAGE)).toThrow(WebAssembly.RuntimeError);
    new Uint8Array(exports.m.toFixedLengthBuffer())[2 * PAGE - 1] = 6;
    expect(exports.get(2 * PAGE - 1)).toBe(6);
  });

  it('need a maximum', () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    expect(() => memory.toResizableBuffer()).toThrow(TypeError);
    expect(memory.toFixedLengthBuffer()).toBe(memory.buffer);
  });
});

it('shared buffers have the memory’s size, keep their bytes, and are frozen', () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
  const before = memory.buffer;
  expect(before).toBeInstanceOf(SharedArrayBuffer);
  expect([before.byteLength, Object.isFrozen(before)]).toEqual([PAGE, true]);
  new Uint8Array(before)[1] = 3;
  expect(memory.grow(2)).toBe(1);
  expect([memory.buffer.byteLength, new Uint8Array(memory.buffer)[1]]).toEqual([3 * PAGE, 3]);
  expect(() => memory.grow(2)).toThrow(RangeError);
});
