// Strict mode: a compiled module is written down with the code that was generated for it, and read back.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble } from '@softwasm/wat';
import { compileSync, deserializeSync } from 'softwasm/embed';

const module = compileSync(assemble(readFileSync(new URL('fibonacci.wat', import.meta.url))));
const folder = mkdtempSync(join(tmpdir(), 'softwasm-'));
const file = join(folder, 'fibonacci.softwasm');
writeFileSync(file, module.serialize());
const bytes = readFileSync(file);
rmSync(folder, { recursive: true });

// The code in it is JavaScript: only who wrote the file may say that it is to be trusted.
for (const trusted of [true, false]) {
  const back = deserializeSync(bytes, { trusted });
  const from = back.precompiled ? 'code that was stored' : 'code generated anew';
  console.log(`fib(20) = ${back.instantiateSync().exports.fib(20)}, by ${from}`);
}

bytes[bytes.length - 1] = 0xff;
try {
  deserializeSync(bytes);
} catch (error) {
  console.log(error.message);
}
