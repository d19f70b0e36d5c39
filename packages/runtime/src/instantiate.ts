import { type ElementInit, type Expr, renameValType, type SegmentMode, type ValidModule } from '@softwasm/syntax';
import { evaluateConst } from './const-expr.ts';
import type { PreparedModule } from './engine.ts';
import type { ExternInstance } from './extern.ts';
import { GlobalInstance } from './global-instance.ts';
import { invoke } from './invoke.ts';
import { checkImports } from './link.ts';
import { memoryInit } from './memory-bulk.ts';
import { MemoryInstance } from './memory-instance.ts';
import { ModuleInstance } from './module-instance.ts';
import type { ResourceBudget } from './resource-budget.ts';
import { DataInstance, ElementInstance, type Elements } from './segment-instances.ts';
import type { Store } from './store.ts';
import { TableInstance } from './table-instance.ts';
import { TagInstance } from './tag-instance.ts';
import type { Int64 } from './values.ts';

/** What whoever instantiates may add. */
export interface InstantiateOptions {
  /** Bounds the memories and tables that the module defines. Absent: they are bounded by their types and the implementation. */
  readonly budget?: ResourceBudget;
  /** Called when the instance is complete, before active segments and the start function run. */
  readonly onLinked?: (instance: ModuleInstance) => void;
}

/**
 * Instantiates a module (§4.7.2): checks the imports, allocates, lets the engine link its code, runs active segments in order, then the start function.
 * Nothing is changed where imports do not fit; where a segment or the start function traps, what earlier ones did to imported tables, memories and
 * globals stays, as the specification says.
 *
 * @param imports one for each of the module's imports, in order, of the same store; `undefined` where there is none
 * @throws LinkError where imports do not fit
 * @throws ResourceError where the host cannot provide a memory or table, or the budget has not enough for it
 * @throws Trap, `ExceptionInstance` or a host function's error, from segments and the start function
 * @see https://webassembly.github.io/spec/core/exec/modules.html#instantiation
 */
export function instantiate(
  store: Store,
  prepared: PreparedModule,
  imports: readonly (ExternInstance | undefined)[],
  { budget, onLinked }: InstantiateOptions = {},
): ModuleInstance {
  const { module } = prepared;
  const checked = checkImports(store, module, imports);
  budget?.check(module);
  const instance = new ModuleInstance(store, module);
  store.classes.use(prepared.engine.makeShape);
  addImports(instance, checked);
  allocate(instance, module, budget);
  instance.link(prepared.link(instance));
  for (const { name, kind, index } of module.exports) instance.exports.set(name, instance.extern(kind, index));
  onLinked?.(instance);
  runElementSegments(instance, module);
  runDataSegments(instance, module);
  if (module.start !== undefined) invoke(instance.func(module.start.func), []);
  return instance;
}

function addImports(instance: ModuleInstance, imports: readonly ExternInstance[]): void {
  let funcs = 0;
  for (const extern of imports) {
    if (extern.kind === 'func') instance.importFunc(funcs++, extern);
    else if (extern.kind === 'table') instance.tables.push(extern);
    else if (extern.kind === 'memory') instance.memories.push(extern);
    else if (extern.kind === 'global') instance.globals.push(extern);
    else instance.tags.push(extern);
  }
}

/** Allocates what the module defines (§4.7.1.12). Functions come into being when they are asked for. */
function allocate(instance: ModuleInstance, module: ValidModule, budget: ResourceBudget | undefined): void {
  const { store, types } = instance;
  const rename = (typeidx: number): number => types[typeidx] as number;
  for (const { type } of module.tags) instance.tags.push(new TagInstance(store, rename(type.type)));
  for (const { type } of module.memories) instance.memories.push(new MemoryInstance(store, type, undefined, budget));
  for (const { type, init } of module.globals) {
    const canonical = { ...type, type: renameValType(type.type, rename) };
    instance.globals.push(new GlobalInstance(canonical, evaluateConst(instance, init)));
  }
  for (const { type, init } of module.tables) {
    const canonical = { ...type, element: renameValType(type.element, rename) };
    const value = init === undefined ? null : evaluateConst(instance, init);
    instance.tables.push(new TableInstance(store, canonical, value, budget));
  }
  for (const { init } of module.elements) instance.elements.push(new ElementInstance(elementsOf(instance, init)));
  for (const segment of module.datas) instance.datas.push(new DataInstance(segment));
}

function elementsOf(instance: ModuleInstance, init: ElementInit): Elements {
  if (init.kind === 'funcs') {
    const { funcs } = init;
    return { length: funcs.length, get: (index) => instance.func(funcs[index] as number) };
  }
  const values = init.exprs.map((expr) => evaluateConst(instance, expr));
  return { length: values.length, get: (index) => values[index] };
}

function runElementSegments(instance: ModuleInstance, module: ValidModule): void {
  module.elements.forEach(({ mode }, i) => {
    const segment = instance.elements[i] as ElementInstance;
    if (mode.kind === 'active') {
      const table = instance.tables[mode.index] as TableInstance;
      table.init(startOf(instance, mode), segment, 0, segment.elements.length);
    }
    if (mode.kind !== 'passive') segment.drop();
  });
}

function runDataSegments(instance: ModuleInstance, module: ValidModule): void {
  module.datas.forEach(({ mode }, i) => {
    if (mode.kind !== 'active') return;
    const segment = instance.datas[i] as DataInstance;
    const memory = instance.memories[mode.index] as MemoryInstance;
    memoryInit(memory, startOf(instance, mode), segment);
    segment.drop();
  });
}

/** Where an active segment goes: an unsigned address of 32 or 64 bits, inexact from 2^53 on, which is out of any bounds. */
function startOf(instance: ModuleInstance, mode: Extract<SegmentMode, { kind: 'active' }>): number {
  const at = evaluateConst(instance, mode.at as Expr);
  if (typeof at === 'number') return at >>> 0;
  const { low, high } = at as Int64;
  return (high >>> 0) * 2 ** 32 + (low >>> 0);
}
