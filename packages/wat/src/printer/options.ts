import type { NameSection } from '@softwasm/syntax';
import type { BranchHint } from '../module/branch-hints.ts';

/** How a module is printed. */
export interface PrintOptions {
  /** Names that become identifiers. Without them indices are written, and definitions have theirs in comments. */
  readonly names?: NameSection;
  /** Whether operands stand inside of their instructions' parentheses. Absent: one instruction a line, indented by nesting. */
  readonly folded?: boolean;
  /** Whether instructions have their byte offset in the binary in front of them, as a comment. */
  readonly offsets?: boolean;
  /** Branch hints by function index, which become annotations. */
  readonly branchHints?: ReadonlyMap<number, readonly BranchHint[]>;
  /** One level of indentation: two blanks, if absent. */
  readonly indent?: string;
}
