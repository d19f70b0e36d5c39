;; A loop that ends in its condition, one that is left from its head, nested ones, and one that is left in between.
(module (memory 1)
  (func $do (param $n i32) (result i32) (local $sum i32)
    (loop $l
      (local.set $sum (i32.add (local.get $sum) (local.get $n)))
      (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  (func $while (param $p i32) (result i32) (local $q i32)
    (local.set $q (local.get $p))
    (block $out (loop $l
      (br_if $out (i32.eqz (i32.load8_u (local.get $q))))
      (local.set $q (i32.add (local.get $q) (i32.const 1)))
      (br $l)))
    (i32.sub (local.get $q) (local.get $p)))
  (func $nested (param $n i32) (result i32) (local $i i32) (local $j i32) (local $c i32)
    (block $out (loop $outer
      (local.set $j (i32.const 0))
      (loop $inner
        (br_if $out (i32.gt_u (local.get $c) (i32.const 1000)))
        (br_if $outer (i32.eq (local.get $j) (local.get $i)))
        (local.set $c (i32.add (local.get $c) (i32.mul (local.get $i) (local.get $j))))
        (local.set $j (i32.add (local.get $j) (i32.const 1)))
        (br_if $inner (i32.lt_s (local.get $j) (local.get $n))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $outer (i32.lt_s (local.get $i) (local.get $n)))))
    (local.get $c))
  ;; The test comes last, but not alone: the arm ends in the repetition.
  (func $guarded (param $p i32) (param $q i32) (result i32) (local $c i32)
    (loop $l
      (local.set $c (i32.load8_u (local.get $p)))
      (if (i32.and (i32.ne (local.get $c) (i32.const 0)) (i32.eq (local.get $c) (i32.load8_u (local.get $q)))) (then
        (local.set $p (i32.add (local.get $p) (i32.const 1)))
        (br_if $l (i32.eq (local.get $c) (i32.const 32)))
        (local.set $q (i32.add (local.get $q) (i32.const 1)))
        (br $l))))
    (local.get $c)))
