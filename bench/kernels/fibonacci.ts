// Recursive Fibonacci: nothing but calls.

function fib(n: i32): i32 {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

/** The n-th Fibonacci number modulo 2^32. */
export function run(n: i32): i32 {
  return fib(n);
}
