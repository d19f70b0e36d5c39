;; Binary trees of garbage-collected structures: allocation, reads of fields, and casts that a value of mixed kind needs.
(module
  (rec
    (type $tree (sub (struct (field $weight i32))))
    (type $inner (sub final $tree (struct (field $weight i32) (field $left (ref $tree)) (field $right (ref $tree))))))

  (func $build (param $depth i32) (param $weight i32) (result (ref $tree))
    (if (result (ref $tree)) (i32.eqz (local.get $depth))
      (then (struct.new $tree (local.get $weight)))
      (else
        (struct.new $inner
          (local.get $weight)
          (call $build (i32.sub (local.get $depth) (i32.const 1)) (i32.mul (local.get $weight) (i32.const 2)))
          (call $build (i32.sub (local.get $depth) (i32.const 1)) (i32.add (local.get $weight) (i32.const 1)))))))

  (func $sum (param $tree (ref $tree)) (result i32)
    (local $inner (ref $inner))
    (block $leaf (result (ref $tree))
      (local.set $inner (br_on_cast_fail $leaf (ref $tree) (ref $inner) (local.get $tree)))
      (return
        (i32.add
          (struct.get $inner $weight (local.get $inner))
          (i32.sub
            (call $sum (struct.get $inner $left (local.get $inner)))
            (call $sum (struct.get $inner $right (local.get $inner)))))))
    (struct.get $tree $weight))

  ;; Builds and adds up `rounds` trees of 2,047 nodes.
  (func (export "run") (param $rounds i32) (result i32)
    (local $hash i32)
    (loop $next
      (local.set $hash
        (i32.add
          (i32.mul (local.get $hash) (i32.const 31))
          (call $sum (call $build (i32.const 10) (local.get $rounds)))))
      (br_if $next (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (local.get $hash)))
