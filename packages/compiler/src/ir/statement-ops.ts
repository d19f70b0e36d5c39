/**
 * The statements of the IR: one flat list, in which constructs are bracketed like the instructions of a body, so that nothing that reads it needs
 * recursion. Each has the fields `x`, `y`, `z`, `w`, `v`; lists of nodes or variables stand in `FunctionIR.list`.
 *
 * ```
 * nop
 * set          x variable, y node
 * effect       x node, evaluated for its trap alone
 * field.set    x word of a structure, y the structure, z value
 * element.set  x SLOT_*, y array, z index of a slot, or of a byte for floats, w value
 * store        x STORE_KINDS, y address, z offset, w value, v memory
 * global.set   x global, y word, z node
 * call         x function, y arguments in the list, z how many words, w variables of result words in the list (-1: unused)
 * call_ref     x type, y z w as above; v callee: a node of type ref
 * call_indirect  x type, y z w as above, v packed: table index; the element index is the last node of the list, not counted by z
 * helper       x helper, y z arguments, w result variables in the list, v how many of these: the return value, then HI[0]
 * return       y result words in the list, z how many
 * slot.set     x slot of results, y node: what a part hands back
 * call_part    x number of a part, y z arguments in the list, w variable of its exit, -1: it has one
 * exit         x by which exit a part is left
 * return_call  x function, y arguments in the list, z how many words, w whether the call must wait until a try is left
 * return_call_ref  x type, y z w as above; v callee: a node of type ref
 * return_call_indirect  x type, y z w as above, v table; the element index is the last node of the list, not counted by z
 * trap         x index into TRAPS
 * trapif       x index into TRAPS, y condition
 * trapfit      x the float of a truncation that may not fit, y the condition that it does
 * block loop try  x label
 * catch        x label of a try, y the variable that receives what was thrown
 * if           x label, y condition
 * else, end    x the label
 * break        x label: leaves that construct
 * continue     x label of a loop
 * switch       x label, y node; directly inside it: case and default
 * case         x value; belongs to the statements up to the next case, default or end, and falls through
 * default
 * again        x label of a switch: dispatches anew, on what its node is now
 * ```
 */
export const STATEMENT_OPS = [
  'nop',
  'set',
  'effect',
  'store',
  'global.set',
  'field.set',
  'element.set',
  'call',
  'call_ref',
  'call_indirect',
  'helper',
  'return',
  'return_call',
  'return_call_ref',
  'return_call_indirect',
  'slot.set',
  'call_part',
  'exit',
  'trap',
  'trapif',
  'trapfit',
  'block',
  'loop',
  'try',
  'catch',
  'if',
  'else',
  'end',
  'break',
  'continue',
  'switch',
  'case',
  'default',
  'again',
] as const;

/** The name of a kind of statement. */
export type StatementOp = (typeof STATEMENT_OPS)[number];

/** Codes by name. */
export const STATEMENT: Readonly<Record<StatementOp, number>> = Object.fromEntries(
  STATEMENT_OPS.map((name, code) => [name, code]),
) as Record<StatementOp, number>;

export const S_NOP: number = STATEMENT.nop;
export const S_SET: number = STATEMENT.set;
export const S_EFFECT: number = STATEMENT.effect;
export const S_STORE: number = STATEMENT.store;
export const S_GLOBAL_SET: number = STATEMENT['global.set'];
export const S_FIELD_SET: number = STATEMENT['field.set'];
export const S_ELEMENT_SET: number = STATEMENT['element.set'];
export const S_CALL: number = STATEMENT.call;
export const S_CALL_REF: number = STATEMENT.call_ref;
export const S_CALL_INDIRECT: number = STATEMENT.call_indirect;
export const S_HELPER: number = STATEMENT.helper;
export const S_RETURN: number = STATEMENT.return;
export const S_RETURN_CALL: number = STATEMENT.return_call;
export const S_RETURN_CALL_REF: number = STATEMENT.return_call_ref;
export const S_RETURN_CALL_INDIRECT: number = STATEMENT.return_call_indirect;
export const S_SLOT_SET: number = STATEMENT['slot.set'];
export const S_CALL_PART: number = STATEMENT.call_part;
export const S_EXIT: number = STATEMENT.exit;
export const S_TRAP: number = STATEMENT.trap;
export const S_TRAP_IF: number = STATEMENT.trapif;
export const S_TRAP_FIT: number = STATEMENT.trapfit;
export const S_BLOCK: number = STATEMENT.block;
export const S_LOOP: number = STATEMENT.loop;
export const S_TRY: number = STATEMENT.try;
export const S_CATCH: number = STATEMENT.catch;
export const S_IF: number = STATEMENT.if;
export const S_ELSE: number = STATEMENT.else;
export const S_END: number = STATEMENT.end;
export const S_BREAK: number = STATEMENT.break;
export const S_CONTINUE: number = STATEMENT.continue;
export const S_SWITCH: number = STATEMENT.switch;
export const S_CASE: number = STATEMENT.case;
export const S_DEFAULT: number = STATEMENT.default;
export const S_AGAIN: number = STATEMENT.again;

/** Whether a statement has arguments or results in the list, from `y` on, `z` many, by code. */
export const HAS_ARGUMENTS: Uint8Array = Uint8Array.from(STATEMENT_OPS, (name) =>
  name === 'helper' || name.includes('call') || name === 'return' ? 1 : 0,
);

/** What a `store` writes. */
export const STORE_KINDS = ['i8', 'i16', 'i32', 'f32', 'f64', 'i64'] as const;

export const STORE_I8 = 0;
export const STORE_I16 = 1;
export const STORE_I32 = 2;
export const STORE_F32 = 3;
export const STORE_F64 = 4;
/** A BigInt. */
export const STORE_I64 = 5;

/** What an `element.set` writes: a slot of the array's storage, or a float at a byte. */
export const SLOT_WORD = 0;
export const SLOT_F32 = 1;
export const SLOT_F64 = 2;

/** What may be handed to a helper, by the code in field `a` of an `entity` node. */
export const ENTITIES = [
  'memory',
  'table',
  'data',
  'element',
  'type',
  'function',
  'instance',
  'global',
  'struct',
  'array',
  'tag',
] as const;

/** A kind of entity. */
export type Entity = (typeof ENTITIES)[number];

/** Whether a statement opens a construct that an `end` closes, by code. */
export const OPENING: Uint8Array = Uint8Array.from(STATEMENT_OPS, (name) =>
  name === 'block' || name === 'loop' || name === 'try' || name === 'if' || name === 'switch' ? 1 : 0,
);

const WITHOUT_NODES: readonly StatementOp[] = [
  'nop',
  'trap',
  'exit',
  'block',
  'loop',
  'try',
  'catch',
  'else',
  'end',
  'break',
  'continue',
  'case',
  'default',
  'again',
];

/** Whether a statement has nodes at all, by code. */
export const HAS_NODES: Uint8Array = Uint8Array.from(STATEMENT_OPS, (name) => (WITHOUT_NODES.includes(name) ? 0 : 1));

const SETTING: readonly StatementOp[] = ['set', 'catch', 'call', 'call_ref', 'call_indirect', 'call_part', 'helper'];

/** Whether a statement may set variables, by code. */
export const SETS_VARIABLES: Uint8Array = Uint8Array.from(STATEMENT_OPS, (name) => (SETTING.includes(name) ? 1 : 0));
