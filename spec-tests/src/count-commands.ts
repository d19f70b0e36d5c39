/** How many top-level commands a script holds, and how many of them are asserts. */
export interface ScriptCounts {
  readonly commands: number;
  readonly asserts: number;
}

/** Strings, comments, parentheses and words. */
const OUTSIDE = /"(?:[^"\\]|\\.)*"|;;[^\n\r]*|\(;|\(|\)|[^\s();"]+/gs;

/** Block comments nest, and hold anything else as it is. */
const INSIDE = /\(;|;\)/g;

/** The words that a command begins with; any other word begins a field of an inline module. */
const COMMAND = /^(?:module|register|invoke|get|assert_\w+|script|input|output|thread|wait|meta)$/;

/**
 * Counts commands with a tokenizer of its own, so that a script which our parser misreads cannot look complete. Forms inside `(thread …)` are not
 * counted; a script that is nothing but module fields is one command.
 */
export function countCommands(source: string): ScriptCounts {
  let depth = 0;
  let comments = 0;
  /** Whether the next word at depth 1 is the first of its form: comments and annotations may stand before it. */
  let first = false;
  let commands = 0;
  let asserts = 0;
  let fields = false;
  for (let at = 0; ; ) {
    const tokens = comments > 0 ? INSIDE : OUTSIDE;
    tokens.lastIndex = at;
    const token = tokens.exec(source)?.[0];
    if (token === undefined) break;
    at = tokens.lastIndex;
    if (token === '(;') comments++;
    else if (token === ';)') comments--;
    else if (token === ')') depth--;
    else if (token === '(') first = depth++ === 0 || first;
    else if (first && depth === 1 && /^[a-z]/.test(token)) {
      first = false;
      if (COMMAND.test(token)) commands++;
      else fields = true;
      if (token.startsWith('assert_')) asserts++;
    } else if (depth === 1 && token.startsWith('@')) first = false;
  }
  return { commands: commands + (fields ? 1 : 0), asserts };
}
