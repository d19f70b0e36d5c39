import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import type { BufferSource } from '../../src/api.ts';
import {
  type AutomaticOptions,
  createAutomaticEngine,
  createWebAssembly,
  EvaluationRefused,
  type WebAssemblyOptions,
} from '../../src/index.ts';

/*
 * Where text may be evaluated, code is generated; where not, or no longer, functions are interpreted. Hosts are played by evaluators here.
 */

const SUM = assemble(
  '(module (func (export "sum") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))',
) as BufferSource;

/** Text of functions. */
const UNIT = /sourceURL=softwasm-\d/;

/** A host that evaluates until it is told not to, and remembers what it was asked. */
class Host {
  allows = true;
  readonly texts: string[] = [];

  readonly evaluator = (parameter: string, body: string): unknown => {
    this.texts.push(body);
    if (!this.allows) throw new EvalError('not here');
    return new Function(parameter, body);
  };

  /** How many of the texts are code of functions. */
  get units(): number {
    return this.texts.filter((text) => UNIT.test(text)).length;
  }
}

function strictHost(): Host {
  const host = new Host();
  host.allows = false;
  return host;
}

function sum(options: WebAssemblyOptions): unknown {
  const { Instance, Module } = createWebAssembly(options);
  return new Instance(new Module(SUM)).exports.sum(5, 37);
}

describe('the choice', () => {
  it('is to generate where that is possible', () => {
    const host = new Host();
    expect(sum({ evaluator: host.evaluator })).toBe(42);
    expect(host.units).toBe(1);
  });

  it('is to interpret where it is not, after a single attempt', () => {
    const host = strictHost();
    expect(sum({ evaluator: host.evaluator })).toBe(42);
    expect(sum({ evaluator: host.evaluator })).toBe(42);
    expect(host.texts).toEqual(['return env;']);
  });

  it('is made when the first module is compiled, and not for validating', () => {
    const host = strictHost();
    const { Memory, Module, validate } = createWebAssembly({ evaluator: host.evaluator });
    expect(new Memory({ initial: 1 }).buffer.byteLength).toBe(65_536);
    expect(validate(SUM)).toBe(true);
    expect(validate(new Uint8Array(8))).toBe(false);
    expect(host.texts).toEqual([]);
    new Module(SUM);
    expect(host.texts).toHaveLength(1);
  });

  it('may be somebody else’s', () => {
    const host = new Host();
    expect(sum({ engine: 'interpreter', evaluator: host.evaluator })).toBe(42);
    expect(host.texts).toEqual([]);
    expect(sum({ engine: 'jit', evaluator: host.evaluator })).toBe(42);
    expect(host.units).toBe(1);
    expect(() => sum({ engine: 'jit', evaluator: strictHost().evaluator })).toThrow(EvalError);
    expect(() => sum(JSON.parse('{ "engine": "wasm" }'))).toThrow(TypeError);
  });
});

describe('the policy', () => {
  it('may be to warn, once', () => {
    const warnings: string[] = [];
    const { Instance, Module } = createWebAssembly({
      evaluator: strictHost().evaluator,
      fallback: 'warn',
      warn: (message) => warnings.push(message),
    });
    expect(warnings).toEqual([]);
    for (const b of [1, 2]) expect(new Instance(new Module(SUM)).exports.sum(1, b)).toBe(1 + b);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('EvalError: not here');
  });

  it('may be to throw, where a module is compiled', async () => {
    const { compile, CompileError, Module, validate } = createWebAssembly({
      evaluator: strictHost().evaluator,
      fallback: 'throw',
    });
    expect(() => new Module(SUM)).toThrow(CompileError);
    await expect(compile(SUM)).rejects.toThrow('EvalError: not here');
    expect(validate(SUM)).toBe(true);
  });

  it('is not asked where code can be generated', () => {
    expect(sum({ evaluator: new Host().evaluator, fallback: 'throw' })).toBe(42);
  });
});

/** Each function is a unit of its own; they call each other by name, through a table. */
const MIXED = assemble(`(module
  (type $unary (func (param i32) (result i32)))
  (memory (export "memory") 1 4)
  (table (export "table") 2 funcref)
  (elem (i32.const 0) $double $indirect)
  (global $calls (export "calls") (mut i32) (i32.const 0))
  (func $count (global.set $calls (i32.add (global.get $calls) (i32.const 1))))
  (func $double (export "double") (param i32) (result i32)
    (call $count)
    (i32.store (i32.const 8) (local.get 0))
    (i32.mul (i32.load (i32.const 8)) (i32.const 2)))
  (func $indirect (export "indirect") (param i32) (result i32)
    (call $count)
    (call_indirect (type $unary) (local.get 0) (i32.const 0)))
  (func (export "direct") (param i32) (result i32)
    (call $count)
    (i32.add (call $double (local.get 0)) (call $indirect (local.get 0))))
  (func $down (export "down") (param i32 i64) (result i64)
    (if (result i64) (i32.eqz (local.get 0))
      (then (local.get 1))
      (else (return_call $down (i32.sub (local.get 0) (i32.const 1)) (i64.mul (local.get 1) (i64.const 3))))))
  (func (export "grow") (result i32) (memory.grow (i32.const 1)))
  (func (export "fail") (unreachable)))`) as BufferSource;

function mixed(host: Host, options: AutomaticOptions = {}) {
  // Generated at the first call: what is interpreted is so because nothing may be evaluated.
  const own = { evaluate: host.evaluator, wholeModuleBytes: 0, tiered: false, tune: 'jit' } as const;
  const engine = createAutomaticEngine({ ...own, ...options });
  const namespace = createWebAssembly({ engine });
  const module = new namespace.Module(MIXED);
  return { namespace, instantiate: () => new namespace.Instance(module).exports };
}

describe('leave that ends later', () => {
  it('leaves what has been generated, and interprets the rest of the same instance', () => {
    const host = new Host();
    const exports = mixed(host).instantiate();
    expect(exports.double(4)).toBe(8);
    const { units } = host;
    host.allows = false;
    expect(exports.direct(5)).toBe(20);
    expect(exports.indirect(6)).toBe(12);
    expect(exports.table.get(1)(7)).toBe(14);
    expect(exports.double(8)).toBe(16);
    expect(exports.calls.value).toBe(1 + 4 + 2 + 2 + 1);
    expect(exports.down(20_000, 1n)).toBe(BigInt.asIntN(64, 3n ** 20_000n));
    expect(() => exports.fail()).toThrow('unreachable');
    // One attempt with the text of a function, one to make sure; then never again.
    expect(host.units).toBe(units + 1);
    const asked = host.texts.length;
    exports.grow();
    expect(host.texts).toHaveLength(asked);
  });

  it('may have ended between compilation and the first call', () => {
    const host = new Host();
    const { instantiate } = mixed(host);
    host.allows = false;
    expect(instantiate().direct(5)).toBe(20);
    expect(instantiate().direct(6)).toBe(24);
  });

  it('leaves further instances the code that was evaluated for all', () => {
    const host = new Host();
    const { instantiate } = mixed(host);
    expect(instantiate().double(1)).toBe(2);
    host.allows = false;
    const second = instantiate();
    expect([second.double(2), second.direct(3)]).toEqual([4, 12]);
  });

  it('leaves code as it is whose memory has grown', () => {
    const host = new Host();
    const exports = mixed(host).instantiate();
    exports.double(1);
    exports.grow();
    host.allows = false;
    // More calls than it takes until a function is made anew.
    for (let i = 0; i < 500; i++) expect(exports.double(i)).toBe(2 * i);
    expect(new Int32Array(exports.memory.buffer)[2]).toBe(499);
    exports.grow();
    expect(exports.double(7)).toBe(14);
    expect(new Int32Array(exports.memory.buffer)[2]).toBe(7);
  });

  it('is an error of the call where the policy is to throw', () => {
    const host = new Host();
    const exports = mixed(host, { fallback: 'throw' }).instantiate();
    expect(exports.double(4)).toBe(8);
    host.allows = false;
    expect(() => exports.indirect(5)).toThrow(EvaluationRefused);
    expect(exports.double(4)).toBe(8);
  });

  it.each([0, 3])('is told apart from a stack that is exhausted, after %d texts', (texts) => {
    const host = new Host();
    const overflow = (): number => 1 + overflow();
    let exhausted = false;
    const evaluator = (parameter: string, body: string): unknown => {
      if (host.texts.length < texts || exhausted) return host.evaluator(parameter, body);
      exhausted = true;
      return overflow();
    };
    const { Instance, Module } = createWebAssembly({ evaluator });
    const run = (): unknown => new Instance(new Module(SUM)).exports.sum(5, 37);
    expect(run).toThrow(RangeError);
    expect(run()).toBe(42);
    expect(host.units).toBe(1);
  });

  it('is told apart from text that is wrong', () => {
    const host = new Host();
    const evaluate = (parameter: string, body: string): unknown => {
      if (UNIT.test(body)) throw new SyntaxError('a mistake of the compiler’s');
      return host.evaluator(parameter, body);
    };
    expect(() => sum({ evaluator: evaluate, fallback: 'silent' })).toThrow('a mistake of the compiler’s');
  });
});

it('structures need no generated constructors', () => {
  const text = `(module
    (type $point (struct (field i32) (field i64) (field f64) (field (mut i32))))
    (func (export "area") (param i32 i64) (result i64) (local $p (ref $point))
      (local.set $p (struct.new $point (local.get 0) (local.get 1) (f64.const 1) (i32.const 3)))
      (struct.set $point 3 (local.get $p) (i32.const 4))
      (i64.mul (i64.extend_i32_s (i32.mul (struct.get $point 0 (local.get $p)) (struct.get $point 3 (local.get $p))))
        (struct.get $point 1 (local.get $p)))))`;
  const { Instance, Module } = createWebAssembly({ evaluator: strictHost().evaluator });
  expect(new Instance(new Module(assemble(text) as BufferSource)).exports.area(2, 5n)).toBe(40n);
  // Generated code, plain constructors: leave ended in between.
  const host = new Host();
  const evaluator = (parameter: string, body: string): unknown => {
    const evaluated = host.evaluator(parameter, body);
    if (UNIT.test(body)) host.allows = false;
    return evaluated;
  };
  const late = createWebAssembly({ evaluator });
  const { area } = new late.Instance(new late.Module(assemble(text) as BufferSource)).exports;
  expect([area(2, 5n), host.allows, host.units]).toEqual([40n, false, 1]);
});
