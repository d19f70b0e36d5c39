(module $memory
  (memory (export "memory") 1)
  (data (i32.const 16) "Hello, World!")
  (func (export "hello") (result i32 i32)
    (i32.const 16)
    (i32.const 13)))
