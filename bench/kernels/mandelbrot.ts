// The Mandelbrot set: f64 arithmetic in locals, with a loop that ends at a comparison.

const LIMIT = 200;

function escape(cx: f64, cy: f64): i32 {
  let x = 0.0, y = 0.0, xx = 0.0, yy = 0.0;
  let n = 0;
  while (n < LIMIT && xx + yy <= 4.0) {
    y = 2.0 * x * y + cy;
    x = xx - yy + cx;
    xx = x * x;
    yy = y * y;
    n++;
  }
  return n;
}

/** The sum of the steps that the points of a grid of size × size take to escape. */
export function run(size: i32): i32 {
  let sum = 0;
  for (let py = 0; py < size; py++) {
    for (let px = 0; px < size; px++) sum += escape((3.0 * px) / size - 2.0, (2.5 * py) / size - 1.25);
  }
  return sum;
}
