import assert from 'node:assert/strict';
import type { Program } from '../program.ts';

const TEXT = `(module
  (import "host" "log" (func $log (param i32)))
  (memory (export "memory") 1)
  (func (export "f") (param i64 f32) (result i64)
    (call $log (i32.const 7))
    (block $out (br_if $out (f32.lt (local.get 1) (f32.const 0x1.8p1))) (unreachable))
    (i64.mul (local.get 0) (i64.const -3))))`;

export const wabt: Program = {
  name: 'wabt',
  about: 'the WebAssembly toolkit in C++; what it assembles runs here, too',
  async run({ require }) {
    const toolkit = await require('wabt')();
    const module = toolkit.parseWat('module.wat', TEXT);
    module.validate();
    const { buffer } = module.toBinary({ write_debug_names: true });
    const back = toolkit.readWasm(buffer, { readDebugNames: true });
    assert.match(back.toText({}), /\(i64\.mul|i64\.mul/);
    const seen: number[] = [];
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(buffer), {
      host: { log: (x: number) => seen.push(x) },
    });
    const f = exports.f as (a: bigint, b: number) => bigint;
    assert.equal(f(5n, 1), -15n);
    assert.throws(() => f(5n, 4), WebAssembly.RuntimeError);
    assert.deepEqual(seen, [7, 7]);
    assert.throws(() => toolkit.parseWat('bad.wat', '(module (func (result i32)))').validate(), /type mismatch/);
  },
};
