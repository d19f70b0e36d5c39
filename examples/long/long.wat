(module
  (import "host" "show" (func $show (param i64)))
  (global (export "seed") (mut i64) (i64.const 88172645463325252))
  (func (export "next") (result i64)   ;; xorshift64
    (global.set 0 (i64.xor (global.get 0) (i64.shl (global.get 0) (i64.const 13))))
    (global.set 0 (i64.xor (global.get 0) (i64.shr_u (global.get 0) (i64.const 7))))
    (global.set 0 (i64.xor (global.get 0) (i64.shl (global.get 0) (i64.const 17))))
    (call $show (global.get 0))
    (global.get 0)))
