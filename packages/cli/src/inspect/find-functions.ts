import { importCount, type Module, type NameSection } from '@softwasm/syntax';
import { UsageError } from '../failure.ts';

/**
 * The index of the defined function that a user means: an index, an exported name, or a name of the name section (with or without `$`).
 *
 * @throws UsageError where there is none
 */
export function findFunction(module: Module, names: NameSection, wanted: string): number {
  const imported = importCount(module, 'func');
  const index = indexOf(module, names, wanted);
  if (index === undefined) throw new UsageError(`there is no function ${wanted}`);
  if (index < imported) throw new UsageError(`function ${wanted} is imported: it has no body here`);
  return index;
}

function indexOf(module: Module, names: NameSection, wanted: string): number | undefined {
  if (/^\d+$/.test(wanted)) {
    const index = Number(wanted);
    return index < importCount(module, 'func') + module.funcs.length ? index : undefined;
  }
  const exported = module.exports.find(({ kind, name }) => kind === 'func' && name === wanted);
  if (exported !== undefined) return exported.index;
  for (const [index, name] of names.functions) if (name === wanted.replace(/^\$/, '')) return index;
  return undefined;
}
