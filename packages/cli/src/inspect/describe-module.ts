import type { ExternKind, Module, NameSection } from '@softwasm/syntax';
import type { DecodedModule } from '../load-module.ts';
import { quoted, safeText } from '../safe-text.ts';
import { externTypeAt } from './extern-types.ts';
import { formatExternType } from './format-types.ts';
import { type SectionEntry, sectionsOf } from './sections.ts';

/** How many entries each section has. */
function countOf(module: Module, name: SectionEntry['name']): number | undefined {
  switch (name) {
    case 'type':
      return module.types.length;
    case 'import':
      return module.imports.length;
    case 'function':
    case 'code':
      return module.funcs.length;
    case 'table':
      return module.tables.length;
    case 'memory':
      return module.memories.length;
    case 'tag':
      return module.tags.length;
    case 'global':
      return module.globals.length;
    case 'export':
      return module.exports.length;
    case 'element':
      return module.elements.length;
    case 'datacount':
      return module.dataCount;
    case 'data':
      return module.datas.length;
    default:
      return undefined;
  }
}

/** Sections, imports, exports and custom sections of a module, for people. */
export function describeModule(file: string, { module, bytes }: DecodedModule, names: NameSection): string {
  const name = names.module === undefined ? '' : `, module ${safeText(names.module)}`;
  return [
    `${file}: ${bytes.length} bytes${name}`,
    ...block('sections', sectionLines(module, bytes)),
    ...block('imports', importLines(module)),
    ...block('exports', exportLines(module, names)),
    ...block(
      'custom sections',
      module.customs.map((custom) => `${quoted(custom.name)}  ${custom.bytes.length} bytes`),
    ),
  ].join('\n');
}

function block(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function sectionLines(module: Module, bytes: Uint8Array): string[] {
  let customs = 0;
  return sectionsOf(bytes).map(({ name, offset, size }) => {
    const count = countOf(module, name);
    const what =
      name === 'custom' ? quoted(module.customs[customs++]?.name ?? '') : count === undefined ? '' : `count ${count}`;
    return `${name.padEnd(9)}  ${formatOffset(offset)}  ${String(size).padStart(9)} bytes  ${what}`.trimEnd();
  });
}

function importLines(module: Module): string[] {
  const next: Record<ExternKind, number> = { func: 0, table: 0, memory: 0, global: 0, tag: 0 };
  return module.imports.map(({ module: from, name, type }) => {
    const index = next[type.kind]++;
    return `${type.kind} ${index}  ${quoted(from)} ${quoted(name)}  ${formatExternType(module, type)}`;
  });
}

function exportLines(module: Module, names: NameSection): string[] {
  return module.exports.map(({ name, kind, index }) => {
    const inside = kind === 'func' ? names.functions.get(index) : undefined;
    const type = formatExternType(module, externTypeAt(module, kind, index));
    return `${kind} ${index}${inside === undefined ? '' : ` $${safeText(inside)}`}  ${quoted(name)}  ${type}`;
  });
}

/** An offset as eight hexadecimal digits. */
function formatOffset(offset: number): string {
  return `0x${offset.toString(16).padStart(8, '0')}`;
}
