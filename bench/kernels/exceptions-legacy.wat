;; The program of exceptions.wat with the instructions that came first, and that published binaries use.
(module
  (tag $overflow (param i32))
  (tag $other)

  (func $check (param $n i32) (result i32)
    (if (i32.eqz (i32.and (local.get $n) (i32.const 15)))
      (then (throw $overflow (i32.mul (local.get $n) (i32.const 3)))))
    (i32.add (local.get $n) (i32.const 1)))

  (func $between (param $n i32) (result i32)
    (try (result i32)
      (do (call $check (local.get $n)))
      (catch $other (i32.const -1))))

  ;; Calls `count` times; one call in sixteen ends in the handler.
  (func (export "run") (param $count i32) (result i32)
    (local $hash i32)
    (loop $next
      (local.set $hash
        (i32.add
          (i32.mul (local.get $hash) (i32.const 31))
          (try (result i32)
            (do (call $between (local.get $count)))
            (catch $overflow))))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (local.get $hash)))
