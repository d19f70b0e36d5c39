;; greet(subject): "Hello, <subject>!". Strings are NUL-terminated; the host allocates, writes, calls, reads and frees.
(module $greet
  (memory (export "memory") 1)
  (global $top (mut i32) (i32.const 1024))
  (global $live (mut i32) (i32.const 0))
  (data $hello "Hello, ")

  ;; A bump allocator that starts over when everything has been freed.
  (func $allocate (export "allocate") (param $size i32) (result i32)
    (global.set $live (i32.add (global.get $live) (i32.const 1)))
    (global.get $top)
    (global.set $top
      (i32.and (i32.add (i32.add (global.get $top) (local.get $size)) (i32.const 7)) (i32.const -8))))

  (func (export "deallocate") (param $address i32)
    (global.set $live (i32.sub (global.get $live) (i32.const 1)))
    (if (i32.eqz (global.get $live)) (then (global.set $top (i32.const 1024)))))

  (func (export "live") (result i32) (global.get $live))

  (func $length (param $string i32) (result i32)
    (local $end i32)
    (local.set $end (local.get $string))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (i32.load8_u (local.get $end))))
        (local.set $end (i32.add (local.get $end) (i32.const 1)))
        (br $next)))
    (i32.sub (local.get $end) (local.get $string)))

  (func (export "greet") (param $subject i32) (result i32)
    (local $length i32)
    (local $greeting i32)
    (local.set $length (call $length (local.get $subject)))
    (local.set $greeting (call $allocate (i32.add (local.get $length) (i32.const 9))))
    (memory.init $hello (local.get $greeting) (i32.const 0) (i32.const 7))
    (memory.copy (i32.add (local.get $greeting) (i32.const 7)) (local.get $subject) (local.get $length))
    (i32.store16 offset=7 (i32.add (local.get $greeting) (local.get $length)) (i32.const 0x21)) ;; "!" and NUL
    (local.get $greeting)))
