import { smallConstant } from './constants.ts';
import { address, call, condition, determined, expression, expressions, offset } from './expressions.ts';
import { KINDS, type Kind, type Label, LIKELY_KINDS, type Scope } from './scope.ts';

/** Makes a statement: code that leaves nothing on the stack. */
type Form = (scope: Scope) => string;

/** A statement of any form. */
export function statement(scope: Scope): string {
  scope.budget--;
  return scope.random.pick(FORMS)(scope);
}

const likelyKind = (scope: Scope): Kind => scope.random.pick(LIKELY_KINDS);

function assignment(scope: Scope): string {
  const kind = likelyKind(scope);
  return `(local.set ${scope.local(kind)} ${expression(kind, scope)})`;
}

function update(scope: Scope): string {
  const kind = likelyKind(scope);
  const local = scope.local(kind);
  return `(local.set ${local} (${kind}.add (local.get ${local}) ${expression(kind, scope)}))`;
}

function store(scope: Scope): string {
  const kind = likelyKind(scope);
  const narrow = kind === 'i32' ? ['8', '16', ''] : kind === 'i64' ? ['8', '16', '32', ''] : [''];
  return `(${kind}.store${scope.random.pick(narrow)} ${offset(scope)} ${address(scope)} ${determined(kind, scope)})`;
}

function conditional(scope: Scope): string {
  const otherwise = scope.oneIn(2) ? '' : ` (else ${scope.statements(3)})`;
  if (scope.oneIn(2)) return `(if ${condition(scope)} (then ${scope.statements(3)})${otherwise})`;
  const name = scope.label();
  const test = condition(scope);
  return scope.within({ name, carries: [] }, () => `(if ${name} ${test} (then ${scope.statements(3)})${otherwise})`);
}

function block(scope: Scope): string {
  const name = scope.label();
  return scope.within({ name, carries: [] }, () => `(block ${name} ${scope.statements(4)})`);
}

/** A block with two results. */
function blockOfTwo(scope: Scope): string {
  const label: Label = { name: scope.label(), carries: [likelyKind(scope), likelyKind(scope)] };
  const body = scope.within(label, () => `${scope.statements(3)} ${expressions(label.carries, scope)}`);
  const [first, second] = label.carries.map((kind) => scope.local(kind));
  const types = label.carries.join(' ');
  return `(block ${label.name} (result ${types}) ${body}) (local.set ${second}) (local.set ${first})`;
}

/** Counts `counter` up, and says whether it is below a small number. */
function counted(counter: string, scope: Scope): string {
  const comparison = scope.random.pick(['lt_s', 'lt_u', 'ne']);
  return `(i32.${comparison} (local.tee ${counter} (i32.add (local.get ${counter}) (i32.const 1))) (i32.const ${2 + scope.random.below(4)}))`;
}

/** A loop around a body. Deep inside of others only the body. */
function loop(scope: Scope, make: (counter: string, name: string) => string): string {
  if (!scope.mayLoop) return scope.statements(2);
  const counter = scope.counter();
  scope.loops++;
  const made = make(counter, scope.label());
  scope.loops--;
  return `(local.set ${counter} (i32.const 0)) ${made}`;
}

/** `do … while`: nothing else may repeat it. */
function loopWithTest(scope: Scope): string {
  return loop(
    scope,
    (counter, name) => `(loop ${name} ${scope.statements(4)} (br_if ${name} ${counted(counter, scope)}))`,
  );
}

/** `for`, as LLVM makes it: a block to leave it by, the test at its head, branches to the head from anywhere. */
function loopWithHead(scope: Scope): string {
  return loop(scope, (counter, name) => {
    const out: Label = { name: scope.label(), carries: [] };
    const body = scope.within(out, () => scope.within({ name, carries: [] }, () => scope.statements(4)));
    const leave = `(br_if ${out.name} (i32.eqz ${counted(counter, scope)}))`;
    const again = scope.oneIn(4) ? `(br_if ${name} ${condition(scope)})` : `(br ${name})`;
    return `(block ${out.name} (loop ${name} ${leave} ${body} ${again}))`;
  });
}

/** A loop with a parameter, which every round gets anew. */
function loopWithParameter(scope: Scope): string {
  const kind = likelyKind(scope);
  const local = scope.local(kind);
  return loop(scope, (counter, name) => {
    const head = `(local.set ${local}) (if (i32.eqz ${counted(counter, scope)}) (then (return ${expressions(scope.signature.results, scope)})))`;
    const first = expression(kind, scope);
    const body = scope.within({ name, carries: [kind] }, () => scope.statements(3));
    const again = `(drop (br_if ${name} ${expression(kind, scope)} ${condition(scope)}))`;
    return `${first} (loop ${name} (param ${kind}) (result ${kind}) ${head} ${body} ${again} ${expression(kind, scope)}) (local.set ${scope.local(kind)})`;
  });
}

/** `switch`: a ladder of blocks, with cases that fall through, are shared, or leave. */
function ladder(scope: Scope): string {
  const out: Label = { name: scope.label(), carries: [] };
  const cases = Array.from({ length: 1 + scope.random.below(5) }, (): Label => ({ name: scope.label(), carries: [] }));
  const targets = [...cases, out];
  const table = Array.from({ length: 1 + scope.random.below(8) }, () => scope.random.pick(targets).name);
  const index = scope.oneIn(3) ? expression('i32', scope) : `(i32.and ${expression('i32', scope)} (i32.const 7))`;
  let code = `(br_table ${table.join(' ')} ${scope.random.pick(targets).name} ${index})`;
  cases.forEach(({ name }, i) => {
    // The labels that are left around the code of a case.
    const around = [out, ...cases.slice(i + 1).reverse()];
    scope.labels.push(...around);
    const leave = scope.oneIn(3) ? '' : `(br ${scope.random.pick(around).name})`;
    code = `(block ${name} ${code}) ${scope.statements(3)} ${leave}`;
    scope.labels.length -= around.length;
  });
  return `(block ${out.name} ${code})`;
}

/** A branch to any label, or a return: under a condition, mostly. */
function leave(scope: Scope): string {
  if (scope.labels.length === 0 || scope.oneIn(12)) {
    return `(if ${condition(scope)} (then (return ${expressions(scope.signature.results, scope)})))`;
  }
  const { name, carries } = scope.random.pick(scope.labels);
  if (scope.oneIn(10)) return `(br ${name} ${expressions(carries, scope)})`;
  if (scope.oneIn(2)) return `(if ${condition(scope)} (then (br ${name} ${expressions(carries, scope)})))`;
  const drops = carries.map(() => '(drop)').join(' ');
  return `(br_if ${name} ${expressions(carries, scope)} ${condition(scope)}) ${drops}`;
}

/** A call, its results into locals. */
function calling(scope: Scope): string {
  if (scope.callees.length === 0 || !scope.mayLoop) return assignment(scope);
  const callee = scope.random.pick(scope.callees);
  const sets = [...callee.results].reverse().map((kind) => `(local.set ${scope.local(kind)})`);
  if (!scope.oneIn(3)) return `${call(callee, scope)} ${sets.join(' ')}`;
  const types = `(param ${callee.params.join(' ')}) (result ${callee.results.join(' ')})`;
  const index = scope.oneIn(2)
    ? `(i32.const ${callee.name.slice(2)})`
    : smallConstant(scope.callees.length + 8, scope.random);
  return `(call_indirect ${types} ${expressions(callee.params, scope)} ${index}) ${sets.join(' ')}`;
}

/** A call in the place of a return, where a callee has the same results. */
function tailCall(scope: Scope): string {
  const fitting = scope.callees.filter(({ results }) => results.join() === scope.signature.results.join());
  if (fitting.length === 0) return leave(scope);
  return `(if ${condition(scope)} (then (return_${call(scope.random.pick(fitting), scope).slice(1)}))`;
}

/** Exceptions of old, which every host has: thrown and caught here, or further out. */
function attempt(scope: Scope): string {
  const caught = `(catch $tag (local.set ${scope.local('i32')}) ${scope.statements(2)})`;
  const all = scope.oneIn(2) ? '' : `(catch_all ${scope.statements(2)})`;
  const name = scope.label();
  const body = scope.within({ name, carries: [] }, () => scope.statements(4));
  return `(try ${name} (do ${body}) ${caught} ${all})`;
}

function throwing(scope: Scope): string {
  return `(if ${condition(scope)} (then (throw $tag ${expression('i32', scope)})))`;
}

const FORMS: readonly Form[] = [
  assignment,
  assignment,
  assignment,
  assignment,
  update,
  update,
  store,
  store,
  store,
  conditional,
  conditional,
  conditional,
  block,
  block,
  blockOfTwo,
  loopWithTest,
  loopWithTest,
  loopWithHead,
  loopWithHead,
  loopWithParameter,
  ladder,
  ladder,
  leave,
  leave,
  leave,
  leave,
  calling,
  calling,
  tailCall,
  attempt,
  throwing,
  (scope) => {
    const kind = scope.random.pick(KINDS);
    return `(global.set $g_${kind} ${expression(kind, scope)})`;
  },
  (scope) => `(call $log ${expression('i32', scope)} ${expression('i64', scope)})`,
  (scope) => `(drop ${expression(scope.random.pick(KINDS), scope)})`,
  (scope) => `(memory.fill ${address(scope)} ${expression('i32', scope)} ${smallConstant(40, scope.random)})`,
  (scope) => `(memory.copy ${address(scope)} ${address(scope)} ${smallConstant(40, scope.random)})`,
  (scope) => `(if ${condition(scope)} (then (drop (memory.grow ${smallConstant(2, scope.random)}))))`,
  (scope) => `(if (i32.eq ${expressions(['i32', 'i32'], scope)}) (then (unreachable)))`,
];
