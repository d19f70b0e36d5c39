// Quicksort with a comparator that the caller passes: every comparison is a call_indirect.

const CAPACITY = 1 << 16;
const values = new StaticArray<i32>(CAPACITY);

function ascending(a: i32, b: i32): i32 {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byLowBytes(a: i32, b: i32): i32 {
  const d = (a & 0xffff) - (b & 0xffff);
  return d != 0 ? d : ascending(a, b);
}

function quicksort(lo: i32, hi: i32, compare: (a: i32, b: i32) => i32): void {
  while (hi - lo > 12) {
    const pivot = unchecked(values[(lo + hi) >> 1]);
    let i = lo, j = hi;
    while (i <= j) {
      while (compare(unchecked(values[i]), pivot) < 0) i++;
      while (compare(unchecked(values[j]), pivot) > 0) j--;
      if (i <= j) {
        const t = unchecked(values[i]);
        unchecked((values[i++] = unchecked(values[j])));
        unchecked((values[j--] = t));
      }
    }
    if (j - lo < hi - i) {
      quicksort(lo, j, compare);
      lo = i;
    } else {
      quicksort(i, hi, compare);
      hi = j;
    }
  }
  for (let i = lo + 1; i <= hi; i++) {
    const value = unchecked(values[i]);
    let j = i - 1;
    for (; j >= lo && compare(unchecked(values[j]), value) > 0; j--) unchecked((values[j + 1] = unchecked(values[j])));
    unchecked((values[j + 1] = value));
  }
}

/** Sorts `count` ≤ 65,536 numbers twice, in two orders; a hash of some of them in both. */
export function run(count: i32): i32 {
  let seed: u32 = 12345;
  for (let i = 0; i < count; i++) {
    seed = seed * 1664525 + 1013904223;
    values[i] = seed >> 4;
  }
  let hash = 0;
  for (let order = 0; order < 2; order++) {
    quicksort(0, count - 1, order == 0 ? ascending : byLowBytes);
    for (let i = 0; i < count; i += 100) hash = hash * 31 + values[i];
  }
  return hash;
}
