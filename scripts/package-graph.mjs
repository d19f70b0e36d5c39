/**
 * Which package may import which: the house rule that package.json dependencies, TypeScript's project references and the
 * import checks are all held to. A folder under packages/ that is missing here fails `npm run check`.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const PACKAGE_GRAPH = {
  syntax: [],
  numerics: [],
  decoder: ['syntax'],
  validator: ['syntax'],
  compiler: ['syntax', 'numerics'],
  runtime: ['syntax', 'numerics'],
  interpreter: ['syntax', 'numerics', 'runtime'],
  softwasm: ['syntax', 'numerics', 'decoder', 'validator', 'compiler', 'runtime', 'interpreter'],
  wat: ['syntax'],
  aot: ['syntax', 'decoder', 'validator', 'compiler', 'wat'],
  unplugin: ['syntax', 'softwasm', 'aot'],
  cli: ['syntax', 'numerics', 'decoder', 'validator', 'compiler', 'runtime', 'softwasm', 'wat', 'interpreter', 'aot'],
};

/** Packages that run anywhere JavaScript does: no npm dependency, no Node built-in, no console. */
export const CORE_PACKAGES = [
  'syntax',
  'numerics',
  'decoder',
  'validator',
  'compiler',
  'runtime',
  'interpreter',
  'softwasm',
  'wat',
  'aot',
];

/**
 * The npm name of a package.
 * @param {string} folder
 */
export function packageName(folder) {
  return folder === 'softwasm' ? folder : `@softwasm/${folder}`;
}
