import assert from 'node:assert/strict';
import type { Program } from '../program.ts';

const SCRIPT = `
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
local co = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i * i) end end)
local words = {}
for word in ("soft ware"):gmatch("%a+") do words[#words + 1] = word:reverse() end
local ok, message = pcall(error, { code = 7 })
return { fib(15), co() + co() + co(), table.concat(words, "-"), 1 << 62, 7 // 2, 2^53 + 1, message.code, twice(21), string.format("%.3f %x", 1/3, 255) }`;

export const wasmoon: Program = {
  name: 'wasmoon',
  about: 'Lua in C, by Emscripten: setjmp and longjmp through JavaScript, coroutines, 64-bit integers',
  async run({ require }) {
    const { LuaFactory } = require('wasmoon');
    const lua = await new LuaFactory().createEngine();
    lua.global.set('twice', (x: number) => x * 2);
    assert.deepEqual(await lua.doString(SCRIPT), [610, 14, 'tfos-eraw', 2 ** 62, 3, 2 ** 53, 7, 42, '0.333 ff']);
    await assert.rejects(lua.doString('local t = nil; return t.x'), /attempt to index a nil value/);
    lua.global.close();
  },
};
