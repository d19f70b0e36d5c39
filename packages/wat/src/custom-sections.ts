import type { CustomSection, Module } from '@softwasm/syntax';
import { encodeBranchHints } from './encoder/branch-hints.ts';
import { encodeNameSection } from './encoder/names.ts';
import type { ParsedModule } from './module/module-parser.ts';

/** Which custom sections to make of what a text says beside its `@custom` annotations. */
export interface CustomSectionOptions {
  /** The identifiers and names of the text, as a section `name` at the end. */
  readonly names?: boolean;
  /** Its branch hints, as a section `metadata.code.branch_hint` in front of the code. */
  readonly branchHints?: boolean;
}

/** The module with these custom sections added, where there is something to say in them. */
export function withCustomSections(parsed: ParsedModule, options: CustomSectionOptions): Module {
  const { module, names, branchHints } = parsed;
  const customs: CustomSection[] = [...module.customs];
  if (options.branchHints === true && branchHints.size > 0) {
    const bytes = encodeBranchHints(module, branchHints);
    customs.push({ name: 'metadata.code.branch_hint', bytes, after: 'datacount', offset: 0 });
  }
  if (options.names === true) {
    const bytes = encodeNameSection(names);
    if (bytes.length > 0) customs.push({ name: 'name', bytes, after: 'data', offset: 0 });
  }
  return customs.length === module.customs.length ? module : { ...module, customs };
}
