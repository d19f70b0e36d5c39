import { DecodeError, importCount, MALFORMED, type Module } from '@softwasm/syntax';
import { Reader } from './reader.ts';

/** By function index: whether the branch at a byte offset of the module (an `if` or `br_if`) is likely taken. */
export type BranchHints = ReadonlyMap<number, ReadonlyMap<number, boolean>>;

const SECTION = 'metadata.code.branch_hint';

/** The only size a hint can have, in bytes. */
const HINT_SIZE = 1;

/**
 * The hints in a module's branch hint section. The offsets are those that stand in an `Expr` beside each instruction. As with names, a malformed section
 * is ignored, except in `strict` mode. That a hint is for a branch is not checked.
 *
 * @throws DecodeError in strict mode, with the offset in the module
 * @see https://webassembly.github.io/spec/core/appendix/custom.html#branch-hint-section
 */
export function decodeBranchHints(module: Module, options: { readonly strict?: boolean } = {}): BranchHints {
  const section = module.customs.find(({ name }) => name === SECTION);
  if (section === undefined) return new Map();
  try {
    return decodeHints(section.bytes, module);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    if (options.strict === true) throw new DecodeError(error.reason, section.offset + error.offset);
    return new Map();
  }
}

function decodeHints(bytes: Uint8Array, module: Module): BranchHints {
  const reader = new Reader(bytes);
  const imported = importCount(module, 'func');
  const hints = new Map<number, ReadonlyMap<number, boolean>>();
  const count = reader.length('functions with hints');
  let last = -1;
  for (let i = 0; i < count; i++) {
    const start = reader.pos;
    const funcidx = reader.u32();
    const func = module.funcs[funcidx - imported];
    if (funcidx <= last) throw reader.error(MALFORMED.hintOrder, start);
    if (func === undefined) throw reader.error(MALFORMED.hintFunction, start);
    last = funcidx;
    hints.set(funcidx, decodeFunctionHints(reader, func.offset));
  }
  if (!reader.atEnd) throw reader.error(MALFORMED.sectionSize);
  return hints;
}

/** Hints of one function, by offset from the start of its locals, in increasing order. */
function decodeFunctionHints(reader: Reader, base: number): ReadonlyMap<number, boolean> {
  const hints = new Map<number, boolean>();
  const count = reader.length('hints');
  let last = -1;
  for (let i = 0; i < count; i++) {
    const start = reader.pos;
    const offset = reader.u32();
    if (offset <= last) throw reader.error(MALFORMED.hintOrder, start);
    last = offset;
    if (reader.u32() !== HINT_SIZE) throw reader.error(MALFORMED.hintValue, reader.pos - 1);
    const value = reader.byte();
    if (value > 1) throw reader.error(MALFORMED.hintValue, reader.pos - 1);
    hints.set(base + offset, value === 1);
  }
  return hints;
}
