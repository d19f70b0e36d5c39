// A bundler compiles the modules that a program imports: what comes out needs neither WebAssembly nor eval.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { softwasm } from '@softwasm/unplugin';
import { assemble } from '@softwasm/wat';
import { build } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'softwasm-'));
writeFileSync(join(folder, 'primes.wasm'), assemble(readFileSync(new URL('primes.wat', import.meta.url))));
for (const name of ['program.js', 'report.js']) {
  writeFileSync(join(folder, name), readFileSync(new URL(name, import.meta.url)));
}

const bundle = join(folder, 'out', 'program.mjs');
mkdirSync(join(folder, 'out'));
await build({
  entryPoints: [join(folder, 'program.js')],
  bundle: true,
  minify: true,
  format: 'esm',
  outfile: bundle,
  // In Vite `plugins: [softwasm.vite()]`, and so for Rollup and webpack.
  plugins: [softwasm.esbuild({ imports: { host: './report.js' } })],
});

await import(pathToFileURL(bundle).href);
const code = readFileSync(bundle, 'utf8');
rmSync(folder, { recursive: true });
console.log('evaluates text:', /\bnew Function|\beval\b/.test(code));
