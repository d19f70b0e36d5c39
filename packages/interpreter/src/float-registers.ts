import { isLittleEndian } from '@softwasm/numerics';

/** Registers as floats, by number. */
export interface FloatRegisters {
  [index: number]: number;
}

/** What typed arrays do, little-endian on every host, and slowly. */
function overView(
  buffer: ArrayBufferLike,
  read: (view: DataView, index: number) => number,
  write: (view: DataView, index: number, value: number) => void,
): FloatRegisters {
  const view = new DataView(buffer);
  return new Proxy<FloatRegisters>([], {
    get: (_, index) => read(view, Number(index)),
    set: (_, index, value: number) => {
      write(view, Number(index), value);
      return true;
    },
  });
}

/** A buffer's words as f32. SES compartments have no typed arrays of floats. */
export function singlesOf(buffer: ArrayBufferLike): FloatRegisters {
  if (isLittleEndian && typeof Float32Array !== 'undefined') return new Float32Array(buffer);
  return overView(
    buffer,
    (view, index) => view.getFloat32(4 * index, true),
    (view, index, value) => view.setFloat32(4 * index, value, true),
  );
}

/** A buffer's pairs of words as f64. */
export function doublesOf(buffer: ArrayBufferLike): FloatRegisters {
  if (isLittleEndian && typeof Float64Array !== 'undefined') return new Float64Array(buffer);
  return overView(
    buffer,
    (view, index) => view.getFloat64(8 * index, true),
    (view, index, value) => view.setFloat64(8 * index, value, true),
  );
}
