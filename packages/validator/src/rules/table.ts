import { I32, INVALID, typesDiffer, type ValType } from '@softwasm/syntax';
import type { TableEntry } from '../context.ts';
import type { ExpressionValidator } from '../expression-validator.ts';
import { indexAt, type PolymorphicOf, type Rule } from './rule.ts';

function tableAt(validator: ExpressionValidator, at: number): TableEntry {
  const { context } = validator;
  const tableidx = indexAt(validator, at);
  context.bound(tableidx, context.tables.length, INVALID.unknownTable);
  return context.tables[tableidx] as TableEntry;
}

/** The type of the elements of a segment. */
export function elementAt(validator: ExpressionValidator, at: number): ValType {
  const { context } = validator;
  const elemidx = indexAt(validator, at);
  context.bound(elemidx, context.elements.length, INVALID.unknownElem);
  return context.elements[elemidx] as ValType;
}

/** Table instructions (§3.4.6). */
export const TABLE_RULES: Readonly<Record<PolymorphicOf<'table'>, Rule>> = {
  'table.get': (validator, at) => {
    const { element, address } = tableAt(validator, at);
    validator.operands.pop(address);
    validator.operands.push(element);
  },
  'table.set': (validator, at) => {
    const { element, address } = tableAt(validator, at);
    validator.operands.popAll([address, element]);
  },
  'table.size': (validator, at) => validator.operands.push(tableAt(validator, at).address),
  'table.grow': (validator, at) => {
    const { element, address } = tableAt(validator, at);
    validator.operands.popAll([element, address]);
    validator.operands.push(address);
  },
  'table.fill': (validator, at) => {
    const { element, address } = tableAt(validator, at);
    validator.operands.popAll([address, element, address]);
  },
  'table.copy': (validator, at) => {
    const { context, operands } = validator;
    const target = tableAt(validator, at);
    const source = tableAt(validator, at + 1);
    if (!context.matches(source.element, target.element)) {
      const [from, to] = [context.format(source.element), context.format(target.element)];
      context.fail(typesDiffer('source element type', from, 'destination element type', to));
    }
    // The count is as wide as the narrower of both tables.
    const count = target.address === I32 ? I32 : source.address;
    operands.popAll([target.address, source.address, count]);
  },
  'table.init': (validator, at) => {
    const { context, operands } = validator;
    const { element, address } = tableAt(validator, at + 1);
    const segment = elementAt(validator, at);
    if (!context.matches(segment, element)) {
      const [from, to] = [context.format(segment), context.format(element)];
      context.fail(typesDiffer("element segment's type", from, "table's element type", to));
    }
    operands.popAll([address, I32, I32]);
  },
};
