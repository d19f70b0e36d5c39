import {
  type FuncType,
  HEADER_SLOTS,
  INSTRUCTION_NAMES,
  type INSTRUCTIONS,
  type Module,
  SIGNATURES,
  type StructType,
} from '@softwasm/syntax';

/** How many operands an instruction takes, and how many it gives. */
export interface Arity {
  readonly params: number;
  readonly results: number;
}

/** What arities depend on, besides the instruction. */
export interface ArityScope {
  readonly module: Module;
  /** The type of a function, where it has one. */
  funcType(funcidx: number): FuncType | undefined;
  tagType(tagidx: number): FuncType | undefined;
  /** How many operands a branch to a label takes along. */
  labelArity(labelidx: number): number;
  /** How many results the function at hand has. */
  readonly returned: number;
}

type ArityRule = (scope: ArityScope, code: Int32Array, at: number) => Arity;

type PolymorphicName = Extract<(typeof INSTRUCTIONS)[number], { readonly 3: null }>[0];

/** Blocks are laid out by other means than arity. */
type BlockName = 'block' | 'loop' | 'if' | 'else' | 'end' | 'try' | 'try_table' | 'catch' | 'catch_all' | 'delegate';

function fixed(params: number, results: number): ArityRule {
  const arity = { params, results };
  return () => arity;
}

function u32(code: Int32Array, at: number): number {
  return (code[at] as number) >>> 0;
}

function ofFuncType(type: FuncType | undefined, more = 0): Arity {
  return { params: (type?.params.length ?? 0) + more, results: type?.results.length ?? 0 };
}

function typeAt({ module }: ArityScope, code: Int32Array, at: number): FuncType | undefined {
  const type = module.types[u32(code, at)]?.composite;
  return type?.kind === 'func' ? type : undefined;
}

function fieldCount({ module }: ArityScope, code: Int32Array, at: number): number {
  const type = module.types[u32(code, at)]?.composite as StructType | undefined;
  return type?.kind === 'struct' ? type.fields.length : 0;
}

const called: ArityRule = (scope, code, at) => ofFuncType(scope.funcType(u32(code, at)));
const calledWithCallee: ArityRule = (scope, code, at) => ofFuncType(typeAt(scope, code, at), 1);

/** A branch that takes `more` operands than its label does, of which `kept` are left when it does not branch. */
function branch(more: number, kept: number): ArityRule {
  return (scope, code, at) => {
    const arity = scope.labelArity(u32(code, at));
    return { params: arity + more, results: arity + kept };
  };
}

/** The arities of instructions without a signature of their own. */
const RULES: Readonly<Record<Exclude<PolymorphicName, BlockName>, ArityRule>> = {
  unreachable: fixed(0, 0),
  br: (scope, code, at) => ({ params: scope.labelArity(u32(code, at)), results: 0 }),
  br_if: branch(1, 0),
  br_table: (scope, code, at) => ({
    params: scope.labelArity(u32(code, at + 1 + u32(code, at))) + 1,
    results: 0,
  }),
  br_on_null: branch(1, 1),
  br_on_non_null: branch(0, -1),
  br_on_cast: branch(0, 0),
  br_on_cast_fail: branch(0, 0),
  br_on_cast_desc_eq: branch(1, 0),
  br_on_cast_desc_eq_fail: branch(1, 0),
  return: ({ returned }) => ({ params: returned, results: 0 }),
  call: called,
  call_indirect: calledWithCallee,
  call_ref: calledWithCallee,
  return_call: called,
  return_call_indirect: calledWithCallee,
  return_call_ref: calledWithCallee,
  throw: (scope, code, at) => ({ params: scope.tagType(u32(code, at))?.params.length ?? 0, results: 0 }),
  throw_ref: fixed(1, 0),
  rethrow: fixed(0, 0),
  drop: fixed(1, 0),
  select: fixed(3, 1),
  'select t': fixed(3, 1),
  'local.get': fixed(0, 1),
  'local.set': fixed(1, 0),
  'local.tee': fixed(1, 1),
  'global.get': fixed(0, 1),
  'global.set': fixed(1, 0),
  'table.get': fixed(1, 1),
  'table.set': fixed(2, 0),
  'table.init': fixed(3, 0),
  'table.copy': fixed(3, 0),
  'table.grow': fixed(2, 1),
  'table.size': fixed(0, 1),
  'table.fill': fixed(3, 0),
  'memory.copy': fixed(3, 0),
  'ref.null': fixed(0, 1),
  'ref.is_null': fixed(1, 1),
  'ref.func': fixed(0, 1),
  'ref.eq': fixed(2, 1),
  'ref.as_non_null': fixed(1, 1),
  'ref.test': fixed(1, 1),
  'ref.test null': fixed(1, 1),
  'ref.cast': fixed(1, 1),
  'ref.cast null': fixed(1, 1),
  'ref.get_desc': fixed(1, 1),
  'ref.cast_desc_eq': fixed(2, 1),
  'ref.cast_desc_eq null': fixed(2, 1),
  'struct.new': (scope, code, at) => ({ params: fieldCount(scope, code, at), results: 1 }),
  'struct.new_default': fixed(0, 1),
  'struct.get': fixed(1, 1),
  'struct.get_s': fixed(1, 1),
  'struct.get_u': fixed(1, 1),
  'struct.set': fixed(2, 0),
  'struct.new_desc': (scope, code, at) => ({ params: fieldCount(scope, code, at) + 1, results: 1 }),
  'struct.new_default_desc': fixed(1, 1),
  'array.new': fixed(2, 1),
  'array.new_default': fixed(1, 1),
  'array.new_fixed': (_scope, code, at) => ({ params: u32(code, at + 1), results: 1 }),
  'array.new_data': fixed(2, 1),
  'array.new_elem': fixed(2, 1),
  'array.get': fixed(2, 1),
  'array.get_s': fixed(2, 1),
  'array.get_u': fixed(2, 1),
  'array.set': fixed(3, 0),
  'array.len': fixed(1, 1),
  'array.fill': fixed(4, 0),
  'array.copy': fixed(5, 0),
  'array.init_data': fixed(4, 0),
  'array.init_elem': fixed(4, 0),
  'any.convert_extern': fixed(1, 1),
  'extern.convert_any': fixed(1, 1),
  'ref.i31': fixed(1, 1),
  'i31.get_s': fixed(1, 1),
  'i31.get_u': fixed(1, 1),
};

const RULES_BY_NAME: Readonly<Partial<Record<string, ArityRule>>> = RULES;

const RULES_BY_ID: readonly (ArityRule | undefined)[] = INSTRUCTION_NAMES.map((name, id) => {
  const signature = SIGNATURES[id];
  return signature ? fixed(signature.params.length, signature.results.length) : RULES_BY_NAME[name];
});

const NONE: Arity = { params: 0, results: 0 };

/** The arity of an instruction that is no block. */
export function arityOf(scope: ArityScope, code: Int32Array, pc: number): Arity {
  const rule = RULES_BY_ID[code[pc] as number];
  return rule === undefined ? NONE : rule(scope, code, pc + HEADER_SLOTS);
}

/** Types of functions and tags by index. */
export class EntityTypes {
  private readonly module: Module;
  private readonly importedFuncs: readonly number[];
  private readonly importedTags: readonly number[];

  constructor(module: Module) {
    this.module = module;
    const types = (kind: 'func' | 'tag'): number[] => {
      const found: number[] = [];
      for (const { type } of module.imports) {
        if (type.kind === 'func' && kind === 'func') found.push(type.type);
        else if (type.kind === 'tag' && kind === 'tag') found.push(type.type.type);
      }
      return found;
    };
    this.importedFuncs = types('func');
    this.importedTags = types('tag');
  }

  funcType(funcidx: number): FuncType | undefined {
    const { importedFuncs, module } = this;
    return this.type(importedFuncs[funcidx] ?? module.funcs[funcidx - importedFuncs.length]?.type);
  }

  tagType(tagidx: number): FuncType | undefined {
    const { importedTags, module } = this;
    return this.type(importedTags[tagidx] ?? module.tags[tagidx - importedTags.length]?.type.type);
  }

  type(typeidx: number | undefined): FuncType | undefined {
    const type = typeidx === undefined ? undefined : this.module.types[typeidx]?.composite;
    return type?.kind === 'func' ? type : undefined;
  }
}
