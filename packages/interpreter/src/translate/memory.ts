import {
  INSTRUCTION_ID,
  type InstructionName,
  type InstructionNameIn,
  SIGNATURES,
  type ValType,
} from '@softwasm/syntax';
import type { HandlerName } from '../handlers/index.ts';
import { OPERATION } from '../operations.generated.ts';
import type { OperationName } from './operands.ts';
import { type Shape, shapeOf } from './shapes.ts';
import type { Translate, Translations, Translator } from './translator.ts';

/** 1 where a memory's or table's addresses are 64 bits wide. */
function isWide({ addressType }: { readonly addressType: 'i32' | 'i64' }): number {
  return addressType === 'i64' ? 1 : 0;
}

/** The slots of a memarg: alignment, memory, offset low and high. */
const MEMARG_SLOTS = 4;

/** Whether the machine has its own operations for an access: to memory 0, at an address of 32 bits, with an offset below 2^31. */
function isPlain(t: Translator, at: number): boolean {
  return t.body[at + 1] === 0 && t.body[at + 3] === 0 && t.body[at + 2]! >= 0 && isWide(t.spaces.memories[0]!) === 0;
}

/** What a handler finds of a memarg: memory, width of the address, offset. */
function memarg({ body, spaces }: Translator, at: number): number[] {
  const memory = body[at + 1]!;
  return [memory, isWide(spaces.memories[memory]!), body[at + 2]!, body[at + 3]!];
}

function resultOf(name: InstructionName): ValType {
  return SIGNATURES[INSTRUCTION_ID[name]]!.results[0]!;
}

/** What loads include that comes before them, by operation: behind the name of the load. */
const ADDRESSES: ReadonlyMap<number, string> = new Map([
  [OPERATION['i32.add k'], ' add k'],
  [OPERATION['i32.add'], ' add'],
  [OPERATION['i32.shl_add'], ' shl_add'],
  [OPERATION['i32.shl_add k'], ' shl_add k'],
]);
const ADDRESS_OPERATIONS: ReadonlySet<number> = new Set(ADDRESSES.keys());

/** The forms of a load that include how the address is computed, by the operation that does that; none of rare loads. */
function formsWithAddress(name: OperationName): ReadonlyMap<number, OperationName> {
  const forms = new Map<number, OperationName>();
  for (const [operation, suffix] of ADDRESSES) {
    const form = `${name}${suffix}`;
    if (form in OPERATION) forms.set(operation, form as OperationName);
  }
  return forms;
}

function plainLoad(shape: Shape, name: OperationName): (t: Translator, offset: number) => void {
  const forms = formsWithAddress(name);
  const operation = OPERATION[name];
  return (t, offset) => {
    const address = forms.size > 0 ? t.takeBack(ADDRESS_OPERATIONS) : undefined;
    if (address === undefined) t.emitBinary(shape, operation, t.pop(), offset);
    else t.emitResult(shape, forms.get(address.operation)!, ...address.operands, offset);
  };
}

/** A load; `operation` where the machine has one. */
function load(name: InstructionName & HandlerName, operation?: OperationName): Translate {
  const shape = shapeOf(resultOf(name));
  const plain = operation === undefined ? undefined : plainLoad(shape, operation);
  return (t, at) => {
    if (plain !== undefined && isPlain(t, at)) plain(t, t.body[at + 2]!);
    else t.handlerResult(shape, name, t.pop(), ...memarg(t, at));
  };
}

function store(name: HandlerName, plain?: OperationName): Translate {
  const operation = plain === undefined ? -1 : OPERATION[plain];
  return (t, at) => {
    if (plain === 'i64.store' && t.topConstantPair !== undefined && isPlain(t, at)) {
      const [low, high] = t.popConstantPair();
      t.code.push4(OPERATION['i64.store k'], t.pop(), low, high);
      t.code.push(t.body[at + 2]!);
      return;
    }
    const value = t.pop();
    const address = t.pop();
    if (operation >= 0 && isPlain(t, at)) t.code.push4(operation, address, value, t.body[at + 2]!);
    else t.handler(name, address, value, ...memarg(t, at));
  };
}

/** Behind the memarg stands a lane. */
function loadLane(name: InstructionName & HandlerName): Translate {
  const shape = shapeOf(resultOf(name));
  return (t, at) => {
    const vector = t.pop();
    const address = t.pop();
    t.handlerResult(shape, name, address, ...memarg(t, at), vector, t.body[at + MEMARG_SLOTS]!);
  };
}

function storeLane(name: HandlerName): Translate {
  return (t, at) => {
    const vector = t.pop();
    t.handler(name, t.pop(), vector, ...memarg(t, at), t.body[at + MEMARG_SLOTS]!);
  };
}

/** Any atomic instruction: operands, then the memarg. */
export function atomic(name: InstructionName & HandlerName): Translate {
  const { params, results } = SIGNATURES[INSTRUCTION_ID[name]]!;
  return (t, at) => {
    const operands = params.map(() => t.pop()).reverse();
    const address = operands[0]!;
    const rest = [address, ...memarg(t, at), ...operands.slice(1)];
    if (results.length === 0) t.handler(name, ...rest);
    else t.handlerResult(shapeOf(results[0]!), name, ...rest);
  };
}

export const MEMORY: Translations<
  InstructionNameIn<'memory'> | Extract<InstructionNameIn<'vector'>, `v128.${'load' | 'store'}${string}`>
> = {
  'i32.load': load('i32.load', 'i32.load'),
  'i64.load': load('i64.load', 'i64.load'),
  'f32.load': load('f32.load', 'i32.load'),
  'f64.load': load('f64.load', 'i64.load'),
  'i32.load8_s': load('i32.load8_s', 'i32.load8_s'),
  'i32.load8_u': load('i32.load8_u', 'i32.load8_u'),
  'i32.load16_s': load('i32.load16_s', 'i32.load16_s'),
  'i32.load16_u': load('i32.load16_u', 'i32.load16_u'),
  'i64.load8_s': load('i64.load8_s', 'i64.load8_s'),
  'i64.load8_u': load('i64.load8_u', 'i64.load8_u'),
  'i64.load16_s': load('i64.load16_s', 'i64.load16_s'),
  'i64.load16_u': load('i64.load16_u', 'i64.load16_u'),
  'i64.load32_s': load('i64.load32_s', 'i64.load32_s'),
  'i64.load32_u': load('i64.load32_u', 'i64.load32_u'),
  'i32.store': store('i32.store', 'i32.store'),
  'i64.store': store('i64.store', 'i64.store'),
  'f32.store': store('i32.store', 'i32.store'),
  'f64.store': store('i64.store', 'i64.store'),
  'i32.store8': store('i32.store8', 'i32.store8'),
  'i32.store16': store('i32.store16', 'i32.store16'),
  'i64.store8': store('i32.store8', 'i32.store8'),
  'i64.store16': store('i32.store16', 'i32.store16'),
  'i64.store32': store('i32.store', 'i32.store'),
  'v128.load': load('v128.load'),
  'v128.load8x8_s': load('v128.load8x8_s'),
  'v128.load8x8_u': load('v128.load8x8_u'),
  'v128.load16x4_s': load('v128.load16x4_s'),
  'v128.load16x4_u': load('v128.load16x4_u'),
  'v128.load32x2_s': load('v128.load32x2_s'),
  'v128.load32x2_u': load('v128.load32x2_u'),
  'v128.load8_splat': load('v128.load8_splat'),
  'v128.load16_splat': load('v128.load16_splat'),
  'v128.load32_splat': load('v128.load32_splat'),
  'v128.load64_splat': load('v128.load64_splat'),
  'v128.load32_zero': load('v128.load32_zero'),
  'v128.load64_zero': load('v128.load64_zero'),
  'v128.store': store('v128.store'),
  'v128.load8_lane': loadLane('v128.load8_lane'),
  'v128.load16_lane': loadLane('v128.load16_lane'),
  'v128.load32_lane': loadLane('v128.load32_lane'),
  'v128.load64_lane': loadLane('v128.load64_lane'),
  'v128.store8_lane': storeLane('v128.store8_lane'),
  'v128.store16_lane': storeLane('v128.store16_lane'),
  'v128.store32_lane': storeLane('v128.store32_lane'),
  'v128.store64_lane': storeLane('v128.store64_lane'),
  'memory.size': (t, at) => {
    const memory = t.body[at]!;
    const wide = isWide(t.spaces.memories[memory]!);
    t.handlerResult(wide === 1 ? 1 : 0, 'memory.size', memory, wide);
  },
  'memory.grow': (t, at) => {
    const memory = t.body[at]!;
    const wide = isWide(t.spaces.memories[memory]!);
    const delta = t.pop();
    t.handlerResult(wide === 1 ? 1 : 0, 'memory.grow', delta, memory, wide);
  },
  'memory.fill': (t, at) => {
    const memory = t.body[at]!;
    const [count, value, to] = [t.pop(), t.pop(), t.pop()];
    t.handler('memory.fill', to, value, count, memory, isWide(t.spaces.memories[memory]!));
  },
  'memory.copy': (t, at) => {
    const [target, source] = [t.body[at]!, t.body[at + 1]!];
    const [count, from, to] = [t.pop(), t.pop(), t.pop()];
    const { memories } = t.spaces;
    t.handler('memory.copy', to, from, count, target, isWide(memories[target]!), source, isWide(memories[source]!));
  },
  'memory.init': (t, at) => {
    const [data, memory] = [t.body[at]!, t.body[at + 1]!];
    const [count, from, to] = [t.pop(), t.pop(), t.pop()];
    t.handler('memory.init', to, from, count, data, memory, isWide(t.spaces.memories[memory]!));
  },
  'data.drop': (t, at) => t.handler('data.drop', t.body[at]!),
};

export const TABLES: Translations<InstructionNameIn<'table'>> = {
  'table.get': (t, at) => {
    const table = t.body[at]!;
    const index = t.pop();
    t.handlerResult(3, 'table.get', index, table, isWide(t.spaces.tables[table]!));
  },
  'table.set': (t, at) => {
    const table = t.body[at]!;
    const [value, index] = [t.pop(), t.pop()];
    t.handler('table.set', index, value, table, isWide(t.spaces.tables[table]!));
  },
  'table.size': (t, at) => {
    const table = t.body[at]!;
    const wide = isWide(t.spaces.tables[table]!);
    t.handlerResult(wide === 1 ? 1 : 0, 'table.size', table, wide);
  },
  'table.grow': (t, at) => {
    const table = t.body[at]!;
    const wide = isWide(t.spaces.tables[table]!);
    const [count, value] = [t.pop(), t.pop()];
    t.handlerResult(wide === 1 ? 1 : 0, 'table.grow', value, count, table, wide);
  },
  'table.fill': (t, at) => {
    const table = t.body[at]!;
    const [count, value, to] = [t.pop(), t.pop(), t.pop()];
    t.handler('table.fill', to, value, count, table, isWide(t.spaces.tables[table]!));
  },
  'table.copy': (t, at) => {
    const [target, source] = [t.body[at]!, t.body[at + 1]!];
    const [count, from, to] = [t.pop(), t.pop(), t.pop()];
    const { tables } = t.spaces;
    t.handler('table.copy', to, from, count, target, isWide(tables[target]!), source, isWide(tables[source]!));
  },
  'table.init': (t, at) => {
    const [element, table] = [t.body[at]!, t.body[at + 1]!];
    const [count, from, to] = [t.pop(), t.pop(), t.pop()];
    t.handler('table.init', to, from, count, element, table, isWide(t.spaces.tables[table]!));
  },
  'elem.drop': (t, at) => t.handler('elem.drop', t.body[at]!),
};
