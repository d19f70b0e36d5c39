import { type Export, type GlobalType, IndexSpaces, isRef, type Module, V128 } from '@softwasm/syntax';
import { EXPORTED, functionType, typescriptType } from './declarations.ts';
import { quote } from './quote.ts';

/*
 * A compiled module as one among ES modules: what it imports is imported from modules of JavaScript, and it is instantiated when it is evaluated.
 *
 * @see https://webassembly.github.io/esm-integration/js-api/index.html#esm-integration
 */

/** Identifiers that need no quotes as the name of an export. */
const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

/** An export's name behind `as`. */
function exportName(name: string): string {
  return IDENTIFIER.test(name) ? name : quote(name);
}

/** An immutable global is exported as its value, where JavaScript can read that; a mutable one as the object. */
function isExportedAsValue({ type, mutable }: GlobalType): boolean {
  return !mutable && type !== V128 && !isRef(type);
}

function globalType(spaces: IndexSpaces, { kind, index }: Export): GlobalType | undefined {
  return kind === 'global' ? spaces.globals[index] : undefined;
}

/**
 * Statements that import, instantiate and export; `compiled` is what the module was defined as.
 *
 * @param specifiers what modules of imports are imported as, where it is not their name
 */
export function integrationStatements(module: Module, specifiers: Readonly<Record<string, string>>): string[] {
  const spaces = new IndexSpaces(module);
  const names = [...new Set(module.imports.map((wanted) => wanted.module))];
  const specifierOf = new Map(Object.entries(specifiers));
  // A plain `__proto__` would be no property.
  const imports = names.map((name, i) => `[${quote(name)}]: import${i}`);
  const exported = module.exports.map((entry, i) => {
    const type = globalType(spaces, entry);
    const value = type !== undefined && isExportedAsValue(type) ? '.value' : '';
    return `const export${i} = exported[${quote(entry.name)}]${value};`;
  });
  const list = module.exports.map(({ name }, i) => `export${i} as ${exportName(name)}`);
  const hasDefault = module.exports.some(({ name }) => name === 'default');
  return [
    ...names.map((name, i) => `import * as import${i} from ${quote(specifierOf.get(name) ?? name)};`),
    `const exported = compiled.instantiate({ ${imports.join(', ')} });`,
    ...exported,
    `export { ${list.join(', ')} };`,
    ...(hasDefault ? [] : ['export default exported;']),
  ];
}

/** The declarations of such a module. @param runtime what the module is imported from that has the runtime's types */
export function integrationDeclarations(module: Module, runtime: string): string {
  const spaces = new IndexSpaces(module);
  const typeOf = (entry: Export): string => {
    const { kind, index } = entry;
    if (kind === 'func') return functionType(spaces.typeOfFunc(index));
    const type = globalType(spaces, entry);
    return type !== undefined && isExportedAsValue(type) ? typescriptType(type.type) : EXPORTED[kind];
  };
  const { exports } = module;
  const hasDefault = exports.some(({ name }) => name === 'default');
  const members = exports.map((entry) => {
    const { kind, name } = entry;
    const type = kind === 'global' ? 'Global' : typeOf(entry);
    return `  readonly ${quote(name)}: ${type};`;
  });
  // Most modules need none.
  const used = Object.values(EXPORTED).filter((type) =>
    exports.some(({ kind }) => kind !== 'func' && EXPORTED[kind] === type),
  );
  return [
    ...(used.length === 0 ? [] : [`import type { ${used.join(', ')} } from ${quote(runtime)};`, '']),
    ...exports.map((entry, i) => `declare const export${i}: ${typeOf(entry)};`),
    `export { ${exports.map(({ name }, i) => `export${i} as ${exportName(name)}`).join(', ')} };`,
    ...(hasDefault
      ? []
      : [
          '',
          '/** What the instance exports. */',
          'declare const exported: {',
          ...members,
          '};',
          'export default exported;',
        ]),
    '',
  ].join('\n');
}
