;; What C compilers make of a switch statement: with a fall-through, and with a jump from one case to another.
(module
  (func $plain (param $x i32) (result i32) (local $r i32)
    (block $end (block $default (block $two (block $one (block $zero
      (br_table $zero $one $two $default (local.get $x)))
      (local.set $r (i32.const 10)) (br $end))
      (local.set $r (i32.const 20)))
      (local.set $r (i32.add (local.get $r) (i32.const 30))) (br $end))
      (local.set $r (i32.const -1)))
    (local.get $r))
  (func $jumping (param $x i32) (result i32)
    (block $c (block $b (block $a (br_table $a $b $c (local.get $x)))
      (br_if $c (i32.gt_s (local.get $x) (i32.const -5)))
      (return (i32.const 1)))
      (return (i32.const 2)))
    (i32.const 3))
  (func $returns (param $x i32) (result i32)
    (block $b (block $a (br_table $a $b (local.get $x))) (return (i32.const 5)))
    (i32.const 6)))
