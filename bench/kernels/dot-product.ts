// The dot product of two vectors of f32, four lanes at a time.

const CAPACITY = 8192;
const a: usize = memory.data(CAPACITY * 4, 16);
const b: usize = memory.data(CAPACITY * 4, 16);

function dot(n: i32): f32 {
  let sum = f32x4.splat(0);
  for (let i = 0; i < n; i += 4) {
    const offset = <usize>i << 2;
    sum = f32x4.add(sum, f32x4.mul(v128.load(a + offset), v128.load(b + offset)));
  }
  return f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
}

/** `rounds` products of vectors of 8,192 numbers, one of which changes in between. */
export function run(rounds: i32): f64 {
  for (let i = 0; i < CAPACITY; i++) {
    store<f32>(a + (i << 2), <f32>(i % 17) - 8.0);
    store<f32>(b + (i << 2), <f32>(i % 13) * 0.25);
  }
  let total = 0.0;
  for (let r = 0; r < rounds; r++) {
    store<f32>(a + (((r * 37) % CAPACITY) << 2), <f32>r);
    total += dot(CAPACITY);
  }
  return total;
}
