// The host reads the guest's memory: the guest answers with an address and a length.
import { readFileSync } from 'node:fs';
import { assemble } from '@softwasm/wat';
import { WebAssembly } from 'softwasm';

const bytes = assemble(readFileSync(new URL('memory.wat', import.meta.url)));
const { instance } = await WebAssembly.instantiate(bytes);
const { memory, hello } = instance.exports;

const [address, length] = hello();
console.log(new TextDecoder().decode(new Uint8Array(memory.buffer, address, length)));

// Growing a memory detaches its buffer, as everywhere.
const before = memory.buffer;
memory.grow(1);
console.log(`${before.byteLength} bytes in the old buffer, ${memory.buffer.byteLength} in the new one`);
