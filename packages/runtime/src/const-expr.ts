import { HI, i64_add, i64_mul, i64_sub, nanSchemes } from '@softwasm/numerics';
import {
  type Expr,
  HEADER_SLOTS,
  I64,
  INSTRUCTION_COUNT,
  INSTRUCTION_ID,
  type InstructionName,
  IntegerExpr,
  instructionSlots,
  type StructType,
  Trap,
} from '@softwasm/syntax';
import type { StructInstance } from './aggregate-instances.ts';
import { newArray, newDefaultArray, newFilledArray, newStruct } from './aggregates.ts';
import type { GlobalInstance } from './global-instance.ts';
import type { ModuleInstance } from './module-instance.ts';
import type { Int64, WasmValue } from './values.ts';

/** Operands, top last; an `i64` as an {@link Int64}. */
type Stack = WasmValue[];

/** Executes one constant instruction; its immediates begin at `at`. */
type Handler = (stack: Stack, code: Int32Array, at: number, instance: ModuleInstance) => void;

/** Handlers by instruction id; nothing where an instruction is not constant. */
const HANDLERS: (Handler | undefined)[] = new Array(INSTRUCTION_COUNT).fill(undefined);

const END = INSTRUCTION_ID.end;

/**
 * Evaluates a constant expression (§4.7.1) in an instance whose imports, functions and earlier globals exist. Iterative: expressions may be long.
 *
 * @see https://webassembly.github.io/spec/core/valid/instructions.html#constant-expressions
 */
export function evaluateConst(instance: ModuleInstance, expr: Expr): WasmValue {
  if (expr instanceof IntegerExpr) return expr.value;
  const { code } = expr;
  const stack: Stack = [];
  for (let pc = 0; code[pc] !== END; pc += instructionSlots(code, pc)) {
    (HANDLERS[code[pc] as number] as Handler)(stack, code, pc + HEADER_SLOTS, instance);
  }
  return stack[0];
}

function define(name: InstructionName, handler: Handler): void {
  HANDLERS[INSTRUCTION_ID[name]] = handler;
}

function defineI32(name: InstructionName, operation: (a: number, b: number) => number): void {
  define(name, (stack) => {
    const b = stack.pop() as number;
    stack.push(operation(stack.pop() as number, b));
  });
}

function defineI64(name: InstructionName, operation: (al: number, ah: number, bl: number, bh: number) => number): void {
  define(name, (stack) => {
    const b = stack.pop() as Int64;
    const a = stack.pop() as Int64;
    stack.push(int64(operation(a.low, a.high, b.low, b.high), HI[0] as number));
  });
}

function int64(low: number, high: number): Int64 {
  return { low, high };
}

define('i32.const', (stack, code, at) => void stack.push(code[at]));
define('i64.const', (stack, code, at) => void stack.push(int64(code[at] as number, code[at + 1] as number)));
define('f32.const', (stack, code, at) => void stack.push(nanSchemes.box.f32FromBits(code[at] as number)));
define('f64.const', (stack, code, at) => {
  stack.push(nanSchemes.box.f64FromBits(code[at] as number, code[at + 1] as number));
});
define('v128.const', (stack, code, at) => void stack.push(code.slice(at, at + 4)));

defineI32('i32.add', (a, b) => (a + b) | 0);
defineI32('i32.sub', (a, b) => (a - b) | 0);
defineI32('i32.mul', (a, b) => Math.imul(a, b));
defineI64('i64.add', i64_add);
defineI64('i64.sub', i64_sub);
defineI64('i64.mul', i64_mul);

define('ref.null', (stack) => void stack.push(null));
define('ref.func', (stack, code, at, instance) => void stack.push(instance.func(code[at] as number)));
define('global.get', (stack, code, at, instance) => {
  const global = instance.globals[code[at] as number] as GlobalInstance;
  const { type, words } = global;
  stack.push(type.type === I64 ? int64(words[0] as number, words[1] as number) : global.value);
});

// An i31 is its number; an external reference is the host's value, and so is its internal form (docs/CALLING-CONVENTION.md).
define('ref.i31', (stack) => void stack.push(((stack.pop() as number) << 1) >> 1));
define('any.convert_extern', () => {});
define('extern.convert_any', () => {});

define('struct.new', (stack, code, at, { store, types }) => {
  const type = types[code[at] as number] as number;
  const { fields } = store.types.get(type).composite as StructType;
  stack.push(newStruct(store, type, stack.splice(stack.length - fields.length)));
});
define('struct.new_default', (stack, code, at, { store, types }) => {
  stack.push(newStruct(store, types[code[at] as number] as number));
});
define('struct.new_desc', (stack, code, at, { store, types }) => {
  const type = types[code[at] as number] as number;
  const { fields } = store.types.get(type).composite as StructType;
  const descriptor = popDescriptor(stack);
  stack.push(newStruct(store, type, stack.splice(stack.length - fields.length), descriptor));
});
define('struct.new_default_desc', (stack, code, at, { store, types }) => {
  const descriptor = popDescriptor(stack);
  stack.push(newStruct(store, types[code[at] as number] as number, undefined, descriptor));
});
define('array.new', (stack, code, at, { store, types }) => {
  const length = (stack.pop() as number) >>> 0;
  stack.push(newFilledArray(store, types[code[at] as number] as number, length, stack.pop()));
});
define('array.new_default', (stack, code, at, { store, types }) => {
  const length = (stack.pop() as number) >>> 0;
  stack.push(newDefaultArray(store, types[code[at] as number] as number, length));
});
define('array.new_fixed', (stack, code, at, { store, types }) => {
  const values = stack.splice(stack.length - (code[at + 1] as number));
  stack.push(newArray(store, types[code[at] as number] as number, values));
});

function popDescriptor(stack: Stack): StructInstance {
  const descriptor = stack.pop() as StructInstance | null;
  if (descriptor === null) throw new Trap('null-descriptor');
  return descriptor;
}
