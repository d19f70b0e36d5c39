import type { Random } from './random-program.ts';

/**
 * Random state machines as text: a loop around a table of blocks, as interpreters and Go's functions are. Cases run on into the next one, go to others, to
 * the loop, out of it, or return; within them are ifs and loops, calls, traps, and locals of all types. They end, for every case uses up fuel.
 */
export function randomMachine(random: Random): string {
  const cases = 4 + random.below(9);
  const labels = Array.from({ length: cases + 1 }, (_, i) => (i < cases ? `$c${i}` : '$default'));
  const table = Array.from({ length: cases + random.below(3) }, () => random.pick(labels)).join(' ');
  // The loop begins with the table, or not.
  const before = random.pick(['', '', '(local.set $a (i32.add (local.get $a) (i32.const 3)))']);
  let body = `(br_table ${table} ${random.pick(labels)} (local.get $s))`;
  for (let i = 0; i <= cases; i++) {
    const targets = [...labels.slice(i + 1), '$next', '$out'];
    body = `(block ${labels[i]} ${body}) ${code(random, targets)} ${ending(random, targets)}`;
  }
  const attempt = random.below(4) === 0;
  const loop = `(loop $next ${before} ${body})`;
  return `(module (memory (export "memory") 1) (global $g (export "g") (mut i32) (i32.const 7))
  (func $id (param i32) (result i32) (global.set $g (i32.add (global.get $g) (local.get 0))) (i32.xor (local.get 0) (i32.const 5)))
  (func $pair (param i64 i32) (result i64 f64 i32) (local.get 0) (f64.convert_i32_s (local.get 1)) (local.get 1))
  (func (export "f") (param $s i32) (param $l i64) (param $fuel i32) (result i64 i32 f64)
    (local $a i32) (local $b i32) (local $m i64) (local $d f64) (local $e f32)
    (block $out ${attempt ? `(try (do ${loop}) (catch_all (local.set $b (i32.const 99))))` : loop})
    (i64.store (i32.const 512) (local.get $m)) (f32.store (i32.const 520) (local.get $e))
    (i64.add (local.get $l) (local.get $m)) (i32.add (local.get $a) (i32.mul (local.get $b) (i32.const 31))) (local.get $d)))`;
}

function i32(random: Random, depth: number): string {
  const leaves = ['$a', '$b', '$s', '$fuel'].map((name) => `(local.get ${name})`);
  if (depth === 0) return random.pick([...leaves, `(i32.const ${random.below(200) - 100})`, '(global.get $g)']);
  const inner = (): string => i32(random, depth - 1);
  return random.pick([
    () => `(i32.${random.pick(['add', 'sub', 'mul', 'xor', 'shl', 'lt_u', 'ge_s'])} ${inner()} ${inner()})`,
    () => `(i32.load (i32.and ${inner()} (i32.const 1020)))`,
    () => `(call $id ${inner()})`,
    () => '(i32.wrap_i64 (local.get $l))',
    () => '(i32.trunc_sat_f64_s (local.get $d))',
  ])();
}

function code(random: Random, targets: readonly string[], depth = 2): string {
  const use =
    '(local.set $fuel (i32.sub (local.get $fuel) (i32.const 1))) (br_if $out (i32.le_s (local.get $fuel) (i32.const 0)))';
  let text = depth === 2 ? use : '';
  for (let i = 1 + random.below(5); i > 0; i--) text += ` ${statement(random, targets, depth)}`;
  return text;
}

function statement(random: Random, targets: readonly string[], depth: number): string {
  const value = (): string => i32(random, 2);
  const small = (): string => `(f64.convert_i32_s (i32.and ${value()} (i32.const 0xffff)))`;
  const simple = [
    () => `(local.set ${random.pick(['$a', '$b'])} ${value()})`,
    () =>
      `(local.set ${random.pick(['$l', '$m'])} (i64.${random.pick(['add', 'xor', 'mul', 'rotl'])} (local.get $l) (local.get $m)))`,
    () => `(local.set $m (i64.extend_i32_s ${value()}))`,
    () => `(local.set $d (f64.add (local.get $d) ${small()}))`,
    () => `(local.set $e (f32.demote_f64 ${small()}))`,
    () => `(i32.store (i32.and ${value()} (i32.const 1020)) ${value()})`,
    () => `(br_if ${random.pick(targets)} (i32.gt_s ${value()} (i32.const 90)))`,
    () => `(call $pair (local.get $l) ${value()}) (local.set $a) (local.set $d) (local.set $m)`,
    () => `(if (i32.eq ${value()} (i32.const 77)) (then unreachable))`,
  ];
  if (depth === 0 || random.below(3) > 0) return random.pick(simple)();
  const inner = (): string => code(random, targets, depth - 1);
  return random.pick([
    () => `(if ${value()} (then ${inner()}) (else ${inner()}))`,
    () => `(block $inner${depth} ${inner()} (br_if $inner${depth} ${value()}) ${inner()})`,
    () => `(local.set $b (i32.const ${1 + random.below(4)})) (loop $again${depth} ${code(random, targets, 0)}
      (local.set $fuel (i32.sub (local.get $fuel) (i32.const 1))) (br_if $out (i32.le_s (local.get $fuel) (i32.const 0)))
      (local.set $b (i32.sub (i32.and (local.get $b) (i32.const 7)) (i32.const 1)))
      (br_if $again${depth} (i32.gt_s (local.get $b) (i32.const 0))))`,
  ])();
}

/** How a case ends. */
function ending(random: Random, targets: readonly string[]): string {
  const next = `(local.set $s ${random.pick([`(i32.const ${random.below(14)})`, '(i32.rem_u (local.get $a) (i32.const 15))'])})`;
  return random.pick([
    () => '',
    () => '',
    () => `${next} (br $next)`,
    () => `${next} (br $next)`,
    () => `(br ${random.pick(targets)})`,
    () => '(br_if $next (i32.lt_s (local.get $b) (i32.const 0)))',
    () => `(return (local.get $l) ${i32(random, 1)} (local.get $d))`,
  ])();
}
