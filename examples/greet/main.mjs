// Strings in and out: allocate in the guest, write, call, read, free.
import { readFileSync } from 'node:fs';
import { assemble } from '@softwasm/wat';
import { WebAssembly } from 'softwasm';

const bytes = assemble(readFileSync(new URL('greet.wat', import.meta.url)));
const { instance } = await WebAssembly.instantiate(bytes);
const { memory, allocate, deallocate, greet, live } = instance.exports;

function writeString(text) {
  const utf8 = new TextEncoder().encode(`${text}\0`);
  const address = allocate(utf8.length);
  new Uint8Array(memory.buffer).set(utf8, address);
  return address;
}

function readString(address) {
  const memoryBytes = new Uint8Array(memory.buffer);
  return new TextDecoder().decode(memoryBytes.subarray(address, memoryBytes.indexOf(0, address)));
}

for (const subject of ['Wasm 🎉', 'softwasm']) {
  const address = writeString(subject);
  const greeting = greet(address);
  console.log(readString(greeting));
  deallocate(address);
  deallocate(greeting);
}
console.log(`${live()} blocks still allocated`);
