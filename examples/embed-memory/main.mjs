// Strict mode: strings and bytes go in and out within bounds, views follow a memory that grows, and limits hold.
import { readFileSync } from 'node:fs';
import { assemble } from '@softwasm/wat';
import { instantiateSync } from 'softwasm/embed';

const bytes = assemble(readFileSync(new URL('memory.wat', import.meta.url)));
const { exports } = instantiateSync(bytes, {}, { limits: { memoryPages: 2 } });
const { memory, upper, grow } = exports;

const length = memory.writeString(100, 'wasm 🎉');
upper(100, length);
console.log(memory.readString(100, length));

const view = memory.view(100, 4);
console.log('grow(1) =', grow(1), '- the view still has', new TextDecoder().decode(view.bytes));
console.log('grow(1) =', grow(1), '- that would be over the limit');

try {
  memory.read(131_072, 1);
} catch (error) {
  console.log(error.message);
}
