/*
 * `softwasm/import`: ready importers, for `createWebAssembly({ importer })`. In an entry of their own because `import()` is an error of syntax, or forbidden, in some
 * of the hosts that softwasm runs in.
 */

export type { Importer } from './import/importer.ts';
export { blobImporter, dataImporter } from './import/importers.ts';
