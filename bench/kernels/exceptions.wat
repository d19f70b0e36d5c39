;; Exceptions: thrown some calls down, passing a handler for another tag, and caught with their payload; most calls throw none.
(module
  (tag $overflow (param i32))
  (tag $other)

  (func $check (param $n i32) (result i32)
    (if (i32.eqz (i32.and (local.get $n) (i32.const 15)))
      (then (throw $overflow (i32.mul (local.get $n) (i32.const 3)))))
    (i32.add (local.get $n) (i32.const 1)))

  (func $between (param $n i32) (result i32)
    (block $caught
      (return (try_table (result i32) (catch $other $caught) (call $check (local.get $n)))))
    (i32.const -1))

  ;; Calls `count` times; one call in sixteen ends in the handler.
  (func (export "run") (param $count i32) (result i32)
    (local $hash i32)
    (loop $next
      (local.set $hash
        (i32.add
          (i32.mul (local.get $hash) (i32.const 31))
          (block $handler (result i32)
            (try_table (result i32) (catch $overflow $handler) (call $between (local.get $count))))))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (local.get $hash)))
