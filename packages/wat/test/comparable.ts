import { type Expr, IntegerExpr, instructionSlots, type Module } from '@softwasm/syntax';

/** What depends on where something stands in a file, and not on what it is. */
const PLACES: ReadonlySet<string> = new Set(['offset', 'size', 'after', 'dataCount']);

/** A module as text to compare, without places. */
export function comparable(module: Module): string {
  const funcs = module.funcs.map((func) => ({ type: func.type, ...func.body() }));
  const datas = module.datas.map(({ init, mode }) => ({ init, mode }));
  return JSON.stringify({ ...module, funcs, datas }, (key, value: unknown) => {
    if (PLACES.has(key)) return undefined;
    if (typeof value === 'bigint') return `${value}`;
    if (value instanceof IntegerExpr) return { code: instructions(value) };
    if (value instanceof Int32Array) return instructions({ code: value });
    if (value instanceof Uint8Array || value instanceof Uint32Array) return value.join(' ');
    return sorted(value);
  });
}

/** Keys in one order, so that only values count. */
function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function instructions({ code }: Expr): string {
  const slots = Array.from(code);
  for (let pc = 0; pc < code.length; pc += instructionSlots(code, pc)) slots[pc + 1] = 0;
  return slots.join(' ');
}
