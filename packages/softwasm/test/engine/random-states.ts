import type { Random } from './random-program.ts';

/**
 * Random state machines of the kind that Go's functions are, as text: the loop begins with the table, jumps set the next state to a constant, values stand in
 * memory from call to call, and locals live from case to case only here and there. They begin in any state, and end, for every case uses up fuel in memory.
 */
export function randomStates(random: Random): string {
  const cases = 5 + random.below(14);
  const labels = Array.from({ length: cases + 1 }, (_, i) => (i < cases ? `$c${i}` : '$default'));
  // Some functions are dispatched on what they compute, too.
  const computes = random.below(5) === 0;
  let body = `(br_table ${labels.slice(0, cases).join(' ')} $default (local.get $state))`;
  for (const label of labels)
    body = `(block ${label} ${body}) ${code(random, cases, computes)} ${ending(random, cases, computes)}`;
  // A second turn of everything, in some: the machine begins again, and finds what is in the locals.
  const twice = random.below(4) === 0;
  const machine = `(block $out (loop $next ${body}))`;
  return `(module (memory (export "memory") 1) (global $sp (mut i32) (i32.const 64))
  (func $call (param i32) (result i32) (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (local.get 0))) (i32.and (local.get 0) (i32.const 15)))
  (func (export "f") (param $state i32) (param $l i64) (param $fuel i32) (result i64 i32 f64)
    (local $a i32) (local $b i32) (local $c i32) (local $m i64) (local $n i64) (local $d f64) (local $turns i32)
    (i32.store (i32.const 4) (local.get $fuel)) (i64.store (i32.const 16) (local.get $l))
    ${twice ? `(loop $turn ${machine} (local.set $turns (i32.add (local.get $turns) (i32.const 1))) (br_if $turn (i32.lt_s (local.get $turns) (i32.const 2))))` : machine}
    (i64.load (i32.const 16)) (i32.load (i32.const 8)) (f64.load (i32.const 32))))`;
}

const WORDS = ['$a', '$b', '$c'] as const;
const LONGS = ['$m', '$n'] as const;

function word(random: Random): string {
  return random.pick([
    () => `(local.get ${random.pick(WORDS)})`,
    () => `(i32.const ${random.below(100)})`,
    () => `(i32.load (i32.const ${40 + 4 * random.below(6)}))`,
    () => `(i32.wrap_i64 (local.get ${random.pick(LONGS)}))`,
  ])();
}

function statement(random: Random): string {
  return random.pick([
    () => `(local.set ${random.pick(WORDS)} (i32.add ${word(random)} ${word(random)}))`,
    () => `(local.set ${random.pick(WORDS)} (call $call ${word(random)}))`,
    () => `(local.set ${random.pick(LONGS)} (i64.add (i64.load (i32.const 16)) (i64.extend_i32_s ${word(random)})))`,
    () => `(local.set $d (f64.convert_i32_s ${word(random)}))`,
    () => `(f64.store (i32.const 32) (f64.add (local.get $d) (f64.load (i32.const 32))))`,
    () => `(i64.store (i32.const 16) (i64.xor (local.get ${random.pick(LONGS)}) (i64.const ${random.below(1000)})))`,
    () => `(i32.store (i32.const ${40 + 4 * random.below(6)}) ${word(random)})`,
  ])();
}

function jump(random: Random, cases: number, computes: boolean): string {
  const state =
    computes && random.below(4) === 0
      ? `(i32.rem_u ${word(random)} (i32.const ${cases}))`
      : `(i32.const ${random.below(cases + 1)})`;
  return `(local.set $state ${state}) (br $next)`;
}

function code(random: Random, cases: number, computes: boolean): string {
  let text =
    '(i32.store (i32.const 4) (i32.sub (i32.load (i32.const 4)) (i32.const 1))) (br_if $out (i32.le_s (i32.load (i32.const 4)) (i32.const 0)))';
  for (let i = 1 + random.below(4); i > 0; i--) {
    text +=
      random.below(4) === 0
        ? `(if (i32.lt_u ${word(random)} ${word(random)}) (then ${statement(random)} ${jump(random, cases, computes)}))`
        : statement(random);
  }
  return text;
}

/** Most cases run on into the next one. */
function ending(random: Random, cases: number, computes: boolean): string {
  return random.pick([
    () => '',
    () => '',
    () => '',
    () => jump(random, cases, computes),
    () => '(br $out)',
    () => `(return (i64.load (i32.const 16)) ${word(random)} (local.get $d))`,
  ])();
}
