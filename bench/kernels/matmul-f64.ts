// The product of two matrices of f64, by the textbook's three loops.

const N = 128;
const a: usize = memory.data(N * N * 8, 16);
const b: usize = memory.data(N * N * 8, 16);
const c: usize = memory.data(N * N * 8, 16);

function multiply(n: i32): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0.0;
      for (let k = 0; k < n; k++) sum += load<f64>(a + ((i * n + k) << 3)) * load<f64>(b + ((k * n + j) << 3));
      store<f64>(c + ((i * n + j) << 3), sum);
    }
  }
}

/** The trace of the product of two n × n matrices, n ≤ 128. */
export function run(n: i32): f64 {
  for (let i = 0; i < n * n; i++) {
    store<f64>(a + (i << 3), <f64>((i * 7) % 23) - 11.0);
    store<f64>(b + (i << 3), <f64>((i * 5) % 19) * 0.125);
  }
  multiply(n);
  let trace = 0.0;
  for (let i = 0; i < n; i++) trace += load<f64>(c + ((i * n + i) << 3));
  return trace;
}
