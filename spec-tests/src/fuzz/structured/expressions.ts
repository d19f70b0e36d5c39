import { constant } from './constants.ts';
import { KINDS, type Kind, type Scope, type Signature } from './scope.ts';

/*
 * Expressions as compilers write them, in the folded text format. What a NaN's bits are is not determined: where they would be seen, `$denan` takes
 * them away.
 */

/** Makes an expression of a kind. */
type Form = (scope: Scope) => string;

const SIGNS = ['_s', '_u'];
const COMPARISONS = ['lt', 'le', 'gt', 'ge'];

const INTEGER_BINARY = ['add', 'add', 'sub', 'sub', 'mul', 'and', 'or', 'xor', 'shl', 'shr_s', 'shr_u', 'rotl', 'rotr'];
const INTEGER_DIVISIONS = ['div_s', 'div_u', 'rem_s', 'rem_u'];
const INTEGER_UNARY = ['clz', 'ctz', 'popcnt', 'extend8_s', 'extend16_s'];
const FLOAT_BINARY = ['add', 'sub', 'mul', 'div', 'min', 'max', 'copysign'];
const FLOAT_UNARY = ['abs', 'neg', 'ceil', 'floor', 'trunc', 'nearest', 'sqrt'];

/** Loads that give an integer, by bytes read. */
const NARROW_LOADS: Readonly<Record<'i32' | 'i64', readonly string[]>> = {
  i32: ['load8_s', 'load8_u', 'load16_s', 'load16_u'],
  i64: ['load8_s', 'load8_u', 'load16_s', 'load16_u', 'load32_s', 'load32_u'],
};

/** How deep expressions nest. */
const MAX_DEPTH = 6;

/** An expression that leaves one value of a kind. */
export function expression(kind: Kind, scope: Scope): string {
  scope.budget--;
  if (scope.budget < 0 || scope.depth > MAX_DEPTH) {
    return scope.oneIn(2) ? constant(kind, scope.random) : `(local.get ${scope.local(kind)})`;
  }
  const repeated = scope.oneIn(8) ? scope.repeated(kind) : undefined;
  if (repeated !== undefined) return repeated;
  scope.depth++;
  const made = scope.random.pick(FORMS[kind])(scope);
  scope.depth--;
  scope.remember(kind, made);
  return made;
}

/** One expression for each kind, in order. */
export function expressions(kinds: readonly Kind[], scope: Scope): string {
  return kinds.map((kind) => expression(kind, scope)).join(' ');
}

/** A condition: an i32 that is mostly a comparison. */
export function condition(scope: Scope): string {
  return scope.oneIn(4) ? expression('i32', scope) : comparison(scope);
}

/** An address inside the memory, but for a few; often one that was written before. */
export function address(scope: Scope): string {
  const repeated = scope.oneIn(3) ? scope.repeated('address') : undefined;
  if (repeated !== undefined) {
    return scope.oneIn(3) ? `(i32.add ${repeated} (i32.const ${4 * (scope.random.below(9) - 4)}))` : repeated;
  }
  const made = newAddress(scope);
  scope.remember('address', made);
  return made;
}

function newAddress(scope: Scope): string {
  const any = expression('i32', scope);
  if (scope.oneIn(50)) return any;
  return scope.oneIn(3) ? `(i32.and ${any} (i32.const 0xfff8))` : `(i32.and ${any} (i32.const 0x7fff))`;
}

/** The immediates of a memory access. */
export function offset(scope: Scope): string {
  return scope.oneIn(2) ? `offset=${scope.random.below(80)}` : '';
}

/** An expression whose bits may be seen. */
export function determined(kind: Kind, scope: Scope): string {
  const value = expression(kind, scope);
  return kind === 'f32' || kind === 'f64' ? `(call $denan_${kind} ${value})` : value;
}

/** Arguments for a function. */
export function call(callee: Signature, scope: Scope): string {
  return `(call ${callee.name} ${expressions(callee.params, scope)})`;
}

function comparison(scope: Scope): string {
  const kind = scope.random.pick(KINDS);
  const name = scope.random.pick(COMPARISONS);
  if (scope.oneIn(3)) return `(${kind}.${scope.random.pick(['eq', 'ne'])} ${expressions([kind, kind], scope)})`;
  if (kind === 'f32' || kind === 'f64') return `(${kind}.${name} ${expressions([kind, kind], scope)})`;
  return `(${kind}.${name}${scope.random.pick(SIGNS)} ${expressions([kind, kind], scope)})`;
}

/** A block, an `if` or a loop with a result, as an expression. */
function structured(kind: Kind, scope: Scope): string {
  const label = { name: scope.label(), carries: [kind] };
  const { name } = label;
  switch (scope.random.below(4)) {
    case 0:
      return `(if (result ${kind}) ${condition(scope)} (then ${expression(kind, scope)}) (else ${expression(kind, scope)}))`;
    case 1: {
      const test = condition(scope);
      const arm = (): string => `${scope.statements(2)} ${expression(kind, scope)}`;
      return scope.within(label, () => `(if ${name} (result ${kind}) ${test} (then ${arm()}) (else ${arm()}))`);
    }
    case 2:
      return scope.within(
        label,
        () => `(block ${name} (result ${kind}) ${scope.statements(3)} ${expression(kind, scope)})`,
      );
    default:
      return scope.mayLoop ? resultOfLoop(kind, scope) : expression(kind, scope);
  }
}

/** A loop with a result, one arm of whose `if` repeats it: what other generators never make. */
function resultOfLoop(kind: Kind, scope: Scope): string {
  const name = scope.label();
  const counter = scope.counter();
  scope.loops++;
  const count = `(i32.lt_u (local.tee ${counter} (i32.add (local.get ${counter}) (i32.const 1))) (i32.const ${2 + scope.random.below(5)}))`;
  // Counted at the head, so that any branch to the loop is. What leaves it may not branch there.
  const out = `(if (i32.eqz ${count}) (then (return ${expressions(scope.signature.results, scope)})))`;
  const body = scope.within({ name, carries: [] }, () => {
    const again = `${scope.statements(2)} (br ${name})`;
    const leave = `${scope.statements(2)} ${expression(kind, scope)}`;
    const [then, otherwise] = scope.oneIn(2) ? [again, leave] : [leave, again];
    return `${out} ${scope.statements(2)} (if (result ${kind}) ${condition(scope)} (then ${then}) (else ${otherwise}))`;
  });
  scope.loops--;
  const loop = `(loop ${name} (result ${kind}) ${body})`;
  return scope.oneIn(3) ? loop : `(block (result ${kind}) (local.set ${counter} (i32.const 0)) ${loop})`;
}

function calling(kind: Kind, scope: Scope): string {
  const fitting = scope.callees.filter(({ results }) => results.length === 1 && results[0] === kind);
  return fitting.length === 0 || !scope.mayLoop ? expression(kind, scope) : call(scope.random.pick(fitting), scope);
}

function division(kind: 'i32' | 'i64', scope: Scope): string {
  const name = scope.random.pick(INTEGER_DIVISIONS);
  const divisor = scope.oneIn(2) ? constant(kind, scope.random) : expression(kind, scope);
  const safe = scope.oneIn(30) ? divisor : `(${kind}.or ${divisor} (${kind}.const ${scope.random.pick([1, 2, 4])}))`;
  return `(${kind}.${name} ${expression(kind, scope)} ${safe})`;
}

/** What all kinds have. */
function common(kind: Kind): Form[] {
  const binary = kind === 'i32' || kind === 'i64' ? INTEGER_BINARY : FLOAT_BINARY;
  const unary = kind === 'i32' || kind === 'i64' ? INTEGER_UNARY : FLOAT_UNARY;
  const twoOf: Form = (scope) => {
    const name = scope.random.pick(binary);
    const second = name === 'copysign' ? determined(kind, scope) : expression(kind, scope);
    return `(${kind}.${name} ${expression(kind, scope)} ${second})`;
  };
  const local: Form = (scope) => `(local.get ${scope.local(kind)})`;
  return [
    local,
    local,
    local,
    twoOf,
    twoOf,
    twoOf,
    (scope) => constant(kind, scope.random),
    (scope) => `(${kind}.${scope.random.pick(unary)} ${expression(kind, scope)})`,
    (scope) => `(local.tee ${scope.local(kind)} ${expression(kind, scope)})`,
    () => `(global.get $g_${kind})`,
    (scope) => `(${kind}.load ${offset(scope)} ${address(scope)})`,
    (scope) => `(select ${expressions([kind, kind], scope)} ${condition(scope)})`,
    (scope) => structured(kind, scope),
    (scope) => calling(kind, scope),
  ];
}

function integers(kind: 'i32' | 'i64'): Form[] {
  return [
    (scope) => `(${kind}.${scope.random.pick(NARROW_LOADS[kind])} ${offset(scope)} ${address(scope)})`,
    (scope) =>
      `(${kind}.${scope.random.pick(INTEGER_BINARY)} ${expression(kind, scope)} ${constant(kind, scope.random)})`,
    (scope) => division(kind, scope),
    (scope) => {
      const from = scope.random.pick(['f32', 'f64'] as const);
      return `(${kind}.trunc_sat_${from}${scope.random.pick(SIGNS)} ${expression(from, scope)})`;
    },
  ];
}

function floats(kind: 'f32' | 'f64'): Form[] {
  return [
    (scope) => {
      const from = scope.random.pick(['i32', 'i64'] as const);
      return `(${kind}.convert_${from}${scope.random.pick(SIGNS)} ${expression(from, scope)})`;
    },
  ];
}

const FORMS: Readonly<Record<Kind, readonly Form[]>> = {
  i32: [
    ...common('i32'),
    ...integers('i32'),
    comparison,
    comparison,
    (scope) => `(i32.eqz ${condition(scope)})`,
    (scope) => `(i64.eqz ${expression('i64', scope)})`,
    (scope) => `(i32.wrap_i64 ${expression('i64', scope)})`,
    (scope) => `(i32.reinterpret_f32 ${determined('f32', scope)})`,
  ],
  i64: [
    ...common('i64'),
    ...integers('i64'),
    (scope) => `(i64.extend_i32${scope.random.pick(SIGNS)} ${expression('i32', scope)})`,
    (scope) =>
      `(i64.mul (i64.extend_i32_u ${expression('i32', scope)}) (i64.extend_i32_u ${expression('i32', scope)}))`,
    (scope) => `(i64.shr_u ${expression('i64', scope)} (i64.const 32))`,
    (scope) => `(i64.extend32_s ${expression('i64', scope)})`,
    (scope) => `(i64.reinterpret_f64 ${determined('f64', scope)})`,
  ],
  f32: [...common('f32'), ...floats('f32'), (scope) => `(f32.demote_f64 ${expression('f64', scope)})`],
  f64: [...common('f64'), ...floats('f64'), (scope) => `(f64.promote_f32 ${expression('f32', scope)})`],
};
