import assert from 'node:assert/strict';
import { noise } from '../digest.ts';
import type { Program } from '../program.ts';

export const sevenZip: Program = {
  name: '7-zip',
  about: 'an archiver in C++, by Emscripten: LZMA, a file system, its main function called several times',
  async run({ require }) {
    const lines: string[] = [];
    const print = (line: string): void => {
      lines.push(line);
    };
    const archiver = await require('7z-wasm')({ print, printErr: print });
    const data = noise(20_000);
    archiver.FS.writeFile('/data.bin', data);
    archiver.callMain(['a', 'data.7z', 'data.bin']);
    archiver.callMain(['x', 'data.7z', '-oout']);
    assert.ok(lines.includes('Everything is Ok'));
    assert.deepEqual(archiver.FS.readFile('/out/data.bin'), data);
    assert.ok(archiver.FS.readFile('/data.7z').length < data.length * 0.75);
    archiver.FS.writeFile('/broken.7z', noise(100));
    archiver.callMain(['t', 'broken.7z']);
    assert.ok(lines.some((line) => /is not archive/i.test(line)));
  },
};
