import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Packages run from their sources: the `source` condition of their exports maps comes first.
const conditions = ['source', 'module', 'node', 'import', 'default'];

const folders = [
  ...readdirSync(new URL('packages', import.meta.url)).map((name) => ({ name, root: `packages/${name}` })),
  { name: 'spec-tests', root: 'spec-tests' },
  { name: 'bench', root: 'bench' },
  { name: 'programs', root: 'programs' },
  { name: 'sandboxes', root: 'sandboxes' },
  { name: 'examples', root: 'examples' },
].filter(({ root }) => existsSync(new URL(`${root}/package.json`, import.meta.url)));

const testSupport = fileURLToPath(new URL('test-support/', import.meta.url));

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      // Poisons by itself, and touches what others must not.
      { root: 'test-support', test: { name: 'test-support', include: ['*.test.ts'] } },
      ...folders.map(({ name, root }) => ({
        root,
        resolve: { conditions },
        ssr: { resolve: { conditions } },
        test: {
          name,
          include: ['test/**/*.test.ts'],
          setupFiles: [`${testSupport}poison.ts`],
          environment: 'node',
          testTimeout: 30_000,
        },
      })),
    ],
  },
});
