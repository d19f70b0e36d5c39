import { ALL_FEATURES } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';

/**
 * A program of several threads. `count(n)` adds 1 to the word at 0, n times, and says at 4 that this thread has done so; `wait(threads)` sleeps until so
 * many have, and gives the word at 0.
 */
export const COUNTER: Uint8Array = assemble(
  `(module
    (import "env" "memory" (memory 1 4 shared))
    (func (export "count") (param $n i32)
      (loop $more
        (if (local.get $n) (then
          (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))
          (local.set $n (i32.sub (local.get $n) (i32.const 1)))
          (br $more))))
      (drop (i32.atomic.rmw.add (i32.const 4) (i32.const 1)))
      (drop (memory.atomic.notify (i32.const 4) (i32.const -1))))
    (func (export "wait") (param $threads i32) (result i32) (local $done i32)
      (loop $more
        (local.set $done (i32.atomic.load (i32.const 4)))
        (if (i32.lt_u (local.get $done) (local.get $threads)) (then
          (drop (memory.atomic.wait32 (i32.const 4) (local.get $done) (i64.const -1)))
          (br $more))))
      (i32.atomic.load (i32.const 0)))
    (func (export "grow") (result i32) (memory.grow (i32.const 1)))
    (func (export "size") (result i32) (memory.size)))`,
  { features: ALL_FEATURES },
);
