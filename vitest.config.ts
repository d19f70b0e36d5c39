import { existsSync, readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// Packages run from their sources: the `source` condition of their exports maps comes first.
const conditions = ['source', 'module', 'node', 'import', 'default'];

const folders = [
  ...readdirSync(new URL('packages', import.meta.url)).map((name) => ({ name, root: `packages/${name}` })),
  { name: 'spec-tests', root: 'spec-tests' },
  { name: 'bench', root: 'bench' },
  { name: 'examples', root: 'examples' },
].filter(({ root }) => existsSync(new URL(`${root}/package.json`, import.meta.url)));

const testSupport = new URL('test-support/', import.meta.url).pathname;

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: folders.map(({ name, root }) => ({
      root,
      resolve: { conditions },
      ssr: { resolve: { conditions, externalConditions: conditions } },
      test: {
        name,
        include: ['test/**/*.test.ts'],
        setupFiles: [`${testSupport}poison.ts`],
        environment: 'node',
        testTimeout: 30_000,
      },
    })),
  },
});
