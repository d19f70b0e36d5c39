;; Counts primes, and reports those below ten to the host.
(module
  (import "host" "report" (func $report (param i32)))
  (global (export "limit") i32 (i32.const 1000))
  (func $is_prime (param $n i32) (result i32)
    (local $d i32)
    (local.set $d (i32.const 2))
    (loop $next
      (if (i32.gt_u (i32.mul (local.get $d) (local.get $d)) (local.get $n)) (then (return (i32.const 1))))
      (if (i32.eqz (i32.rem_u (local.get $n) (local.get $d))) (then (return (i32.const 0))))
      (local.set $d (i32.add (local.get $d) (i32.const 1)))
      (br $next))
    (unreachable))
  (func (export "count") (param $below i32) (result i32)
    (local $n i32)
    (local $found i32)
    (local.set $n (i32.const 2))
    (loop $next
      (if (call $is_prime (local.get $n))
        (then
          (local.set $found (i32.add (local.get $found) (i32.const 1)))
          (if (i32.lt_u (local.get $n) (i32.const 10)) (then (call $report (local.get $n))))))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (local.get $below))))
    (local.get $found)))
