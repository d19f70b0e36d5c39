// Division and remainder of unsigned 64-bit integers: decimal digits, common divisors, modular powers.

let state: u64 = 0;

/** xorshift64*. */
function random(): u64 {
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return state * 0x2545f4914f6cdd1d;
}

function digitSum(n: u64): u32 {
  let sum: u32 = 0;
  while (n != 0) {
    sum += <u32>(n % 10);
    n /= 10;
  }
  return sum;
}

function gcd(a: u64, b: u64): u64 {
  while (b != 0) {
    const rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

function power(base: u64, exponent: u32, modulus: u64): u64 {
  let result: u64 = 1;
  for (; exponent != 0; exponent >>= 1) {
    if (exponent & 1) result = (result * base) % modulus;
    base = (base * base) % modulus;
  }
  return result;
}

/** Each of `count` rounds takes the digits of one number, the common divisor of two, and one power modulo a number of 32 bits. */
export function run(count: i32): i32 {
  state = 88172645463325252;
  let hash: u32 = 0;
  for (let i = 0; i < count; i++) {
    const a = random(), b = random();
    const modulus = (b >> 32) | 1;
    hash = hash * 31 + digitSum(a);
    hash = hash * 31 + <u32>gcd(a, b);
    hash = hash * 31 + <u32>power(a % modulus, <u32>b, modulus);
  }
  return hash;
}
