import { type SubType, Trap } from '@softwasm/syntax';
import { expect, it } from 'vitest';
import { FunctionInstance, hostFuncType, invoke, MemoryInstance, Store, TableInstance } from '../src/index.ts';
import { funcType, memoryType, recTypes, tableType } from './modules.ts';

/*
 * A stack overflow may strike anywhere, also inside of the runtime. Whatever it interrupts must be as it was, or done.
 */

const store = new Store();
const NOTHING = hostFuncType(store, [], []);

/** Calls itself until the stack is full, and `operation` from the depth `near` on. Notes how deep it came. */
function recurse(
  depth: number,
  near: number,
  note: { depth: number },
  operation: () => void,
  padding: number[],
): number {
  note.depth = depth;
  if (depth >= near) operation();
  // More arguments than parameters make the frame larger.
  return 1 + (recurse as (...args: unknown[]) => number)(depth + 1, near, note, operation, padding, ...padding);
}

/** Lets the stack overflow in an operation, with frames of several sizes, so that it strikes at many different places. */
function exhaust(operation: () => void, check: () => void): void {
  let calls = 0;
  const counted = (): void => {
    calls++;
    operation();
  };
  for (let size = 0; size < 40; size++) {
    const padding = new Array<number>(size).fill(1);
    const overflow = (near: number): number => {
      const note = { depth: 0 };
      const guest = new FunctionInstance(store, NOTHING, () => recurse(0, near, note, counted, padding), {});
      let thrown: unknown;
      try {
        invoke(guest, []);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(Trap);
      expect((thrown as Trap).code).toBe('stack-exhausted');
      return note.depth;
    };
    overflow(overflow(Number.POSITIVE_INFINITY) * 0.9);
    check();
  }
  expect(calls).toBeGreaterThan(40);
}

it('leaves memories whole', () => {
  const memory = new MemoryInstance(store, memoryType(1));
  let { view } = memory;
  const rebind = (steps: number): void => {
    if (steps > 0) rebind(steps - 1);
    else view = memory.view;
  };
  memory.onRebind(() => rebind(10));
  memory.bytes[9] = 7;
  exhaust(
    () => void memory.grow(0),
    () => {
      expect(memory.buffer.byteLength).toBe(65536);
      expect(memory.view.buffer).toBe(memory.buffer);
      expect(memory.bytes.buffer).toBe(memory.buffer);
      expect(view).toBe(memory.view);
      expect(memory.bytes[9]).toBe(7);
    },
  );
});

it('leaves tables and their code arrays in step', () => {
  const base: SubType = { final: false, supertypes: [], composite: funcType([], []) };
  const sub: SubType = { final: true, supertypes: [0], composite: funcType([], []) };
  const ids = store.types.defineAll(recTypes(base, sub));
  const funcs = [0, 1, 0, 1].map((i) => new FunctionInstance(store, ids[i] as number, () => i, {}));
  const table = new TableInstance(store, tableType(4), null);
  const arrays = Array.from(ids, (id) => ({ id, codes: table.codesOf(id) }));
  let turn = 0;
  exhaust(
    () => {
      turn++;
      table.set(turn % 4, funcs[turn % 3] ?? null);
      table.copy(0, table, 1, 3);
      table.fill(turn % 3, null, 1);
    },
    () => {
      for (const { id, codes } of arrays) {
        for (let i = 0; i < codes.length; i++) {
          const element = table.get(i) as FunctionInstance | null;
          const matches = element !== null && store.types.isSubtype(element.type, id);
          expect(codes[i]).toBe(matches ? element.code : null);
        }
      }
    },
  );
});
