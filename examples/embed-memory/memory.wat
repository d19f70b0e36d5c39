(module $memory
  (memory (export "memory") 1)
  (func (export "upper") (param $address i32) (param $length i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $address) (local.get $length)))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $address) (local.get $end)))
        (if (i32.lt_u (i32.sub (i32.load8_u (local.get $address)) (i32.const 97)) (i32.const 26))
          (then (i32.store8 (local.get $address) (i32.sub (i32.load8_u (local.get $address)) (i32.const 32)))))
        (local.set $address (i32.add (local.get $address) (i32.const 1)))
        (br $next))))
  (func (export "grow") (param $pages i32) (result i32)
    (memory.grow (local.get $pages))))
