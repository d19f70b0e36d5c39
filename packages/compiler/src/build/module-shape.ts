import {
  F32,
  F64,
  type GlobalType,
  I64,
  INSTRUCTION_ID,
  IndexSpaces,
  isRef,
  type Module,
  V128,
  type ValidModule,
  type ValType,
} from '@softwasm/syntax';
import { T_F32, T_F64, T_I32, T_REF } from '../ir/node-ops.ts';

/** How many words a value of this type is (docs/CALLING-CONVENTION.md). */
export function wordsOf(type: ValType): number {
  return type === I64 ? 2 : type === V128 ? 4 : 1;
}

/** The type of each of these words. */
export function wordTypeOf(type: ValType): number {
  if (type === F32) return T_F32;
  if (type === F64) return T_F64;
  return isRef(type) ? T_REF : T_I32;
}

/** How many words these values are. */
export function countWords(types: readonly ValType[]): number {
  let words = 0;
  for (let i = 0; i < types.length; i++) words += wordsOf(types[i]!);
  return words;
}

const I32_CONST = INSTRUCTION_ID['i32.const'];

/** What compilation asks about a module besides its bodies: index spaces with the imports in front, found out once. */
export class ModuleShape extends IndexSpaces {
  declare readonly module: ValidModule;
  /** The values of immutable `i32` globals that are constants of the module itself, by index. */
  readonly constants: ReadonlyMap<number, number>;
  /** Mutable globals that may be the same as another one: imported ones of one type, by index. */
  readonly aliases: ReadonlySet<number>;

  constructor(module: ValidModule) {
    super(module);
    const imported = this.globals.length - module.globals.length;
    this.constants = constantGlobals(module, imported);
    this.aliases = possibleAliases(this.globals.slice(0, imported));
  }
}

function possibleAliases(imported: readonly GlobalType[]): Set<number> {
  const byType = new Map<ValType | 'reference', number[]>();
  imported.forEach(({ type, mutable }, index) => {
    // References may be of one type under two names.
    const key = isRef(type) ? 'reference' : type;
    if (mutable) byType.set(key, [...(byType.get(key) ?? []), index]);
  });
  return new Set([...byType.values()].filter((indices) => indices.length > 1).flat());
}

function constantGlobals(module: Module, imported: number): Map<number, number> {
  const constants = new Map<number, number>();
  for (let i = 0; i < module.globals.length; i++) {
    const { type, init } = module.globals[i]!;
    // `i32.const`, byte offset, value, and then `end`.
    if (!type.mutable && init.code[0] === I32_CONST && init.code.length === 5) {
      constants.set(imported + i, init.code[2]!);
    }
  }
  return constants;
}
