import { CORE_PACKAGES, PACKAGE_GRAPH } from './scripts/package-graph.mjs';

const core = `^packages/(?:${CORE_PACKAGES.join('|')})/src/`;

/** One rule per package: what it may import from its siblings, exactly. */
const directions = Object.entries(PACKAGE_GRAPH).map(([folder, imports]) => ({
  name: `direction-${folder}`,
  severity: 'error',
  comment: `${folder} imports ${imports.join(', ') || 'no sibling'} (scripts/package-graph.mjs).`,
  from: { path: `^packages/${folder}/src/` },
  to: {
    path: '^(?:packages|spec-tests|bench|programs|sandboxes|examples)/',
    pathNot: `^packages/(?:${[folder, ...imports].join('|')})/`,
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...directions,
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Modules that import each other, types included, have no order in which they can be read.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-own-index',
      severity: 'error',
      comment: 'index.ts is for other packages; inside a package import the file that has the thing.',
      from: { path: '^packages/([^/]+)/src/', pathNot: '^packages/[^/]+/src/index\\.ts$' },
      to: { path: '^packages/$1/src/index\\.ts$' },
    },
    {
      name: 'no-deep-imports',
      severity: 'error',
      comment: 'Import a sibling by its package name.',
      from: { path: '^packages/([^/]+)/src/' },
      to: {
        path: '^packages/[^/]+/',
        pathNot: '^packages/(?:$1/src/|[^/]+/src/index\\.ts$|numerics/src/i64-bridge\\.ts$|softwasm/src/aot\\.ts$)',
      },
    },
    {
      name: 'core-without-long',
      severity: 'error',
      comment: "long's loader tries the host's WebAssembly. Only softwasm/long has it.",
      from: { path: core, pathNot: '^packages/softwasm/src/long(?:/|\\.ts$)' },
      to: { path: '(?:^|/)node_modules/(?:\\.pnpm/long@|long/)|^long$' },
    },
    {
      name: 'core-without-npm',
      severity: 'error',
      comment: 'Core packages have no dependencies besides their siblings.',
      from: { path: core },
      to: { path: 'node_modules/', pathNot: '(?:^|/)node_modules/(?:\\.pnpm/long@|long/)' },
    },
    {
      name: 'core-without-node',
      severity: 'error',
      comment: 'Core packages run where there is no Node.',
      from: { path: core },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'The import leads nowhere.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default'],
      mainFields: ['module', 'main'],
    },
  },
};
