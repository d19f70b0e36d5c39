// The product of two matrices of f32, by rows: the innermost loop runs along both.

const N = 128;
const a: usize = memory.data(N * N * 4, 16);
const b: usize = memory.data(N * N * 4, 16);
const c: usize = memory.data(N * N * 4, 16);

function multiply(n: i32): void {
  memory.fill(c, 0, (n * n) << 2);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = load<f32>(a + ((i * n + k) << 2));
      for (let j = 0; j < n; j++) {
        const p = c + ((i * n + j) << 2);
        store<f32>(p, load<f32>(p) + factor * load<f32>(b + ((k * n + j) << 2)));
      }
    }
  }
}

/** The trace of the product of two n × n matrices, n ≤ 128. */
export function run(n: i32): f64 {
  for (let i = 0; i < n * n; i++) {
    store<f32>(a + (i << 2), <f32>((i * 7) % 23) - 11.0);
    store<f32>(b + (i << 2), <f32>((i * 5) % 19) * 0.1);
  }
  multiply(n);
  let trace: f32 = 0.0;
  for (let i = 0; i < n; i++) trace += load<f32>(c + ((i * n + i) << 2));
  return trace;
}
