// The sieve of Eratosthenes over bytes.

const CAPACITY = 1 << 20;
const composite: usize = memory.data(CAPACITY, 16);

/** How many primes are below `limit` ≤ 2^20. */
export function run(limit: i32): i32 {
  memory.fill(composite, 0, limit);
  let count = 0;
  for (let i = 2; i < limit; i++) {
    if (load<u8>(composite + i) != 0) continue;
    count++;
    if (i < 1024) for (let j = i * i; j < limit; j += i) store<u8>(composite + j, 1);
  }
  return count;
}
