import { DecodeError } from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { decodeBranchHints, decodeModule } from '../src/index.ts';
import { binary, EMPTY_TYPE, type Piece, section, sized } from './binary.ts';

/** A module with one import, and a function with branches 4 and 9 bytes from its locals. */
function withHints(...hints: readonly Piece[]): Uint8Array {
  return binary(
    EMPTY_TYPE,
    section('import', 1, 0, 0, 0, 0),
    section('function', 1, 0),
    section('custom', sized('metadata.code.branch_hint'), hints),
    section('code', 1, sized(0, 0x01, 0x41, 0, 0x04, 0x40, 0x0b, 0x41, 0, 0x0d, 0, 0x0b)),
  );
}

describe('branch hints', () => {
  it('are found by the offsets of their instructions', () => {
    const module = decodeModule(withHints(1, 1, 2, [4, 1, 0], [9, 1, 1]));
    const offset = module.funcs[0]?.offset as number;
    const hints = decodeBranchHints(module, { strict: true });
    expect(hints).toEqual(
      new Map([
        [
          1,
          new Map([
            [offset + 4, false],
            [offset + 9, true],
          ]),
        ],
      ]),
    );
    const code = module.funcs[0]?.body().expr.code as Int32Array;
    for (const at of hints.get(1)?.keys() ?? []) expect(code).toContain(at);
  });

  it('need not be there', () => {
    expect(decodeBranchHints(decodeModule(binary()), { strict: true })).toEqual(new Map());
  });

  // The contents of the section stand at offset 53.
  it.each<[string, readonly Piece[], string, number]>([
    ['of an imported function', [1, 0, 0], 'branch hints of an unknown function', 54],
    ['of functions out of order', [2, [1, 0], [1, 0]], 'branch hints not in increasing order', 56],
    ['out of order', [1, 1, 2, [4, 1, 0], [4, 1, 0]], 'branch hints not in increasing order', 59],
    ['of another size', [1, 1, 1, [4, 2, 0, 0]], 'malformed branch hint', 57],
    ['of another value', [1, 1, 1, [4, 1, 2]], 'malformed branch hint', 58],
    ['with more after them', [0, 0], 'section size mismatch', 54],
    ['cut off', [1, 1, 1], 'unexpected end of section or function', 56],
  ])('are ignored where malformed: %s', (_, content, reason, offset) => {
    const module = decodeModule(withHints(...content));
    expect(decodeBranchHints(module)).toEqual(new Map());
    expect(() => decodeBranchHints(module, { strict: true })).toThrow(new DecodeError(reason, offset));
  });
});
