import type { TrapFrame } from '@softwasm/syntax';

/** A line of a JavaScript stack trace: lines and columns count from 1, as engines print them. */
export interface JavaScriptFrame {
  /** Empty for anonymous functions. */
  readonly functionName: string;
  /** What the engine calls the source: a `sourceURL`, a path, … Empty for `new Function` in JavaScriptCore, which prints no lines there either. */
  readonly url: string;
  /** 0 where the engine prints none. */
  readonly line: number;
  /** Undefined where the engine prints none. */
  readonly column: number | undefined;
}

/** Finds the wasm function and position behind a line of generated code; `undefined` for code that is none of its. */
export type FrameResolver = (frame: JavaScriptFrame) => TrapFrame | undefined;

const RESOLVERS = new Set<FrameResolver>();

/**
 * Registers an engine's resolver, one for all modules: traps get their frames from it.
 *
 * @returns takes it away again
 */
export function addFrameResolver(resolver: FrameResolver): () => void {
  RESOLVERS.add(resolver);
  return () => void RESOLVERS.delete(resolver);
}

/** What stands for a line of JavaScript that executes any number of wasm functions; `undefined` for others. */
export type FrameExpansion = (frame: JavaScriptFrame) => readonly TrapFrame[] | undefined;

/** The wasm functions of a stack trace, innermost first. */
export function framesOf(stack: string | undefined, expansion?: FrameExpansion): TrapFrame[] {
  const frames: TrapFrame[] = [];
  if (stack === undefined || (RESOLVERS.size === 0 && expansion === undefined)) return frames;
  for (const frame of parseStack(stack)) {
    const expanded = expansion?.(frame);
    if (expanded !== undefined) {
      frames.push(...expanded);
      continue;
    }
    for (const resolver of RESOLVERS) {
      const found = resolver(frame);
      if (found === undefined) continue;
      frames.push(found);
      break;
    }
  }
  return frames;
}

/** Reads `Error.prototype.stack` of V8, SpiderMonkey, JavaScriptCore, QuickJS and Hermes. Lines that are no frame are left out. */
export function parseStack(stack: string): JavaScriptFrame[] {
  const frames: JavaScriptFrame[] = [];
  for (const line of stack.split('\n')) {
    const frame = parseLine(line.trim());
    if (frame !== undefined) frames.push(frame);
  }
  return frames;
}

/** `at name (url:1:2)` and `at url:1:2` (V8, QuickJS, Hermes); `name@url:1:2` (SpiderMonkey, JavaScriptCore). */
function parseLine(text: string): JavaScriptFrame | undefined {
  if (text.startsWith('at ')) {
    const rest = text.slice(3);
    const open = rest.endsWith(')') ? rest.indexOf(' (') : -1;
    if (open < 0) return parsePlace('', rest);
    return parsePlace(functionNameOf(rest.slice(0, open)), rest.slice(open + 2, -1));
  }
  const at = text.indexOf('@');
  if (at < 0) return undefined;
  const functionName = text.slice(0, at);
  const nowhere = at === text.length - 1;
  return nowhere ? { functionName, url: '', line: 0, column: undefined } : parsePlace(functionName, text.slice(at + 1));
}

/** V8 writes `async f`, `new F`, `Object.f [as g]`. */
function functionNameOf(text: string): string {
  const as = text.indexOf(' [as ');
  const name = as < 0 ? text : text.slice(0, as);
  return name.slice(name.lastIndexOf(' ') + 1);
}

/** `url:line:column`, or `url:line`. A url may have colons of its own. */
function parsePlace(functionName: string, place: string): JavaScriptFrame | undefined {
  const last = splitNumber(place);
  if (last === undefined) return undefined;
  const before = splitNumber(last.text);
  if (before === undefined) return { functionName, url: last.text, line: last.number, column: undefined };
  return { functionName, url: before.text, line: before.number, column: last.number };
}

function splitNumber(text: string): { readonly text: string; readonly number: number } | undefined {
  const colon = text.lastIndexOf(':');
  if (colon < 0) return undefined;
  const digits = text.slice(colon + 1);
  const number = Number(digits);
  return digits === '' || !Number.isInteger(number) ? undefined : { text: text.slice(0, colon), number };
}
