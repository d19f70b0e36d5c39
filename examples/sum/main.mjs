// The smallest program: an exported function is a plain function, and its arguments are converted as the JavaScript API has it.
import { readFileSync } from 'node:fs';
import { assemble } from '@softwasm/wat';
import { WebAssembly } from 'softwasm';

const bytes = assemble(readFileSync(new URL('sum.wat', import.meta.url)));
const { instance } = await WebAssembly.instantiate(bytes);
const { sum } = instance.exports;

console.log('sum(5, 37) =', sum(5, 37));
console.log("sum('5', 37.9) =", sum('5', 37.9));
console.log('sum(2 ** 31 - 1, 1) =', sum(2 ** 31 - 1, 1));
