import { decodeModule } from '@softwasm/decoder';
import { f32ToBits, f64ToBits, HI, nanSchemes } from '@softwasm/numerics';
import {
  callFunction,
  ExceptionInstance,
  type FunctionInstance,
  GlobalInstance,
  hostFuncType,
  hostFunction,
  instantiate,
  isHostError,
  type ModuleInstance,
  rawHostFunction,
  Store,
  type WasmValue,
} from '@softwasm/runtime';
import { F32, F64, I32, I64, Trap } from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { createJitEngine, createWebAssembly } from 'softwasm';
import { hideBeyondES2020, hideHostWebAssembly } from '../../src/hosts/bare-language.ts';
import { findShell } from '../../src/hosts/guest-shell.ts';

/*
 * A program for bare JavaScript engines: what scripts of the suite cannot say. Host functions see and give the exact bits of NaNs; the stack may overflow
 * anywhere and the engine goes on; the JavaScript API works. It speaks the protocol of the suite's runs: one outcome for each case.
 */

const { args, print } = findShell();
hideHostWebAssembly();
if (args.includes('es2020')) hideBeyondES2020();

function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return assemble(bytes);
}

const store = new Store();
const engine = createJitEngine();

function instance(text: string, imports: readonly (FunctionInstance | GlobalInstance)[] = []): ModuleInstance {
  return instantiate(store, engine.prepare(validateModule(decodeModule(bytesOf(text)))), imports);
}

function call(of: ModuleInstance, name: string, ...values: readonly WasmValue[]): WasmValue[] {
  return callFunction(of.exports.get(name) as FunctionInstance, values);
}

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

function equal(actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`expected ${String(expected)}; got ${String(actual)}`);
}

const F32_NANS = [0x7fc00000, -0x00400000, 0x7f800001, -0x007fffff, 0x7fa00000, 0x7fc12345, -1].map((bits) => bits | 0);
const F64_NANS: readonly (readonly [number, number])[] = [
  [0, 0x7ff80000],
  [0, -0x00080000],
  [1, 0x7ff00000],
  [-1, 0x7ff7ffff],
  [0x12345678, -0x00100000],
  [1, 0x7ff80000],
  [0x7fffff, 0x7ff80000],
  [-1, -1],
];

const hex = (bits: number): string => (bits >>> 0).toString(16).padStart(8, '0');
const f32Bits = (value: WasmValue): string => hex(f32ToBits(value as number));
const f64Bits = (value: WasmValue): string => {
  const lo = hex(f64ToBits(value as number));
  return `${hex(HI[0] as number)}${lo}`;
};
const { f32FromBits, f64FromBits } = nanSchemes.box;

const CASES: Readonly<Record<string, () => void>> = {
  'a host function sees and gives the bits of NaNs'() {
    let seen = '';
    const type = hostFuncType(store, [F32, F64], [F64, F32]);
    const host = hostFunction(store, type, ([x, y]) => {
      seen = `${f32Bits(x)} ${f64Bits(y)}`;
      return [y, x];
    });
    const guest = instance(
      `(module (import "h" "swap" (func $swap (param f32 f64) (result f64 f32)))
        (func (export "f") (param f32 f64) (result f64 f32) (call $swap (local.get 0) (local.get 1)))
        (func (export "bits") (param i32 i64) (result i64 i32) (local f64 f32)
          (call $swap (f32.reinterpret_i32 (local.get 0)) (f64.reinterpret_i64 (local.get 1)))
          (local.set 3) (local.set 2)
          (i64.reinterpret_f64 (local.get 2)) (i32.reinterpret_f32 (local.get 3))))`,
      [host],
    );
    for (const bits of F32_NANS) {
      for (const [lo, hi] of F64_NANS) {
        const [y, x] = call(guest, 'f', f32FromBits(bits), f64FromBits(lo, hi));
        equal(seen, `${hex(bits)} ${hex(hi)}${hex(lo)}`);
        equal(`${f32Bits(x)} ${f64Bits(y)}`, seen);
        const wide = BigInt.asIntN(64, (BigInt(hi >>> 0) << 32n) | BigInt(lo >>> 0));
        const [long, short] = call(guest, 'bits', bits, wide);
        equal(long, wide);
        equal(short, bits);
        equal(seen, `${hex(bits)} ${hex(hi)}${hex(lo)}`);
      }
    }
  },

  'a host function in the calling convention hands NaNs on'() {
    const type = hostFuncType(store, [F32], [F32]);
    const host = rawHostFunction(store, type, (x: unknown) => x);
    const guest = instance(
      `(module (import "h" "id" (func $id (param f32) (result f32)))
        (table 1 funcref) (elem (i32.const 0) func $id)
        (func (export "f") (param f32) (result f32)
          (call_indirect (param f32) (result f32) (call $id (local.get 0)) (i32.const 0))))`,
      [host],
    );
    for (const bits of F32_NANS) equal(f32Bits(call(guest, 'f', f32FromBits(bits))[0]), hex(bits));
  },

  'a global of the host keeps the bits of NaNs'() {
    const single = new GlobalInstance({ type: F32, mutable: true }, 0);
    const double = new GlobalInstance({ type: F64, mutable: true }, 0);
    const guest = instance(
      `(module (import "h" "s" (global $s (mut f32))) (import "h" "d" (global $d (mut f64)))
        (func (export "turn") (global.set $s (f32.neg (global.get $s))) (global.set $d (f64.neg (global.get $d)))))`,
      [single, double],
    );
    for (const bits of F32_NANS) {
      single.value = f32FromBits(bits);
      equal(f32Bits(single.value), hex(bits));
      call(guest, 'turn');
      equal(f32Bits(single.value), hex(bits ^ -0x80000000));
    }
    for (const [lo, hi] of F64_NANS) {
      double.value = f64FromBits(lo, hi);
      call(guest, 'turn');
      equal(f64Bits(double.value), `${hex(hi ^ -0x80000000)}${hex(lo)}`);
    }
  },

  'arithmetic gives canonical NaNs for canonical ones, and quiet ones for all'() {
    const operations = ['add', 'sub', 'mul', 'div', 'min', 'max'].map(
      (name) => `(func (export "${name}") (param f32 f32) (result i32)
        (i32.reinterpret_f32 (f32.${name} (local.get 0) (local.get 1))))`,
    );
    const guest = instance(`(module ${operations.join('')})`);
    for (const name of ['add', 'sub', 'mul', 'div', 'min', 'max']) {
      for (const bits of F32_NANS) {
        for (const values of [
          [f32FromBits(bits), 1],
          [1, f32FromBits(bits)],
          [f32FromBits(bits), f32FromBits(bits)],
        ]) {
          const [result] = call(guest, name, ...values) as [number];
          equal(result & 0x7fc00000, 0x7fc00000);
          if ((bits & 0x7fffffff) === 0x7fc00000) equal(result & 0x7fffffff, 0x7fc00000);
        }
      }
    }
  },

  'endless recursion is a trap, and the engine goes on'() {
    const guest = instance(
      `(module (func $f (export "f") (param i32) (result i32) (i32.add (i32.const 1) (call $f (local.get 0))))
        (func $a (export "mutual") (param i64 f64) (result f64) (f64.add (local.get 1) (call $b (local.get 0) (local.get 1))))
        (func $b (param i64 f64) (result f64) (f64.mul (local.get 1) (call $a (local.get 0) (local.get 1))))
        (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))`,
    );
    for (let round = 0; round < 5; round++) {
      for (const error of [thrownBy(() => call(guest, 'f', 1)), thrownBy(() => call(guest, 'mutual', 1n, 2))]) {
        if (!(error instanceof Trap)) throw error;
        equal(error.message, 'call stack exhausted');
      }
      equal(call(guest, 'add', 40, 2)[0], 42);
    }
  },

  'a recursion of 500 calls fits'() {
    const guest = instance(
      `(module (func $f (export "f") (param i32 i64 f64) (result i32)
        (if (result i32) (local.get 0)
          (then (i32.add (i32.const 1) (call $f (i32.sub (local.get 0) (i32.const 1)) (local.get 1) (local.get 2))))
          (else (i32.const 0)))))`,
    );
    equal(call(guest, 'f', 500, 1n, 2)[0], 500);
  },

  'recursion through a table and the host is exhausted, too'() {
    const again: { guest?: ModuleInstance } = {};
    const type = hostFuncType(store, [I32], [I32]);
    const host = hostFunction(store, type, ([x]) => call(again.guest as ModuleInstance, 'f', x));
    again.guest = instance(
      `(module (import "h" "again" (func $again (param i32) (result i32)))
        (table 1 funcref) (elem (i32.const 0) func $again)
        (func (export "f") (param i32) (result i32) (call_indirect (param i32) (result i32) (local.get 0) (i32.const 0))))`,
      [host],
    );
    for (let round = 0; round < 5; round++) {
      const error = thrownBy(() => call(again.guest as ModuleInstance, 'f', 1));
      // Where the last straw was the host's own frame, the error is the host's own.
      if (error instanceof Trap) equal(error.code, 'stack-exhausted');
      else if (!isHostError(error) || !/stack|recursion/.test(String(error))) throw error;
    }
  },

  'what the host throws comes out as it is'() {
    const ours = new RangeError('Maximum call stack size exceeded');
    const type = hostFuncType(store, [], []);
    const host = hostFunction(store, type, () => {
      throw ours;
    });
    const guest = instance(`(module (import "h" "fail" (func $fail)) (func (export "f") (call $fail)))`, [host]);
    const error = thrownBy(() => call(guest, 'f'));
    equal(error, ours);
    equal(isHostError(error), true);
    equal(error instanceof ExceptionInstance, false);
  },

  'outside of memory is a trap at every width and offset'() {
    const guest = instance(
      `(module (memory 1)
        (func (export "load8") (param i32) (drop (i32.load8_u offset=1 (local.get 0))))
        (func (export "load16") (param i32) (drop (i64.load16_s (local.get 0))))
        (func (export "load32") (param i32) (drop (f32.load offset=0xffffffff (local.get 0))))
        (func (export "load64") (param i32) (drop (f64.load (local.get 0))))
        (func (export "store8") (param i32) (i64.store8 (local.get 0) (i64.const 1)))
        (func (export "store64") (param i32) (i64.store (local.get 0) (i64.const -1)))
        (func (export "storef") (param i32) (f64.store offset=8 (local.get 0) (f64.const 1)))
        (func (export "last") (result i64) (i64.load (i32.const 65528))))`,
    );
    for (const name of ['load8', 'load16', 'load32', 'load64', 'store8', 'store64', 'storef']) {
      for (const address of [65535 + (name.endsWith('8') ? 1 : 0), 65536, 0x7fffffff, -1, -0x80000000]) {
        const error = thrownBy(() => call(guest, name, address));
        if (!(error instanceof Trap)) throw error;
        equal(error.code, 'memory-out-of-bounds');
      }
    }
    equal(call(guest, 'last')[0], 0n);
  },

  'the JavaScript API works'() {
    const api = createWebAssembly();
    const bytes = bytesOf(
      `(module (import "m" "twice" (func $twice (param f64 i64) (result f64)))
        (memory (export "memory") 1 3) (global (export "g") (mut i64) (i64.const -5))
        (func (export "f") (param f64 i64) (result f64) (call $twice (local.get 0) (local.get 1)))
        (func (export "pair") (result i64 f32) (i64.const -1) (f32.const nan:0x1))
        (func (export "grow") (result i32) (memory.grow (i32.const 1)))
        (func (export "trap") (unreachable))
        (func $deep (export "deep") (call $deep)))`,
    );
    equal(api.validate(bytes), true);
    const { exports } = new api.Instance(new api.Module(bytes), {
      m: { twice: (x: number, y: bigint) => x * 2 + Number(y) },
    });
    const functions = exports as Record<string, (...values: unknown[]) => unknown>;
    equal(functions.f?.(1.5, 4n), 7);
    const pair = functions.pair as () => [bigint, number];
    const [first, second] = pair();
    equal(first, -1n);
    equal(second !== second, true);
    const memory = exports.memory as InstanceType<typeof api.Memory>;
    new Uint8Array(memory.buffer)[5] = 42;
    equal(functions.grow?.(), 1);
    equal(memory.buffer.byteLength, 2 * 65536);
    equal(new Uint8Array(memory.buffer)[5], 42);
    equal((exports.g as InstanceType<typeof api.Global>).value, -5n);
    equal(thrownBy(() => functions.trap?.()) instanceof api.RuntimeError, true);
    equal(thrownBy(() => functions.deep?.()) instanceof RangeError, true);
    equal(thrownBy(() => new api.Module(new Uint8Array(8))) instanceof api.CompileError, true);
  },

  'integers of 64 bits and conversions'() {
    const guest = instance(
      `(module (func (export "mul") (param i64 i64) (result i64) (i64.mul (local.get 0) (local.get 1)))
        (func (export "div") (param i64 i64) (result i64) (i64.div_u (local.get 0) (local.get 1)))
        (func (export "f") (param i64) (result f32) (f32.convert_i64_u (local.get 0)))
        (func (export "t") (param f64) (result i64) (i64.trunc_f64_s (local.get 0))))`,
    );
    equal(
      call(guest, 'mul', 0x123456789abcdefn, -0x76543210fedcban)[0],
      BigInt.asIntN(64, 0x123456789abcdefn * -0x76543210fedcban),
    );
    equal(call(guest, 'div', -1n, 10n)[0], 0xffffffffffffffffn / 10n);
    equal(call(guest, 'f', 0x8000008000000001n - (1n << 64n))[0], 2 ** 63 + 2 ** 40);
    equal(call(guest, 't', -1125899906842623.5)[0], -1125899906842623n);
    equal(hostFuncType(store, [I64], []) === hostFuncType(store, [I64], []), true);
    const error = thrownBy(() => call(guest, 't', Number.NaN));
    if (!(error instanceof Trap)) throw error;
  },
};

for (const [kind, work] of Object.entries(CASES)) {
  print(JSON.stringify({ at: 1 }));
  try {
    work();
    print(JSON.stringify({ kind, line: 1 }));
  } catch (error) {
    print(JSON.stringify({ kind, line: 1, failure: `${String(error)} ${(error as Error).stack}`.slice(0, 600) }));
  }
}
print(JSON.stringify({ end: true }));
