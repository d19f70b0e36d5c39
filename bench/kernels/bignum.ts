// Multiplication of long numbers, as at school: 32 × 32 → 64 bits, carries added up in 64 bits.

const LIMBS = 256;
const a = new StaticArray<u32>(LIMBS);
const b = new StaticArray<u32>(LIMBS);
const product = new StaticArray<u32>(2 * LIMBS);

function multiply(n: i32): void {
  for (let i = 0; i < 2 * n; i++) product[i] = 0;
  for (let i = 0; i < n; i++) {
    let carry: u64 = 0;
    const factor = <u64>a[i];
    for (let j = 0; j < n; j++) {
      const sum = factor * <u64>unchecked(b[j]) + <u64>unchecked(product[i + j]) + carry;
      unchecked((product[i + j] = <u32>sum));
      carry = sum >> 32;
    }
    product[i + n] = <u32>carry;
  }
}

/** Squares and multiplies `rounds` times, in numbers of 2048 bits. */
export function run(rounds: i32): i32 {
  const n = 64;
  for (let i = 0; i < n; i++) {
    a[i] = 0x9e3779b9 * (i + 1);
    b[i] = 0x85ebca6b ^ (i * 0x01000193);
  }
  let hash = 0;
  for (let r = 0; r < rounds; r++) {
    multiply(n);
    for (let i = 0; i < n; i++) {
      b[i] = a[i];
      a[i] = product[i + (n >> 1)];
    }
    hash = hash * 31 + a[n - 1];
  }
  return hash;
}
