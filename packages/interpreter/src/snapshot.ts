import {
  AggregateInstance,
  type ArrayElements,
  ArrayInstance,
  ExceptionInstance,
  type ModuleInstance,
  type TableContents,
  type WasmValue,
} from '@softwasm/runtime';
import type { InterpretedFunction } from './context.ts';
import type { Machine } from './machine.ts';

/*
 * The state of programs at one moment, to go back to. Structures and arrays keep their identity: what is saved and put back is what is in them.
 */

interface InstanceState {
  readonly instance: ModuleInstance;
  readonly memories: readonly Uint8Array[];
  readonly tables: readonly TableContents[];
  readonly globals: readonly WasmValue[];
  /** Which segments are still there: their contents. */
  readonly datas: readonly Uint8Array[];
  readonly elements: ModuleInstance['elements'][number]['elements'][];
}

/** What is in a structure or array. */
interface AggregateState {
  readonly aggregate: AggregateInstance;
  readonly words: readonly [name: string, word: unknown][];
  readonly elements: ArrayElements | undefined;
}

/** What {@link takeSnapshot} gives: opaque. */
export interface Snapshot {
  readonly words: Int32Array;
  readonly references: readonly unknown[];
  readonly functions: readonly InterpretedFunction[];
  readonly bases: Int32Array;
  readonly returns: Int32Array;
  readonly instances: readonly InstanceState[];
  readonly aggregates: readonly AggregateState[];
}

/**
 * Saves the state of a machine and of these instances: their memories, tables, globals and segments, and all structures and arrays that can be reached from
 * there. What the host has is not in it.
 */
export function takeSnapshot(machine: Machine, instances: readonly ModuleInstance[] = []): Snapshot {
  const { depth } = machine;
  const states = instances.map(stateOf);
  const references = machine.references.slice();
  return {
    words: machine.words.slice(0, machine.top),
    references,
    functions: machine.functions.slice(1, depth + 1),
    bases: machine.bases.slice(1, depth + 1),
    returns: machine.returns.slice(1, depth + 1),
    instances: states,
    aggregates: aggregatesFrom([references, ...states.flatMap(({ globals, tables }) => [globals, ...tables.map(all)])]),
  };
}

/** Goes back to a snapshot of this machine. Activations that were paused then can go on again. */
export function restoreSnapshot(machine: Machine, snapshot: Snapshot): void {
  const { functions } = snapshot;
  machine.words.set(snapshot.words);
  machine.references.length = 0;
  for (const reference of snapshot.references) machine.references.push(reference);
  functions.forEach((func, i) => {
    machine.functions[i + 1] = func;
  });
  machine.bases.set(snapshot.bases, 1);
  machine.returns.set(snapshot.returns, 1);
  machine.depth = functions.length;
  for (const state of snapshot.instances) restoreInstance(state);
  for (const state of snapshot.aggregates) restoreAggregate(state);
}

function stateOf(instance: ModuleInstance): InstanceState {
  return {
    instance,
    memories: instance.memories.map(({ bytes }) => bytes.slice()),
    tables: instance.tables.map((table) => table.save()),
    globals: instance.globals.map(({ value }) => value),
    datas: instance.datas.map(({ bytes }) => bytes),
    elements: instance.elements.map(({ elements }) => elements),
  };
}

function restoreInstance({ instance, memories, tables, globals, datas, elements }: InstanceState): void {
  memories.forEach((bytes, i) => {
    instance.memories[i]!.restore(bytes);
  });
  tables.forEach((contents, i) => {
    instance.tables[i]!.restore(contents);
  });
  globals.forEach((value, i) => {
    instance.globals[i]!.value = value;
  });
  datas.forEach((bytes, i) => {
    instance.datas[i]!.bytes = bytes;
  });
  elements.forEach((segment, i) => {
    instance.elements[i]!.elements = segment;
  });
}

function all({ elements, rest }: TableContents): readonly unknown[] {
  return [...elements, rest];
}

/** The states of all structures and arrays that can be reached. */
function aggregatesFrom(roots: readonly (readonly unknown[])[]): AggregateState[] {
  const states: AggregateState[] = [];
  const seen = new Set<unknown>();
  const waiting = roots.slice();
  for (let values = waiting.pop(); values !== undefined; values = waiting.pop()) {
    for (const value of values) {
      if (value instanceof ExceptionInstance) waiting.push(value.words);
      if (!(value instanceof AggregateInstance) || seen.has(value)) continue;
      seen.add(value);
      const state = aggregateState(value);
      states.push(state);
      waiting.push(state.words.map(([, word]) => word));
      if (Array.isArray(state.elements)) waiting.push(state.elements);
    }
  }
  return states;
}

function aggregateState(aggregate: AggregateInstance): AggregateState {
  if (aggregate instanceof ArrayInstance) return { aggregate, words: [], elements: copyOf(aggregate.e) };
  return { aggregate, words: Object.entries(aggregate), elements: undefined };
}

function copyOf(elements: ArrayElements): ArrayElements {
  return elements instanceof DataView ? new DataView(elements.buffer.slice(0)) : elements.slice();
}

function restoreAggregate({ aggregate, words, elements }: AggregateState): void {
  for (const [name, word] of words) Reflect.set(aggregate, name, word);
  if (elements === undefined) return;
  const { e } = aggregate as ArrayInstance;
  if (e instanceof DataView) new Uint8Array(e.buffer).set(new Uint8Array((elements as DataView).buffer));
  else for (let i = 0; i < e.length; i++) e[i] = (elements as unknown[])[i] as never;
}
