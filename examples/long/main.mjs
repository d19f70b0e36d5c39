// i64 without BigInt: in softwasm/long it is a Long, in arguments, results and globals.
import { readFileSync } from 'node:fs';
import { assemble } from '@softwasm/wat';
import { Long, WebAssembly } from 'softwasm/long';

const bytes = assemble(readFileSync(new URL('long.wat', import.meta.url)));
const { instance } = await WebAssembly.instantiate(bytes, {
  host: {
    /** @param {Long} number */
    show: (number) => console.log(`the guest has ${number}`),
  },
});
const { next, seed } = instance.exports;

console.log(`next() = ${next()}`);
seed.value = Long.fromString('42');
console.log(`next() = ${next()}`);
try {
  seed.value = 42;
} catch (error) {
  console.log(`a number is no Long: ${error}`);
}
