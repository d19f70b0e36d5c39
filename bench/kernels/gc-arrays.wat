;; Garbage-collected arrays: a heap of numbers in an array of i32 (heapsort), and an array of references sorted along with it.
(module
  (type $item (struct (field $key i32) (field $uses (mut i32))))
  (type $items (array (mut (ref null $item))))
  (type $keys (array (mut i32)))

  (func $sift (param $keys (ref $keys)) (param $items (ref $items)) (param $root i32) (param $end i32)
    (local $child i32) (local $key i32) (local $item (ref null $item))
    (local.set $key (array.get $keys (local.get $keys) (local.get $root)))
    (local.set $item (array.get $items (local.get $items) (local.get $root)))
    (block $done
      (loop $down
        (local.set $child (i32.add (i32.shl (local.get $root) (i32.const 1)) (i32.const 1)))
        (br_if $done (i32.ge_s (local.get $child) (local.get $end)))
        (if (i32.lt_s (i32.add (local.get $child) (i32.const 1)) (local.get $end))
          (then
            (local.set $child
              (i32.add
                (local.get $child)
                (i32.lt_s
                  (array.get $keys (local.get $keys) (local.get $child))
                  (array.get $keys (local.get $keys) (i32.add (local.get $child) (i32.const 1))))))))
        (br_if $done (i32.ge_s (local.get $key) (array.get $keys (local.get $keys) (local.get $child))))
        (array.set $keys (local.get $keys) (local.get $root) (array.get $keys (local.get $keys) (local.get $child)))
        (array.set $items (local.get $items) (local.get $root) (array.get $items (local.get $items) (local.get $child)))
        (local.set $root (local.get $child))
        (br $down)))
    (array.set $keys (local.get $keys) (local.get $root) (local.get $key))
    (array.set $items (local.get $items) (local.get $root) (local.get $item))
    (struct.set $item $uses (local.get $item) (i32.add (struct.get $item $uses (local.get $item)) (i32.const 1))))

  (func $swap (param $keys (ref $keys)) (param $items (ref $items)) (param $i i32)
    (local $key i32) (local $item (ref null $item))
    (local.set $key (array.get $keys (local.get $keys) (i32.const 0)))
    (local.set $item (array.get $items (local.get $items) (i32.const 0)))
    (array.set $keys (local.get $keys) (i32.const 0) (array.get $keys (local.get $keys) (local.get $i)))
    (array.set $items (local.get $items) (i32.const 0) (array.get $items (local.get $items) (local.get $i)))
    (array.set $keys (local.get $keys) (local.get $i) (local.get $key))
    (array.set $items (local.get $items) (local.get $i) (local.get $item)))

  ;; Sorts `count` items, and hashes their keys and how often each was sifted down.
  (func (export "run") (param $count i32) (result i32)
    (local $keys (ref $keys)) (local $items (ref $items)) (local $i i32) (local $seed i32) (local $hash i32)
    (local.set $keys (array.new_default $keys (local.get $count)))
    (local.set $items (array.new_default $items (local.get $count)))
    (local.set $seed (i32.const 99))
    (loop $fill
      (local.set $seed (i32.add (i32.mul (local.get $seed) (i32.const 1664525)) (i32.const 1013904223)))
      (array.set $keys (local.get $keys) (local.get $i) (i32.shr_u (local.get $seed) (i32.const 8)))
      (array.set $items (local.get $items) (local.get $i)
        (struct.new $item (i32.shr_u (local.get $seed) (i32.const 8)) (i32.const 0)))
      (br_if $fill (i32.lt_s (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $count))))
    (local.set $i (i32.shr_u (local.get $count) (i32.const 1)))
    (loop $heapify
      (local.set $i (i32.sub (local.get $i) (i32.const 1)))
      (call $sift (local.get $keys) (local.get $items) (local.get $i) (local.get $count))
      (br_if $heapify (local.get $i)))
    (local.set $i (i32.sub (local.get $count) (i32.const 1)))
    (loop $sort
      (call $swap (local.get $keys) (local.get $items) (local.get $i))
      (call $sift (local.get $keys) (local.get $items) (i32.const 0) (local.get $i))
      (br_if $sort (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (local.set $i (i32.const 0))
    (loop $digest
      (local.set $hash
        (i32.add
          (i32.mul (local.get $hash) (i32.const 31))
          (i32.add
            (struct.get $item $key (array.get $items (local.get $items) (local.get $i)))
            (struct.get $item $uses (array.get $items (local.get $items) (local.get $i))))))
      (br_if $digest (i32.lt_s (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $count))))
    (local.get $hash)))
