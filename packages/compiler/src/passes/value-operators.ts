import { RUNTIME_HELPERS } from '../emit/runtime-helpers.ts';
import type { FunctionIR } from '../ir/function-ir.ts';
import { NODE_NAMES, type NodeOp, OP, OPERANDS } from '../ir/node-ops.ts';
import { S_HELPER, STATEMENT_OPS } from '../ir/statement-ops.ts';
import { HANDS_BACK } from './demand.ts';

/*
 * What `reuse.ts` has to know of operators and statements.
 */

/** How the value of an operator depends on its fields. */
export const UNKNOWN: number = 0;
/** On operands, or constants in their place, alone. */
export const PURE: number = 1;
export const LOAD: number = 2;
/** On what statements change besides memories. */
export const STATE: number = 3;

const CONSTANTS: ReadonlySet<NodeOp> = new Set<NodeOp>(['i32.const', 'f32.const', 'f64.const', 'ref.null', 'entity']);

/** Those that read what changes, but for globals. */
const FIELDS: ReadonlySet<NodeOp> = new Set<NodeOp>(['field', 'array.slot', 'array.f32', 'array.f64']);

function kindOf(name: NodeOp): number {
  if (name.startsWith('load')) return LOAD;
  if (name === 'global' || FIELDS.has(name)) return STATE;
  if (/^(?:get|slot|memory\.size|table\.size|low|high|ref\.i31|long.*)$/.test(name)) return UNKNOWN;
  return PURE;
}

export const KINDS: Uint8Array = Uint8Array.from(NODE_NAMES, kindOf);
export const IS_CONSTANT: Uint8Array = Uint8Array.from(NODE_NAMES, (name) => (CONSTANTS.has(name) ? 1 : 0));
/** The operators that look into references, of which little is known while the IR is built. */
export const LOOKING_INTO: readonly number[] = NODE_NAMES.filter((name) =>
  /^(?:field|array|is\.|payload)/.test(name),
).map((name) => OP[name]);
export const IS_FIELD: Uint8Array = Uint8Array.from(NODE_NAMES, (name) => (FIELDS.has(name) ? 1 : 0));

/** How many fields are operands, or say what the operator does. */
export const FIELD_COUNTS: Uint8Array = Uint8Array.from(NODE_NAMES, (name) => {
  if (/^(?:load.*|is\.type)$/.test(name)) return 3;
  if (/^(?:f64\.const|global|entity|field|field\.const|payload|is\.kind|tagged)$/.test(name)) return 2;
  return /^(?:i32\.const|f32\.const)$/.test(name) ? 1 : OPERANDS[OP[name]]!;
});

/** Whether the bits of NaNs among the operands can be seen, whatever is asked of the result. */
export const HANDS_BITS: Uint8Array = Uint8Array.from(NODE_NAMES, (_, op) => (HANDS_BACK.has(op) ? 1 : 0));

/** Operators whose operands may stand in any order. */
export const COMMUTES: Uint8Array = Uint8Array.from(NODE_NAMES, (name) =>
  ['add', 'mul', 'and', 'or', 'xor'].includes(name) ? 1 : 0,
);

/** Operators that do not evaluate all operands. */
export const IS_LAZY: Uint8Array = Uint8Array.from(NODE_NAMES, (name) =>
  ['cond', 'cond.bool', 'both', 'either'].includes(name) ? 1 : 0,
);

/** About how many operations of an interpreter an operator is. */
function weightOf(name: NodeOp): number {
  if (KINDS[OP[name]] === LOAD || name === 'call' || name === 'f64.sqrt') return 8;
  if (/^mulhi|^f32|^(?:ctz|popcnt)$|^f64.(?:min|max|ceil|floor|trunc|abs)$/.test(name)) return 6;
  if (/^f64\.of/.test(name)) return 1;
  if (/^f64|^(?:mul|rotl|clz|div_.|rem_.)$|^(?:is|array)\.|^field|^payload/.test(name)) return 3;
  return CONSTANTS.has(name) || name === 'get' ? 0 : 1;
}
export const WEIGHTS: Uint8Array = Uint8Array.from(NODE_NAMES, weightOf);

/** Numeric helpers, which change nothing. */
export const IS_NUMERIC: Uint8Array = Uint8Array.from(RUNTIME_HELPERS, (name) =>
  /^(?:i32|i64|f32|f64|i8x4|i16x2)_/.test(name) ? 1 : 0,
);

/** Bytes that loads and stores are about, by operator and by what is stored. */
export const LOAD_SIZES: Uint8Array = Uint8Array.from(NODE_NAMES, (name) =>
  name === 'load_f64' || name === 'load_i64' ? 8 : name.startsWith('load8') ? 1 : name.startsWith('load16') ? 2 : 4,
);
export const STORE_SIZES: readonly number[] = [1, 2, 4, 4, 8, 8];
export const LOG2: readonly number[] = [0, 0, 1, 1, 2, 2, 2, 2, 3];

/** Statements behind which control does not come, by code. */
export const LEAVES: Uint8Array = Uint8Array.from(STATEMENT_OPS, (name) =>
  /^(?:break|continue|again|trap|exit|return.*)$/.test(name) ? 1 : 0,
);

/** Statements that change what nodes read, by code; but for numeric helpers. */
export const CHANGES: Uint8Array = Uint8Array.from(STATEMENT_OPS, (name) =>
  /^(?:store|helper|(?:global|field|element)\.set|call.*)$/.test(name) ? 1 : 0,
);

/** Whether a statement may change what nodes read, apart from variables. */
export function isEffect({ kind, x }: FunctionIR, i: number): boolean {
  return CHANGES[kind[i]!] === 1 && (kind[i] !== S_HELPER || IS_NUMERIC[x[i]!] === 0);
}
