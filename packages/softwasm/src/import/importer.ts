/**
 * Evaluates the text of an ECMAScript module, asynchronously: what `import()` of a URL with that text gives, as {@link blobImporter} does.
 *
 * @returns the module's namespace object
 */
export type Importer = (text: string) => Promise<unknown>;
