import { BROWSER_FEATURES } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';
import { Random } from '../random.ts';
import { zero } from './constants.ts';
import { expressions } from './expressions.ts';
import { KINDS, type Kind, LIKELY_KINDS, Scope, type Signature } from './scope.ts';
import { statement } from './statements.ts';

/** Calls that a run may make, in all: with tables, functions call each other in circles. */
const FUEL = 50;

/** How many instructions a function has at most, about: most are small, some have to be split for the engine. */
const BUDGETS = [20, 60, 60, 150, 150, 150, 400, 400, 1000];
const LARGE_BUDGET = 30_000;

/**
 * A random valid module of the shape that compilers emit: loops with counters, switches, carries between 64-bit and 32-bit numbers, narrow accesses. It computes no
 * NaN whose bits could be seen, and it ends.
 *
 * @param seed the same module for the same seed
 */
export function structuredModule(seed: number): Uint8Array {
  return assemble(structuredText(seed), { features: BROWSER_FEATURES });
}

/** The text of {@link structuredModule}. */
export function structuredText(seed: number): string {
  const random = new Random(seed);
  const signatures = Array.from({ length: 1 + random.below(6) }, (_, i): Signature => signature(i, random));
  const functions = signatures.map((own, i) => {
    const budget = random.below(40) === 0 ? LARGE_BUDGET : random.pick(BUDGETS);
    return functionText(new Scope(random, own, signatures.slice(i + 1), budget, statement));
  });
  return `(module
  (import "env" "log" (func $log (param i32 i64)))
  (memory 1 4)
  (tag $tag (param i32))
  (global $fuel (mut i32) (i32.const 0))
${KINDS.map((kind) => `  (global $g_${kind} (mut ${kind}) ${zero(kind)})`).join('\n')}
  (table funcref (elem ${signatures.map(({ name }) => name).join(' ')}))
  (data (i32.const 64) "softwasm \\00\\01\\80\\ff\\7f\\fe\\ff\\ff\\ff\\ff\\ff\\ff\\7f")
${['f32', 'f64'].map(denan).join('\n')}
${signatures.map(entry).join('\n')}
${functions.join('\n')}
)`;
}

function signature(index: number, random: Random): Signature {
  const kinds = (most: number): Kind[] =>
    Array.from({ length: random.below(most + 1) }, () => random.pick(LIKELY_KINDS));
  return {
    name: `$f${index}`,
    params: kinds(4),
    results: random.below(5) === 0 ? kinds(3) : [random.pick(LIKELY_KINDS)],
  };
}

function head({ params, results }: Signature): string {
  return `${params.map((kind, i) => `(param $p${i} ${kind})`).join(' ')} (result ${results.join(' ')})`;
}

function functionText(scope: Scope): string {
  const { name, results } = scope.signature;
  const code: string[] = [];
  while (scope.budget > 0) code.push(statement(scope));
  code.push(expressions(results, scope));
  const spend = '(global.set $fuel (i32.sub (global.get $fuel) (i32.const 1)))';
  const spent = `(if (i32.lt_s (global.get $fuel) (i32.const 0)) (then (return ${results.map(zero).join(' ')})))`;
  return `  (func ${name} ${head(scope.signature)} ${scope.declarations()}\n    ${spend} ${spent}\n    ${code.join('\n    ')})`;
}

/** What the host calls. Nothing that is thrown leaves it. */
function entry(own: Signature, index: number): string {
  const args = own.params.map((_, i) => `(local.get $p${i})`).join(' ');
  const results = own.results.map(zero).join(' ');
  const caught = `(try (result ${own.results.join(' ')}) (do (call ${own.name} ${args})) (catch_all ${results}))`;
  return `  (func (export "run${index}") ${head(own)} (global.set $fuel (i32.const ${FUEL})) ${caught})`;
}

function denan(kind: string): string {
  return `  (func $denan_${kind} (param ${kind}) (result ${kind}) (select (local.get 0) (${kind}.const 0) (${kind}.eq (local.get 0) (local.get 0))))`;
}
