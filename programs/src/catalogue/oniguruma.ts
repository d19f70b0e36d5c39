import assert from 'node:assert/strict';
import type { Program } from '../program.ts';

export const oniguruma: Program = {
  name: 'oniguruma',
  about: 'regular expressions in C, as editors use them for highlighting',
  async run({ load, read }) {
    const { default: onig } = await load('vscode-oniguruma');
    await onig.loadWASM(read('vscode-oniguruma/release/onig.wasm').buffer);
    const scanner = new onig.OnigScanner(['(?<=\\s)\\p{Lu}\\w+', '\\b(?<word>\\w)\\k<word>', '\\d+(?!\\.)']);
    const text = new onig.OnigString('aé Über oops 3.14');
    const ranges = (position: number) => {
      const match = scanner.findNextMatchSync(text, position);
      return (
        match && [
          match.index,
          ...match.captureIndices.map(({ start, end }: { start: number; end: number }) => [start, end]),
        ]
      );
    };
    assert.deepEqual(ranges(0), [0, [3, 7]]);
    assert.deepEqual(ranges(7), [1, [8, 10], [8, 9]]);
    assert.deepEqual(ranges(12), [2, [15, 17]]);
    assert.equal(ranges(17), null);
    assert.throws(() => new onig.OnigScanner(['(']), /end pattern/);
    scanner.dispose();
  },
};
