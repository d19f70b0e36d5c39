// The guest calls functions of the host. An i64 is a BigInt on this side; what the host throws comes out as it went in.
import { readFileSync } from 'node:fs';
import { assemble } from '@softwasm/wat';
import { WebAssembly } from 'softwasm';

class HostError extends Error {}

const bytes = assemble(readFileSync(new URL('imported-function.wat', import.meta.url)));
const { instance } = await WebAssembly.instantiate(bytes, {
  env: {
    sum(x, y) {
      console.log(`host: sum(${x}, ${y})`);
      return x + y;
    },
    log(x) {
      if (x < 0n) throw new HostError(`${x} is negative`);
      console.log(`host: log(${x}n)`);
    },
  },
});
const { add_one, report } = instance.exports;

console.log('add_one(41) =', add_one(41));
report(5_000_000_000n);
try {
  report(-1n);
} catch (error) {
  console.log(`${error.constructor.name}: ${error.message}`);
}
