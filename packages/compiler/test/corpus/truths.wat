(module
  (memory 1)
  (func $between (param $x i32) (param $low i32) (param $high i32) (result i32)
    (i32.and (i32.ge_s (local.get $x) (local.get $low)) (i32.lt_s (local.get $x) (local.get $high))))
  (func $isWordCharacter (param $c i32) (result i32)
    (if (result i32)
      (i32.or
        (i32.or
          (i32.lt_u (i32.sub (i32.or (local.get $c) (i32.const 32)) (i32.const 97)) (i32.const 26))
          (i32.lt_u (i32.sub (local.get $c) (i32.const 48)) (i32.const 10)))
        (i32.eq (local.get $c) (i32.const 95)))
      (then (i32.const 7))
      (else (i32.const 9))))
  ;; Of two loads, both are evaluated; of one, it is the first.
  (func $loads (param $p i32) (param $q i32) (result i32)
    (if (i32.and (i32.eqz (i32.load (local.get $p))) (i32.eqz (i32.load (local.get $q)))) (then (return (i32.const 1))))
    (if (i32.and (i32.eqz (local.get $p)) (i32.eqz (i32.load8_u (local.get $q)))) (then (return (i32.const 2))))
    (i32.const 3))
  ;; Bits that are no truths.
  (func $bits (param $x i32) (param $y i32) (result i32)
    (if (i32.and (local.get $x) (i32.lt_s (local.get $x) (local.get $y))) (then (return (i32.const 1))))
    (if (i32.or (local.get $x) (i32.lt_s (local.get $x) (local.get $y))) (then (return (i32.const 2))))
    (i32.const 3))
  (func $count (param $n i32) (result i32) (local $i i32) (local $sum i32)
    (loop $again
      (if (i32.lt_s (local.get $i) (local.get $n))
        (then
          (local.set $sum (i32.add (i32.add (i32.shl (local.get $i) (i32.const 2)) (local.get $sum)) (local.get $n)))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br $again))))
    (local.get $sum))
  (func $isOrdered (param $x f64) (param $y f64) (result i32)
    (i32.and (f64.le (local.get $x) (local.get $y)) (f64.ne (local.get $x) (f64.const 0)))))
