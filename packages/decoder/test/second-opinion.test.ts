import { type Module, WASM_EDITIONS } from '@softwasm/syntax';
import { decode, type Node } from '@webassemblyjs/wasm-parser';
import { describe, expect, it } from 'vitest';
import { fuzzModule } from '../../../test-support/fuzz-module.ts';
import { decodeModule } from '../src/index.ts';

interface SectionMetadata {
  readonly section: string;
  readonly vectorOfSize: { readonly value: number | null };
}

/** What both decoders say about a module, in one form. */
interface Summary {
  readonly counts: Readonly<Record<string, number>>;
  readonly imports: readonly string[];
  readonly exports: readonly string[];
  readonly bodySizes: readonly number[];
  readonly signatures: readonly string[];
}

function summaryOf(module: Module): Summary {
  const counts = {
    type: module.recTypes.length,
    import: module.imports.length,
    func: module.funcs.length,
    table: module.tables.length,
    memory: module.memories.length,
    global: module.globals.length,
    export: module.exports.length,
    element: module.elements.length,
    code: module.funcs.length,
    data: module.datas.length,
  };
  return {
    counts: Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    imports: module.imports.map(({ module: from, name }) => `${from}.${name}`),
    exports: module.exports.map(({ name }) => name),
    bodySizes: module.funcs.map(({ size }) => size),
    signatures: module.types.map(({ composite }) =>
      composite.kind === 'func' ? `${composite.params.length} -> ${composite.results.length}` : composite.kind,
    ),
  };
}

function secondOpinion(bytes: Uint8Array): Summary {
  const module = decode(bytes).body[0] as Node;
  const fields = module.fields as readonly Node[];
  const of = (type: string): readonly Node[] => fields.filter((field) => field.type === type);
  const { sections } = module.metadata as { sections: readonly SectionMetadata[] };
  return {
    counts: Object.fromEntries(
      sections
        .filter(({ vectorOfSize }) => (vectorOfSize?.value ?? 0) > 0)
        .map(({ section, vectorOfSize }) => [section, vectorOfSize.value as number]),
    ),
    imports: of('ModuleImport').map(({ module: from, name }) => `${from}.${name}`),
    exports: of('ModuleExport').map(({ name }) => name as string),
    bodySizes: of('Func').map(({ metadata }) => (metadata as { bodySize: number }).bodySize),
    signatures: of('TypeInstruction').map(({ functype }) => {
      const { params, results } = functype as { params: unknown[]; results: unknown[] };
      return `${params.length} -> ${results.length}`;
    }),
  };
}

describe('@webassemblyjs/wasm-parser', () => {
  it.each([1, 2, 3, 4, 5, 6])('sees the same in module %i', (seed) => {
    const bytes = fuzzModule(seed, 4000 * seed, 'mvp');
    const summary = summaryOf(decodeModule(bytes, { features: WASM_EDITIONS['1.0'] }));
    expect(summary.counts.code).toBeGreaterThan(0);
    expect(summary).toEqual(secondOpinion(bytes));
  });
});
