// The host owns the memory, and lends it to two instances. Reading past its end is a trap, with the function and the byte offset in the stack.
import { readFileSync } from 'node:fs';
import { assemble } from '@softwasm/wat';
import { WebAssembly } from 'softwasm';

const memory = new WebAssembly.Memory({ initial: 1, maximum: 2 });
const module = new WebAssembly.Module(assemble(readFileSync(new URL('imported-memory.wat', import.meta.url))));
const first = new WebAssembly.Instance(module, { env: { memory } });
const second = new WebAssembly.Instance(module, { env: { memory } });

new Uint8Array(memory.buffer).set([10, 20, 12], 0x100);
console.log('first:', first.exports.sum_bytes(0x100, 3));
console.log('second:', second.exports.sum_bytes(0x100, 2));

try {
  first.exports.sum_bytes(0xffff, 2);
} catch (error) {
  console.log(`${error.name}: ${error.message}`);
}

memory.grow(1);
console.log('after growing:', first.exports.sum_bytes(0xffff, 2));
