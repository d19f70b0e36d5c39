// Strict mode: host functions declare their types, get a context, and are held to what they declare.
import { readFileSync } from 'node:fs';
import { assemble } from '@softwasm/wat';
import { compileSync, hostFunction, Trap } from 'softwasm/embed';

const module = compileSync(assemble(readFileSync(new URL('host-function.wat', import.meta.url))));
console.log('imports:', module.imports.map(({ module: from, name }) => `${from}.${name}`).join(', '));

const log = hostFunction({ params: ['i32', 'i32'], results: [] }, ({ memory, data }, address, length) => {
  console.log(`${data}: ${memory.readString(address, length)}`);
});
const square = hostFunction({ params: ['i64'], results: ['i64'] }, (_, x) => x * x);

const { exports } = module.instantiateSync({ env: { log, square } }, { data: 'first guest' });
exports.hello();
console.log('square(12n) =', exports.square(12n));

/** Prints what a call fails with. */
function attempt(run) {
  try {
    run();
  } catch (error) {
    const [frame] = error instanceof Trap ? error.frames : [];
    const place = frame === undefined ? '' : ` in function ${frame.func}, ${frame.name}`;
    console.log(`${error.message}${place}`);
  }
}
// The result does not fit into an i64, and nobody wraps it.
attempt(() => exports.square(2n ** 40n));
attempt(() => module.instantiateSync({ env: { log } }));
attempt(() => module.instantiateSync({ env: { log, square: 5 } }));
attempt(() => exports.fail(0));
