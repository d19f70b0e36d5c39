import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

/*
 * What Node loads of the built packages: few files, made of all modules, in which everything exists once.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = `${root}packages/softwasm/dist`;

/** Runs a program in a Node of its own, which resolves as users' do. @returns what it prints, as JSON */
function run(program: string): unknown {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: `${root}packages/softwasm`,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

/** All entries with a file for Node and one for bundlers: `[name, file, module]`. */
const entries = readdirSync(`${root}packages`).flatMap((folder) => {
  const { exports } = JSON.parse(readFileSync(`${root}packages/${folder}/package.json`, 'utf8'));
  const targets: [string, { module?: string; default?: string }][] = Object.entries(exports);
  return targets
    .filter(([, target]) => target.module !== undefined)
    .map(([entry, target]) => [
      `${folder}${entry.slice(1)}`,
      `${root}packages/${folder}/${target.default}`,
      `${root}packages/${folder}/${target.module}`,
    ]);
});

it.each(entries)('%s has the exports of its modules', (name, file, module) => {
  const [bundled, modules] = run(`
    const names = [];
    for (const path of ${JSON.stringify([file, module])}) names.push(Object.keys(await import(path)));
    console.log(JSON.stringify(names));
  `) as string[][];
  expect(bundled).toEqual(modules);
  // Polyfills have an effect only.
  expect(bundled?.length === 0).toBe(name === 'softwasm/polyfill');
});

it('all that softwasm needs is in few files, and no package in two places', async () => {
  const { metafile } = await build({
    entryPoints: [`${dist}/index.js`],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    conditions: ['node'],
    format: 'esm',
    logLevel: 'silent',
  });
  const files = Object.keys(metafile.inputs);
  expect(files.length).toBeLessThan(40);
  expect(files.filter((path) => path.includes('/modules/'))).toEqual([]);
  for (const name of ['compiler', 'interpreter', 'runtime', 'syntax']) {
    const chunks = files.filter((path) => path.includes(`packages/${name}/`));
    expect(chunks.some((path) => path.endsWith(`${name}/dist/index.js`))).toBe(true);
  }
});

it('entries side by side have one of everything', () => {
  const program = `
    const names = ['softwasm', 'softwasm/jit', 'softwasm/embed', 'softwasm/aot', ${JSON.stringify(`${dist}/index.js`)}];
    const [index, jit, embed, aot, byPath] = await Promise.all(names.map((name) => import(name)));
    console.log(JSON.stringify([
      index.WebAssembly === byPath.WebAssembly,
      index.createJitEngine === jit.createJitEngine,
      Object.keys(index).filter((key) => [embed, aot].some((other) => key in other && other[key] !== index[key])),
    ]));
  `;
  // Two entries have a namespace of their own: that of compiled modules needs neither compiler nor interpreter.
  expect(run(program)).toEqual([true, true, ['WebAssembly']]);
});

it('building again changes nothing, removes what is left over, and mends what is damaged', () => {
  const [entry, leftover] = [`${dist}/index.js`, `${dist}/chunks/chunk-OF-BEFORE.js`];
  const before = readFileSync(entry, 'utf8');
  // Nobody reads it meanwhile.
  const map = `${entry}.map`;
  const mapBefore = readFileSync(map, 'utf8');
  const past = new Date(0);
  utimesSync(entry, past, past);
  writeFileSync(leftover, '');
  writeFileSync(map, '');
  const bundle = (): void => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/bundle-packages.mjs'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
  };
  try {
    bundle();
    expect(statSync(entry).mtimeMs).toBe(0);
    expect(existsSync(leftover)).toBe(false);
    expect(readFileSync(map, 'utf8')).toBe(mapBefore);
  } finally {
    rmSync(leftover, { force: true });
    writeFileSync(map, mapBefore);
  }
  utimesSync(entry, new Date(), new Date());
  expect(readFileSync(entry, 'utf8')).toBe(before);
});
