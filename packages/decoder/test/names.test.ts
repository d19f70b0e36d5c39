import { DecodeError, NO_NAMES } from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { decodeModule, decodeNameSection } from '../src/index.ts';
import { binary, type Piece, section, sized } from './binary.ts';

const withNames = (...subsections: readonly Piece[]): Uint8Array =>
  binary(section('custom', sized('other')), section('custom', sized('name'), subsections));
const subsection = (id: number, ...content: readonly Piece[]): Piece => [id, sized(...content)];

describe('the name section', () => {
  it('names everything', () => {
    const names = decodeNameSection(
      decodeModule(
        withNames(
          subsection(0, sized('module')),
          subsection(1, 2, [0, sized('f')], [7, sized('g')]),
          subsection(2, 1, [0, 2, [0, sized('x')], [1, sized('')]]),
          subsection(3, 1, [0, 1, [0, sized('label')]]),
          subsection(4, 1, [3, sized('type')]),
          subsection(11, 1, [0, sized('tag')]),
          subsection(99, 'unknown'),
        ),
      ),
    );
    expect(names).toEqual({
      ...NO_NAMES,
      module: 'module',
      functions: new Map([
        [0, 'f'],
        [7, 'g'],
      ]),
      locals: new Map([
        [
          0,
          new Map([
            [0, 'x'],
            [1, ''],
          ]),
        ],
      ]),
      labels: new Map([[0, new Map([[0, 'label']])]]),
      types: new Map([[3, 'type']]),
      tags: new Map([[0, 'tag']]),
    });
  });

  it('need not be there', () => {
    expect(decodeNameSection(decodeModule(binary()))).toBe(NO_NAMES);
  });

  it.each<[string, readonly Piece[], string, number]>([
    ['cut off', [1, 5, 0], 'length out of bounds: 5 bytes of a subsection, at most 2 possible', 0x18],
    ['subsections out of order', [subsection(4, 0), subsection(1, 0)], 'unexpected content after last section', 0x1a],
    ['indices out of order', [subsection(1, 2, [1, 0], [1, 0])], 'name indices not in increasing order', 0x1c],
    ['a wrong size', [subsection(1, 0, 0)], 'section size mismatch', 0x1a],
    ['bytes that are no text', [subsection(0, sized(0xff))], 'malformed UTF-8 encoding', 0x19],
  ])('is ignored where malformed: %s', (_, content, reason, offset) => {
    const module = decodeModule(withNames(...content));
    expect(decodeNameSection(module)).toBe(NO_NAMES);
    expect(() => decodeNameSection(module, { strict: true })).toThrow(new DecodeError(reason, offset));
  });
});
