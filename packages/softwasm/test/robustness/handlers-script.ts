/* Handlers that call themselves until the stack is exhausted. Prints what came of a hundred such calls for each kind of handler, in JSON. */
import { ALL_FEATURES } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';
import { createWebAssembly } from '../../src/index.ts';

const { Instance, JSTag, Module } = createWebAssembly();

const HANDLERS = [
  '(block $h (try_table (catch_all $h) (call $g)) (return (i32.const 1))) (i32.const -1)',
  '(block $h (result exnref) (try_table (catch_all_ref $h) (call $g)) (return (i32.const 1))) (drop) (i32.const -1)',
  '(block $h (result externref) (try_table (catch $js $h) (call $g)) (return (i32.const 1))) (drop) (i32.const -1)',
  'try (result i32) call $g i32.const 1 catch_all i32.const -1 end',
];

function outcomes(body: string): Record<string, number> {
  const text = `(module (import "m" "js" (tag $js (param externref)))
    (func $g (drop (call $f))) (func $f (export "f") (result i32) (call $handled)
      (if (i32.eq (i32.const -1)) (then (unreachable))) (i32.const 0))
    (func $handled (result i32) ${body}))`;
  const module = new Module(assemble(text, { features: ALL_FEATURES }));
  const { f } = new Instance(module, { m: { js: JSTag } }).exports;
  const counts: Record<string, number> = {};
  for (let i = 0; i < 100; i++) {
    try {
      f();
    } catch (error) {
      counts[String(error)] = (counts[String(error)] ?? 0) + 1;
    }
  }
  return counts;
}

process.stdout.write(JSON.stringify(HANDLERS.map(outcomes)));
