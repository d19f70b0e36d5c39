/**
 * Imports a published program: from here, because specifiers are resolved from the folder of the file that imports.
 *
 * @param {string} specifier
 */
export default (specifier) => import(specifier);
