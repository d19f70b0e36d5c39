import assert from 'node:assert/strict';
import type { Program } from '../program.ts';

const SCRIPT = `
import json
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(15), 2 ** 100, 1 / 3, [x * x for x in range(5)])
print(json.dumps({"a": [1, 2.5, None, "\\u00e9"]}))
try:
    {}["missing"]
except KeyError as error:
    print(repr(error))
`;

export const micropython: Program = {
  name: 'micropython',
  about: 'a Python in C, by Emscripten: non-local jumps as exceptions',
  async run({ loadFile, file }) {
    const { loadMicroPython } = await loadFile('@micropython/micropython-webassembly-pyscript/micropython.mjs');
    const lines: string[] = [];
    const url = file('@micropython/micropython-webassembly-pyscript/micropython.wasm');
    const python = await loadMicroPython({ stdout: (line: string) => lines.push(line), url });
    python.runPython(SCRIPT);
    assert.deepEqual(lines, [
      '610 1267650600228229401496703205376 0.3333333333333333 [0, 1, 4, 9, 16]',
      '{"a": [1, 2.5, null, "\u00e9"]}',
      "KeyError('missing',)",
    ]);
    assert.throws(() => python.runPython('def f(n): return f(n + 1)\nf(0)'), /maximum recursion depth exceeded/);
  },
};
