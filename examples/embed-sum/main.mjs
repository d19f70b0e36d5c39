// Strict mode: an exported function converts nothing, and says exactly what is wrong with its arguments.
import { readFileSync } from 'node:fs';
import { assemble } from '@softwasm/wat';
import { instantiate } from 'softwasm/embed';

const bytes = assemble(readFileSync(new URL('sum.wat', import.meta.url)));
const instance = await instantiate(bytes);
const { sum } = instance.exports;

console.log('sum(5, 37) =', sum(5, 37));
for (const args of [[1], [1, 2, 3], ['1', 2], [1, 2 ** 31]]) {
  try {
    sum(...args);
  } catch (error) {
    console.log(error.message);
  }
}

instance.dispose();
try {
  sum(5, 37);
} catch (error) {
  console.log(error.message);
}
