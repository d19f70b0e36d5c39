/**
 * The key of the method that `using` calls: `Symbol.dispose`. Where the host has none, it is `Symbol.for('Symbol.dispose')`, which compilers take that translate
 * `using` for such hosts (esbuild does).
 */
export function disposeSymbol(symbols: { readonly dispose?: symbol; for(key: string): symbol } = Symbol): symbol {
  return symbols.dispose ?? symbols.for('Symbol.dispose');
}
