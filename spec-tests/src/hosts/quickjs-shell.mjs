import { readFileSync } from 'node:fs';
import { newQuickJSWASMModule } from 'quickjs-emscripten';

/*
 * A shell around QuickJS, as jsc and gjs are around theirs: quickjs-shell SCRIPT ARGUMENT…
 */

/** What QuickJS may use of its stack, in bytes: about 3,000 calls. Node needs a larger stack of its own for it (hosts.ts). */
const STACK_SIZE = 512 * 1024;

/**
 * @param {import('quickjs-emscripten').QuickJSContext} context
 * @param {readonly string[]} args
 */
function handIn(context, args) {
  const shell = context.newObject();
  /**
   * @param {string} name
   * @param {import('quickjs-emscripten').QuickJSHandle} value
   */
  const define = (name, value) => {
    context.setProp(shell, name, value);
    value.dispose();
  };
  define('args', context.newString(JSON.stringify(args)));
  define(
    'print',
    context.newFunction('print', (line) => {
      process.stdout.write(`${context.getString(line)}\n`);
    }),
  );
  define(
    'readFile',
    context.newFunction('readFile', (path) =>
      context.newArrayBuffer(Uint8Array.from(readFileSync(context.getString(path))).buffer),
    ),
  );
  context.setProp(context.global, 'softwasmShell', shell);
  shell.dispose();
}

const [script = '', ...args] = process.argv.slice(2);
const quickjs = await newQuickJSWASMModule();
const runtime = quickjs.newRuntime({ maxStackSizeBytes: STACK_SIZE });
const context = runtime.newContext();
handIn(context, args);
context.unwrapResult(context.evalCode(readFileSync(script, 'utf8'), script)).dispose();
while (runtime.hasPendingJob()) context.unwrapResult(runtime.executePendingJobs());
