/*
 * node --allow-natives-syntax --no-concurrent-recompilation trained-loop.mjs: trains the interpreter's loop, so that V8 optimises it, executes a guest that does what
 * programs do, and prints whether V8 still has that form of it. The build's modules, for Node reads no TypeScript.
 */
import { decodeModule } from '@softwasm/decoder';
import { callFunction, hostFunction, instantiate, Store } from '@softwasm/runtime';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { expectLowerTier, prepareLowerTier } from '../dist/modules/index.js';
import { runLoop } from '../dist/modules/loop.generated.js';

const GUEST = `(module
  (import "host" "none" (func $none))
  (import "host" "one" (func $one (param i32) (result i32)))
  (import "host" "many" (func $many (param i32 i64 f64 i32) (result f64)))
  (import "host" "wide" (func $wide (param i64) (result i64)))
  (memory 1)
  (global $g (mut i64) (i64.const 1))
  (table 4 10 funcref)
  (elem (i32.const 0) $one $own)
  (type $t (func (param i32) (result i32)))
  (func $own (param $n i32) (result i32) (i32.add (local.get $n) (global.get $h)))
  (global $h (mut i32) (i32.const 7))
  (func (export "run") (param $n i32) (result i64) (local $i i32) (local $sum i64)
    (loop $l
      (call $none)
      (i64.store (i32.const 8) (i64.add (local.get $sum) (call $wide (i64.extend_i32_u (local.get $i)))))
      (local.set $sum (i64.xor (i64.load (i32.const 8)) (i64.extend_i32_s (call_indirect (type $t) (local.get $i) (i32.and (local.get $i) (i32.const 1))))))
      (drop (call $many (local.get $i) (local.get $sum) (f64.convert_i32_s (local.get $i)) (call $own (local.get $i))))
      (block $a (block $b (block $c (br_table $a $b $c (i32.rem_u (local.get $i) (i32.const 5)))) (global.set $g (local.get $sum))))
      (if (i32.eq (i32.const 40) (local.get $i)) (then
        (drop (memory.grow (i32.const 1)))
        (drop (table.grow (ref.null func) (i32.const 3)))
        (i32.store (i32.const 70000) (local.get $i))))
      (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
    (local.get $sum)))`;

const sampling = { steps: 2000, jit: true };
// When the first buffer of a process is detached, V8 gives up whatever it has optimised for views, once: as where the guest's memory grows. So that comes first.
structuredClone(undefined, { transfer: [new ArrayBuffer(8)] });
const statusOf = new Function('f', 'return %GetOptimizationStatus(f)');
const isOptimised = () => (statusOf(runLoop) & (1 << 4)) !== 0;
expectLowerTier(sampling);
const optimised = isOptimised();

const module = validateModule(decodeModule(assemble(GUEST)));
const tier = prepareLowerTier(module);
const upper = { patience: () => 1e6, code: () => undefined, entry: () => undefined, name: () => undefined };
const engine = { name: 'below', prepare: () => prepared };
const prepared = { engine, module, link: (instance) => tier.linkBelow(instance, upper, sampling) };
const store = new Store();
const CODES = { none: () => [], one: ([n]) => [n * 3], many: () => [1.5], wide: ([n]) => [n + 1n] };
const typeids = store.typesOf(module);
const imports = module.imports.map(({ name, type }) => hostFunction(store, typeids[type.type], CODES[name]));
const run = instantiate(store, prepared, imports).exports.get('run');
const [answer] = callFunction(run, [100]);
callFunction(run, [100]);
console.log(JSON.stringify({ answer: String(answer), optimised, kept: isOptimised() }));
