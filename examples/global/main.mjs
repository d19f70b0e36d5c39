// Exported globals: the guest and the host see the same cell.
import { readFileSync } from 'node:fs';
import { assemble } from '@softwasm/wat';
import { WebAssembly } from 'softwasm';

const bytes = assemble(readFileSync(new URL('global.wat', import.meta.url)));
const { instance } = await WebAssembly.instantiate(bytes);
const { counter, answer, increment } = instance.exports;

console.log('counter =', counter.value);
increment();
console.log('counter =', counter.value);
counter.value = 99;
increment();
console.log('counter =', counter.value);

console.log('answer =', answer.value);
try {
  answer.value = 43n;
} catch (error) {
  console.log(`${error.name}: an immutable global cannot be set`);
}
