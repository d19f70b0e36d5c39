import type { InstructionNameIn } from '@softwasm/syntax';
import { addressIn, storeSize } from './addresses.ts';
import type { Handlers } from './handler.ts';

/** Tables, and functions in them. */
export const TABLE_HANDLERS: Handlers<InstructionNameIn<'table'> | 'index_of_64' | 'resolve_indirect' | 'ref.func'> = {
  'table.get': (m, x, code, at, base) => {
    const index = addressIn(m, base + code[at + 1]!, code[at + 3]!);
    m.references[base + code[at]!] = x.instance.tables[code[at + 2]!]!.get(index);
  },
  'table.set': (m, x, code, at, base) => {
    const index = addressIn(m, base + code[at]!, code[at + 3]!);
    x.instance.tables[code[at + 2]!]!.set(index, m.references[base + code[at + 1]!]);
  },
  'table.size': (m, x, code, at, base) => {
    storeSize(m, base + code[at]!, x.instance.tables[code[at + 1]!]!.size, code[at + 2]!);
  },
  'table.grow': (m, x, code, at, base) => {
    const wide = code[at + 4]!;
    const count = addressIn(m, base + code[at + 2]!, wide);
    const old = x.instance.tables[code[at + 3]!]!.grow(count, m.references[base + code[at + 1]!]);
    storeSize(m, base + code[at]!, old, wide);
  },
  'table.fill': (m, x, code, at, base) => {
    const wide = code[at + 4]!;
    const [to, count] = [addressIn(m, base + code[at]!, wide), addressIn(m, base + code[at + 2]!, wide)];
    x.instance.tables[code[at + 3]!]!.fill(to, m.references[base + code[at + 1]!], count);
  },
  'table.copy': (m, x, code, at, base) => {
    const { tables } = x.instance;
    const [toWide, fromWide] = [code[at + 4]!, code[at + 6]!];
    const to = addressIn(m, base + code[at]!, toWide);
    const from = addressIn(m, base + code[at + 1]!, fromWide);
    const count = addressIn(m, base + code[at + 2]!, toWide & fromWide);
    tables[code[at + 3]!]!.copy(to, tables[code[at + 5]!]!, from, count);
  },
  'table.init': (m, x, code, at, base) => {
    const to = addressIn(m, base + code[at]!, code[at + 5]!);
    const [from, count] = [addressIn(m, base + code[at + 1]!, 0), addressIn(m, base + code[at + 2]!, 0)];
    x.instance.tables[code[at + 4]!]!.init(to, x.instance.elements[code[at + 3]!]!, from, count);
  },
  'elem.drop': (_, x, code, at) => x.instance.elements[code[at]!]!.drop(),
  /** An index of 64 bits as one of 32: beyond all tables where it does not fit. */
  index_of_64: ({ words: I }, _, code, at, base) => {
    const a = base + code[at + 1]!;
    I[base + code[at]!] = I[a + 1] === 0 ? I[a]! : -1;
  },
  /** The function that a tail call by a table calls. Operands: result, index, table, type. */
  resolve_indirect: (m, x, code, at, base) => {
    const index = m.words[base + code[at + 1]!]! >>> 0;
    m.references[base + code[at]!] = m.indirect(x, code[at + 2]!, code[at + 3]!, index);
  },
  'ref.func': (m, x, code, at, base) => {
    m.references[base + code[at]!] = x.instance.func(code[at + 1]!);
  },
};
