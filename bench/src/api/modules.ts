import { assemble } from '@softwasm/wat';

/** A constant that takes all five bytes of its LEB128, so that others can take its place. */
const PLACEHOLDER = 0x1765_4321;

/** A function with a constant, a memory and a global: about what a program's smallest modules are. */
const TINY = assemble(`(module
  (memory (export "memory") 0 1)
  (global (export "g") (mut i32) (i32.const 1))
  (func (export "f") (param i32) (result i32)
    (i32.add (local.get 0) (i32.const ${PLACEHOLDER}))))`);

/** What Emscripten's `addFunction` makes of each JavaScript function: a module with nothing in it but the type. */
const ADAPTER = assemble('(module (import "e" "f" (func (param i32) (result i32))) (export "f" (func 0)))');

function groupsOf(value: number): number[] {
  return [0, 7, 14, 21].map((shift) => ((value >>> shift) & 0x7f) | 0x80);
}

const AT = TINY.findIndex((_, at) => groupsOf(PLACEHOLDER).every((byte, i) => TINY[at + i] === byte));

let unseen = 0;

/** A small module that nobody has seen before: it adds a number of its own. */
export function unseenModule(): Uint8Array {
  const bytes = TINY.slice();
  bytes.set(groupsOf(++unseen), AT);
  return bytes;
}

/** A copy of the same small module each time. */
export function adapterModule(): Uint8Array {
  return ADAPTER.slice();
}

/** Functions of several signatures, and loops that call them from within. */
export const CALLS: Uint8Array = assemble(`(module
  (import "host" "none" (func $none))
  (import "host" "i32" (func $i32 (param i32 i32) (result i32)))
  (import "host" "i64" (func $i64 (param i64) (result i64)))
  (import "host" "f64" (func $f64 (param f64) (result f64)))
  (import "host" "many" (func $many (param i32 i32 i32 i32 i32 i32) (result i32)))
  (import "host" "extern" (func $extern (param externref) (result externref)))
  (table (export "table") 8 funcref)
  (elem (i32.const 0) func $add $add)
  (func (export "nothing"))
  (func $add (export "i32") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "i64") (param i64 i64) (result i64) (i64.add (local.get 0) (local.get 1)))
  (func (export "f32") (param f32) (result f32) (f32.add (local.get 0) (f32.const 1)))
  (func (export "f64") (param f64 f64) (result f64) (f64.add (local.get 0) (local.get 1)))
  (func (export "six") (param i32 i32 i32 i32 i32 i32) (result i32)
    (i32.add (i32.add (local.get 0) (local.get 1)) (i32.add (local.get 4) (local.get 5))))
  (func (export "mixed") (param i32 i64 f64) (result f64)
    (f64.add (f64.convert_i32_s (local.get 0)) (f64.add (f64.convert_i64_s (local.get 1)) (local.get 2))))
  (func (export "two") (param i32 i32) (result i32 i32) (local.get 1) (local.get 0))
  (func (export "extern") (param externref) (result externref) (local.get 0))
  (func (export "loop-none") (param $n i32)
    (loop $again (call $none) (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
  (func (export "loop-i32") (param $n i32) (result i32) (local $x i32)
    (loop $again
      (local.set $x (call $i32 (local.get $x) (local.get $n)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $x))
  (func (export "loop-i64") (param $n i32) (result i64) (local $x i64)
    (loop $again
      (local.set $x (call $i64 (local.get $x)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $x))
  (func (export "loop-f64") (param $n i32) (result f64) (local $x f64)
    (loop $again
      (local.set $x (call $f64 (local.get $x)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $x))
  (func (export "loop-many") (param $n i32) (result i32) (local $x i32)
    (loop $again
      (local.set $x
        (call $many (local.get $x) (local.get $n) (local.get $x) (local.get $n) (i32.const 1) (i32.const 2)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $x))
  (func (export "loop-extern") (param $n i32) (param $x externref) (result externref)
    (loop $again
      (local.set $x (call $extern (local.get $x)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $x)))`);
