// Pollard's rho on numbers of up to 127 bits: 64-bit additions, comparisons and shifts, with carries between words.
// A number is a pair of u64; functions return the low word and leave the high word in `high`.

let high: u64 = 0;

@inline
function less(al: u64, ah: u64, bl: u64, bh: u64): bool {
  return ah < bh || (ah == bh && al < bl);
}

/** (a + b) mod n, for a, b < n < 2^127. */
function addmod(al: u64, ah: u64, bl: u64, bh: u64, nl: u64, nh: u64): u64 {
  let l = al + bl;
  let h = ah + bh + u64(l < al);
  if (!less(l, h, nl, nh)) {
    h = h - nh - u64(l < nl);
    l -= nl;
  }
  high = h;
  return l;
}

/** (a · b) mod n, by doubling and adding. */
function mulmod(al: u64, ah: u64, bl: u64, bh: u64, nl: u64, nh: u64): u64 {
  let rl: u64 = 0, rh: u64 = 0;
  while ((bl | bh) != 0) {
    if (bl & 1) {
      rl = addmod(rl, rh, al, ah, nl, nh);
      rh = high;
    }
    al = addmod(al, ah, al, ah, nl, nh);
    ah = high;
    bl = (bl >> 1) | (bh << 63);
    bh >>= 1;
  }
  high = rh;
  return rl;
}

/** The greatest common divisor, by Stein's algorithm; b is odd. */
function gcd(al: u64, ah: u64, bl: u64, bh: u64): u64 {
  if ((al | ah) == 0) {
    high = bh;
    return bl;
  }
  while (true) {
    while (!(al & 1)) {
      al = (al >> 1) | (ah << 63);
      ah >>= 1;
    }
    if (less(al, ah, bl, bh)) {
      const tl = al, th = ah;
      al = bl;
      ah = bh;
      bl = tl;
      bh = th;
    }
    ah = ah - bh - u64(al < bl);
    al -= bl;
    if ((al | ah) == 0) {
      high = bh;
      return bl;
    }
  }
}

/** A proper factor of the odd composite 2^64·nh + nl < 2^127, if the walk from 2 finds one; else that number. Its low word. */
function factor(nl: u64, nh: u64): u64 {
  let xl: u64 = 2, xh: u64 = 0, yl: u64 = 2, yh: u64 = 0;
  while (true) {
    xl = mulmod(xl, xh, xl, xh, nl, nh);
    xl = addmod(xl, high, 1, 0, nl, nh);
    xh = high;
    yl = mulmod(yl, yh, yl, yh, nl, nh);
    yl = addmod(yl, high, 1, 0, nl, nh);
    yh = high;
    yl = mulmod(yl, yh, yl, yh, nl, nh);
    yl = addmod(yl, high, 1, 0, nl, nh);
    yh = high;
    let dl: u64, dh: u64;
    if (less(xl, xh, yl, yh)) {
      dl = yl - xl;
      dh = yh - xh - u64(yl < xl);
    } else {
      dl = xl - yl;
      dh = xh - yh - u64(xl < yl);
    }
    const l = gcd(dl, dh, nl, nh);
    if (l != 1 || high != 0) return l;
  }
}

/** The factor found of p · (2^89 - 1), whose larger factor is prime: p, if that is prime, too. Its low 32 bits. */
export function run(p: i32): i32 {
  const n = <u64>p;
  return <i32>factor(0 - n, (n << (89 - 64)) - 1);
}
