// N-body: the orbits of the Jovian planets, by a symplectic integrator (the Computer Language Benchmarks Game's problem).
// All state lives in locals-heavy f64 code over linear memory: seven doubles for each of five bodies.

const BODIES = 5;
const STRIDE = 56;
const PI = 3.141592653589793;
const SOLAR_MASS = 4.0 * PI * PI;
const DAYS_PER_YEAR = 365.24;

const base: usize = memory.data(280, 8);

function body(i: i32, x: f64, y: f64, z: f64, vx: f64, vy: f64, vz: f64, mass: f64): void {
  const p = base + <usize>(i * STRIDE);
  store<f64>(p, x);
  store<f64>(p, y, 8);
  store<f64>(p, z, 16);
  store<f64>(p, vx * DAYS_PER_YEAR, 24);
  store<f64>(p, vy * DAYS_PER_YEAR, 32);
  store<f64>(p, vz * DAYS_PER_YEAR, 40);
  store<f64>(p, mass * SOLAR_MASS, 48);
}

function reset(): void {
  body(0, 0, 0, 0, 0, 0, 0, 1);
  body(1, 4.84143144246472090e0, -1.16032004402742839e0, -1.03622044471123109e-1, 1.66007664274403694e-3, 7.69901118419740425e-3, -6.90460016972063023e-5, 9.54791938424326609e-4);
  body(2, 8.34336671824457987e0, 4.12479856412430479e0, -4.03523417114321381e-1, -2.76742510726411899e-3, 4.99852801234917238e-3, 2.30417297573763929e-5, 2.85885980666130812e-4);
  body(3, 1.28943695621391310e1, -1.51111514016986312e1, -2.23307578892655734e-1, 2.96460137564761618e-3, 2.37847173959480950e-3, -2.96589568540237556e-5, 4.36624404335156298e-5);
  body(4, 1.53796971148509165e1, -2.59193146099879641e1, 1.79258772950371181e-1, 2.68067772490389322e-3, 1.62824170038242295e-3, -9.51592254519715870e-5, 5.15138902046611451e-5);
  let px = 0.0, py = 0.0, pz = 0.0;
  for (let i = 0; i < BODIES; i++) {
    const p = base + <usize>(i * STRIDE);
    const mass = load<f64>(p, 48);
    px += load<f64>(p, 24) * mass;
    py += load<f64>(p, 32) * mass;
    pz += load<f64>(p, 40) * mass;
  }
  store<f64>(base, -px / SOLAR_MASS, 24);
  store<f64>(base, -py / SOLAR_MASS, 32);
  store<f64>(base, -pz / SOLAR_MASS, 40);
}

function advance(dt: f64): void {
  for (let i = 0; i < BODIES; i++) {
    const p = base + <usize>(i * STRIDE);
    const x = load<f64>(p), y = load<f64>(p, 8), z = load<f64>(p, 16), mass = load<f64>(p, 48);
    let vx = load<f64>(p, 24), vy = load<f64>(p, 32), vz = load<f64>(p, 40);
    for (let j = i + 1; j < BODIES; j++) {
      const q = base + <usize>(j * STRIDE);
      const dx = x - load<f64>(q), dy = y - load<f64>(q, 8), dz = z - load<f64>(q, 16);
      const d2 = dx * dx + dy * dy + dz * dz;
      const mag = dt / (d2 * Math.sqrt(d2));
      const other = load<f64>(q, 48);
      vx -= dx * other * mag;
      vy -= dy * other * mag;
      vz -= dz * other * mag;
      store<f64>(q, load<f64>(q, 24) + dx * mass * mag, 24);
      store<f64>(q, load<f64>(q, 32) + dy * mass * mag, 32);
      store<f64>(q, load<f64>(q, 40) + dz * mass * mag, 40);
    }
    store<f64>(p, vx, 24);
    store<f64>(p, vy, 32);
    store<f64>(p, vz, 40);
    store<f64>(p, x + dt * vx);
    store<f64>(p, y + dt * vy, 8);
    store<f64>(p, z + dt * vz, 16);
  }
}

function energy(): f64 {
  let e = 0.0;
  for (let i = 0; i < BODIES; i++) {
    const p = base + <usize>(i * STRIDE);
    const vx = load<f64>(p, 24), vy = load<f64>(p, 32), vz = load<f64>(p, 40), mass = load<f64>(p, 48);
    e += 0.5 * mass * (vx * vx + vy * vy + vz * vz);
    for (let j = i + 1; j < BODIES; j++) {
      const q = base + <usize>(j * STRIDE);
      const dx = load<f64>(p) - load<f64>(q), dy = load<f64>(p, 8) - load<f64>(q, 8), dz = load<f64>(p, 16) - load<f64>(q, 16);
      e -= (mass * load<f64>(q, 48)) / Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return e;
}

/** The system's energy after `steps` steps of 0.01 years. */
export function run(steps: i32): f64 {
  reset();
  for (let i = 0; i < steps; i++) advance(0.01);
  return energy();
}
