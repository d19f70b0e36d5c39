/*
 * Imported before the namespace is swapped: Node then loads its lexer of CommonJS modules, which is WebAssembly itself, with the host's own.
 */
module.exports = {};
