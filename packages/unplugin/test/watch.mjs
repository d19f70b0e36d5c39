import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { softwasm } from '@softwasm/unplugin';
import { watch } from 'rollup';

/*
 * node watch.mjs FOLDER STATES bundles `main.js` of a folder while `a.wasm` goes through states, arrays of bytes. Prints, for each one, the path of a copy of the
 * bundle, or the error.
 */

const [, , folder = '', states = ''] = process.argv;
/** @type {number[][]} */
const rest = JSON.parse(states);
const file = join(folder, 'out', 'bundle.mjs');
const watcher = watch({
  input: join(folder, 'main.js'),
  plugins: [softwasm.rollup({ sourceMap: false })],
  output: { file, format: 'es' },
});

function next() {
  const state = rest.shift();
  if (state === undefined) watcher.close();
  else writeFileSync(join(folder, 'a.wasm'), new Uint8Array(state));
}

watcher.on('event', (event) => {
  if (event.code === 'BUNDLE_END') {
    const copy = join(folder, `bundle-${rest.length}.mjs`);
    copyFileSync(file, copy);
    console.log(copy);
    event.result.close();
  } else if (event.code === 'ERROR') {
    console.log(event.error.message);
    event.result?.close();
  }
  // Rollup watches from here on, also after an error.
  if (event.code === 'END') next();
});
