(module $global
  (global $counter (export "counter") (mut i32) (i32.const 40))
  (global (export "answer") i64 (i64.const 42))
  (func (export "increment") (global.set $counter (i32.add (global.get $counter) (i32.const 1)))))
