// A five-point stencil, relaxed by Jacobi's method: two grids of f64, which swap.

const N = 130;
const first: usize = memory.data(N * N * 8, 16);
const second: usize = memory.data(N * N * 8, 16);

function sweep(from: usize, to: usize): void {
  for (let y = 1; y < N - 1; y++) {
    for (let x = 1; x < N - 1; x++) {
      const p = from + ((y * N + x) << 3);
      const sum = load<f64>(p - 8) + load<f64>(p + 8) + load<f64>(p - N * 8) + load<f64>(p + N * 8);
      store<f64>(to + ((y * N + x) << 3), 0.25 * sum);
    }
  }
}

/** The heat in the middle of a plate's lower quarter after 2 · `steps` sweeps, with one hot edge. */
export function run(steps: i32): f64 {
  memory.fill(first, 0, N * N * 8);
  memory.fill(second, 0, N * N * 8);
  for (let x = 0; x < N; x++) {
    store<f64>(first + (x << 3), 100.0);
    store<f64>(second + (x << 3), 100.0);
  }
  for (let i = 0; i < steps; i++) {
    sweep(first, second);
    sweep(second, first);
  }
  let sum = 0.0;
  for (let y = 1; y < N - 1; y++) sum += load<f64>(first + ((y * N + N / 2) << 3));
  return sum;
}
