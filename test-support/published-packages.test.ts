import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPackage, createPackageFromTarballData, type Problem } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/*
 * What would be published, looked at as registries and TypeScript see it: every package is packed, with the versions of its siblings filled in. Packing
 * makes no bundles here; no entry leads to one.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'softwasm-packages-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const packages: { readonly name: string }[] = readdirSync(join(root, 'packages')).map((name) => {
  return JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
});

beforeAll(() => {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const args = ['-r', '--filter', './packages/*', 'pack', '--pack-destination', folder, '--config.ignore-scripts=true'];
  const options = { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' } as const;
  const { status, stderr } = spawnSync('npx', ['--yes', packageManager, ...args], options);
  expect(status, stderr).toBe(0);
}, 300_000);

function tarball(name: string): Uint8Array<ArrayBuffer> {
  const prefix = name.replace('@', '').replace('/', '-');
  const file = readdirSync(folder).find((one) => one.startsWith(prefix) && /^-\d/.test(one.slice(prefix.length)));
  return new Uint8Array(readFileSync(join(folder, file ?? `no ${name}`)));
}

/** The packages are ECMAScript modules only. Whoever resolves by the rules of Node 10, or requires them in an older Node, is not meant. */
function isMeant(problem: Problem): boolean {
  if (problem.kind === 'CJSResolvesToESM') return false;
  return !('resolutionKind' in problem && problem.resolutionKind === 'node10');
}

describe.each(packages.map(({ name }) => name))('%s', (name) => {
  it('is packed as publint wants it', async () => {
    const { messages, pkg } = await publint({ pack: { tarball: tarball(name).buffer }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('has types that lead where its code does', { timeout: 300_000 }, async () => {
    const analysis = await checkPackage(createPackageFromTarballData(tarball(name)));
    expect(analysis.types).toMatchObject({ kind: 'included' });
    expect('problems' in analysis ? analysis.problems.filter(isMeant) : 'none').toEqual([]);
  });

  it('needs nothing of the workspace', () => {
    const files = createPackageFromTarballData(tarball(name));
    expect(files.readFile(`/node_modules/${name}/package.json`)).not.toContain('workspace:');
    expect(files.fileExists(`/node_modules/${name}/LICENSE`)).toBe(true);
  });
});
