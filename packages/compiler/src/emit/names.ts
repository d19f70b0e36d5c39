import type { NameMap, NameSection } from '@softwasm/syntax';
import { type FunctionIR, V_LOCAL, V_PARAM } from '../ir/function-ir.ts';
import { T_I64 } from '../ir/node-ops.ts';

/** Prefixes of temporaries, by word type: i32, f32 (single), f64 (double), ref, i64 (BigInt). Functions begin with `f`, locals with `l`. */
const PREFIXES = ['i', 's', 'd', 'r', 'b'];

/**
 * A name of the binary as an identifier: `$`, and what is neither a letter nor a digit as `_`. The `$` keeps it apart from every name that the
 * compiler makes, reserved words included.
 */
export function identifier(name: string): string {
  let text = '$';
  for (let i = 0; i < name.length && i < 60; i++) {
    const c = name.charCodeAt(i);
    const isPlain = (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95;
    text += isPlain ? name.charAt(i) : '_';
  }
  return text;
}

/** The name that a function has in text: its index, and what the name section calls it. */
export function functionIdentifier(funcidx: number, names: NameSection | undefined): string {
  const name = names?.functions.get(funcidx);
  return name === undefined ? `f${funcidx}` : `f${funcidx}${identifier(name)}`;
}

/** The function index in an identifier made by {@link functionIdentifier}; -1 for others. */
export function functionOfIdentifier(name: string): number {
  const match = /^f(\d+)(?:\$\w*)?$/.exec(name);
  return match === null ? -1 : Number(match[1]);
}

/** Names that were made before, by number: concatenating them anew for each function takes longer than the rest of naming. */
const TEMPORARIES: string[][] = PREFIXES.map(() => []);
const LOCALS: string[][] = [[], []];

function temporaryName(type: number, slot: number): string {
  return (TEMPORARIES[type]![slot] ??= `${PREFIXES[type]}${slot}`);
}

/** Low and high words of locals without a name. */
function localName(local: number, word: number): string {
  return (LOCALS[word]![local] ??= word === 0 ? `l${local}` : `l${local}h`);
}

/**
 * Names of all variables of a function. Words of a local: `l3` and `l3h`, or what the name section says; its BigInt: `l3n`.
 *
 * @param slots the slot of each temporary among those of its type, or undefined: each has its own
 */
export function variableNames(ir: FunctionIR, slots: Int32Array | undefined, locals: NameMap | undefined): string[] {
  const names: string[] = new Array(ir.varCount);
  const taken = new Set<string>();
  const bases = new Map<number, string>();
  for (let v = 0; v < ir.varCount; v++) {
    const kind = ir.varKind[v]!;
    if (kind === V_PARAM || kind === V_LOCAL) {
      const local = ir.varLocal[v]!;
      const word = ir.varWord[v]!;
      const given = locals?.get(local);
      if (ir.varType[v] === T_I64) {
        names[v] = given === undefined ? `${localName(local, 0)}n` : `${bases.get(local)}$n`;
        continue;
      }
      if (given === undefined && word < 2) {
        names[v] = localName(local, word);
        continue;
      }
      let base = given === undefined ? localName(local, 0) : identifier(given);
      if (given !== undefined && word === 0) {
        while (taken.has(base)) base = `${base}_${local}`;
        taken.add(base);
        bases.set(local, base);
      }
      names[v] = word === 0 ? base : `${wordBase(names, ir, v, base)}${word === 1 ? 'h' : `h${word}`}`;
    } else {
      const slot = slots?.[v] ?? v;
      // Passes leave variables that nothing mentions.
      names[v] = slot < 0 ? '' : temporaryName(ir.varType[v]!, slot);
    }
  }
  return names;
}

/** High words follow the name that their low word got; a dot cannot occur in names, so `$x$h` is free. */
function wordBase(names: readonly string[], ir: FunctionIR, v: number, base: string): string {
  const low = names[v - ir.varWord[v]!] ?? base;
  return low.startsWith('$') ? `${low}$` : low;
}
