// A module is validated, taken apart, written down as a binary, and comes back.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeModule, parseModule, printModule } from '@softwasm/wat';
import { WebAssembly } from 'softwasm';

const { module, names } = parseModule(readFileSync(new URL('serialize.wat', import.meta.url)));
const serialized = encodeModule(module);
console.log('valid:', WebAssembly.validate(serialized));
console.log('valid when truncated:', WebAssembly.validate(serialized.subarray(0, -1)));

const folder = mkdtempSync(join(tmpdir(), 'softwasm-'));
const file = join(folder, 'square.wasm');
writeFileSync(file, serialized);
const back = new WebAssembly.Module(readFileSync(file));
rmSync(folder, { recursive: true });

console.log(
  'exports:',
  WebAssembly.Module.exports(back)
    .map(({ name, kind }) => `${kind} ${name}`)
    .join(', '),
);
console.log('square(12) =', new WebAssembly.Instance(back).exports.square(12));
console.log(printModule(module, { names }));
