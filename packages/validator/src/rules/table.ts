import { I32, INVALID, typesDiffer, type ValType } from '@softwasm/syntax';
import type { TableEntry } from '../context.ts';
import type { ExpressionState } from '../expression-state.ts';
import { indexAt, type PolymorphicOf, type Rule } from './rule.ts';

function tableAt(state: ExpressionState, at: number): TableEntry {
  const { context } = state;
  const tableidx = indexAt(state, at);
  context.bound(tableidx, context.tables.length, INVALID.unknownTable);
  return context.tables[tableidx] as TableEntry;
}

/** The type of the elements of a segment. */
export function elementAt(state: ExpressionState, at: number): ValType {
  const { context } = state;
  const elemidx = indexAt(state, at);
  context.bound(elemidx, context.elements.length, INVALID.unknownElem);
  return context.elements[elemidx] as ValType;
}

/** Table instructions (§3.4.6). */
export const TABLE_RULES: Readonly<Record<PolymorphicOf<'table'>, Rule>> = {
  'table.get': (state, at) => {
    const { element, address } = tableAt(state, at);
    state.operands.pop(address);
    state.operands.push(element);
  },
  'table.set': (state, at) => {
    const { element, address } = tableAt(state, at);
    state.operands.popAll([address, element]);
  },
  'table.size': (state, at) => state.operands.push(tableAt(state, at).address),
  'table.grow': (state, at) => {
    const { element, address } = tableAt(state, at);
    state.operands.popAll([element, address]);
    state.operands.push(address);
  },
  'table.fill': (state, at) => {
    const { element, address } = tableAt(state, at);
    state.operands.popAll([address, element, address]);
  },
  'table.copy': (state, at) => {
    const { context, operands } = state;
    const target = tableAt(state, at);
    const source = tableAt(state, at + 1);
    if (!context.matches(source.element, target.element)) {
      const [from, to] = [context.format(source.element), context.format(target.element)];
      context.fail(typesDiffer('source element type', from, 'destination element type', to));
    }
    // The count is as wide as the narrower of both tables.
    const count = target.address === I32 ? I32 : source.address;
    operands.popAll([target.address, source.address, count]);
  },
  'table.init': (state, at) => {
    const { context, operands } = state;
    const { element, address } = tableAt(state, at + 1);
    const segment = elementAt(state, at);
    if (!context.matches(segment, element)) {
      const [from, to] = [context.format(segment), context.format(element)];
      context.fail(typesDiffer("element segment's type", from, "table's element type", to));
    }
    operands.popAll([address, I32, I32]);
  },
};
