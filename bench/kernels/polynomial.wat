;; Horner's scheme modulo 2^16, without branches, calls, locals of its own and memory: what the interpreters of wasm in JavaScript that are published can run.
(module
  (func (export "run") (param $x i32) (result i32)
    local.get $x
    i32.const 31 i32.mul i32.const 7 i32.add i32.const 0xffff i32.and
    i32.const 31 i32.mul i32.const 3 i32.add i32.const 0xffff i32.and
    i32.const 31 i32.mul i32.const 11 i32.add i32.const 0xffff i32.and
    i32.const 31 i32.mul i32.const 5 i32.add i32.const 0xffff i32.and
    i32.const 31 i32.mul i32.const 13 i32.add i32.const 0xffff i32.and
    i32.const 31 i32.mul i32.const 2 i32.add i32.const 0xffff i32.and
    i32.const 31 i32.mul i32.const 17 i32.add i32.const 0xffff i32.and
    i32.const 31 i32.mul i32.const 19 i32.add i32.const 0xffff i32.and
    i32.const 31 i32.mul i32.const 23 i32.add i32.const 0xffff i32.and
    i32.const 31 i32.mul i32.const 29 i32.add i32.const 0xffff i32.and
    i32.const 31 i32.mul i32.const 31 i32.add i32.const 0xffff i32.and
    i32.const 31 i32.mul i32.const 37 i32.add i32.const 0xffff i32.and
    i32.const 31 i32.mul i32.const 41 i32.add i32.const 0xffff i32.and
    i32.const 31 i32.mul i32.const 43 i32.add i32.const 0xffff i32.and
    i32.const 31 i32.mul i32.const 47 i32.add i32.const 0xffff i32.and
    i32.const 31 i32.mul i32.const 53 i32.add i32.const 0xffff i32.and))
