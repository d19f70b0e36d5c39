import { spawnSync } from 'node:child_process';
import { EXTERNREF, I32, Trap } from '@softwasm/syntax';
import { afterEach, describe, expect, it } from 'vitest';
import {
  addFrameResolver,
  type Code,
  callFunction,
  ExceptionInstance,
  exceptionRefOf,
  FunctionInstance,
  hostFuncType,
  hostFunction,
  invoke,
  isCatchable,
  jsTagOf,
  MemoryInstance,
  parseStack,
  payloadOf,
  Store,
  TagInstance,
  thrownBy,
  toTrap,
} from '../src/index.ts';
import { memoryType } from './modules.ts';

const store = new Store();
const NOTHING = hostFuncType(store, [], []);

/** A guest function with this code. */
function guest(code: Code): FunctionInstance {
  return new FunctionInstance(store, NOTHING, code, {});
}

/** What calling it throws. */
function thrown(func: FunctionInstance): unknown {
  try {
    invoke(func, []);
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

/** A guest function that calls a host function which throws this. */
function guestCallingThrower(error: unknown): FunctionInstance {
  const host = hostFunction(store, NOTHING, () => {
    throw error;
  });
  return guest(() => host.code());
}

describe('errors of the engine become traps', () => {
  const memory = new MemoryInstance(store, memoryType(1));

  it.each([
    ['getInt8', (view) => view.getInt8(65536)],
    ['getInt32', (view) => view.getInt32(65533)],
    ['getFloat64', (view) => view.getFloat64(2 ** 32 + 5)],
    ['setInt16', (view) => view.setInt16(65535, 1)],
    ['setFloat32', (view) => view.setFloat32(2 ** 33, 1)],
    ['getBigInt64', (view) => view.getBigInt64(65535)],
  ] as [string, (view: DataView) => unknown][])('%s out of bounds', (_, access) => {
    const error = thrown(guest(() => access(memory.view)));
    expect(error).toBeInstanceOf(Trap);
    expect(error).toMatchObject({ code: 'memory-out-of-bounds', message: 'out of bounds memory access' });
  });

  it('endless recursion', () => {
    const f = (n: number): number => 1 + f(n + 1);
    const error = thrown(guest(() => f(0)));
    expect(error).toMatchObject({ code: 'stack-exhausted', message: 'call stack exhausted' });
    expect(error).toBeInstanceOf(Trap);
  });

  it('endless recursion through the host', () => {
    // Each round is a guest, a host function and the boundary back into the guest.
    const recurse = guest(() => host.code());
    const host = hostFunction(store, NOTHING, () => callFunction(recurse, []));
    const error = thrown(recurse);
    // It strikes anywhere on the way: in the guest, or as the host's own overflow.
    if (error instanceof Trap) expect(error.code).toBe('stack-exhausted');
    else expect(error).toBeInstanceOf(RangeError);
    // Everything still works afterwards.
    expect(thrown(guest(() => memory.view.getInt8(65536)))).toMatchObject({ code: 'memory-out-of-bounds' });
  });

  it('but mistakes of an engine do not', () => {
    const mistake = new TypeError('x is not a function');
    const unknown = new RangeError('Invalid array length');
    expect(toTrap(mistake)).toBe(mistake);
    expect(toTrap(unknown)).toBe(unknown);
    expect(isCatchable(mistake)).toBe(false);
  });
});

describe('errors of host functions', () => {
  it.each([
    ['RangeError', new RangeError('Offset is outside the bounds of the DataView')],
    ['stack overflow', new RangeError('Maximum call stack size exceeded')],
    ['string', 'text'],
    ['undefined', undefined],
    ['null', null],
    ['function', () => 1],
    [
      'object that must not be looked at',
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('looked');
          },
          getPrototypeOf: () => null,
        },
      ),
    ],
  ] as [string, unknown][])('%s pass through unchanged', (_, error) => {
    let caught: unknown;
    const outer = guest(() => {
      try {
        return guestCallingThrower(error).code();
      } catch (e) {
        expect(isCatchable(e)).toBe(true);
        caught = e;
        throw e;
      }
    });
    expect(thrown(outer)).toBe(error);
    expect(caught).toBe(error);
  });

  it('of a DataView are the host’s own', () => {
    const host = hostFunction(store, NOTHING, () => [new DataView(new ArrayBuffer(1)).getInt8(1)]);
    const error = thrown(guest(() => host.code()));
    expect(error).toBeInstanceOf(RangeError);
  });

  it('that are traps of a guest further in remain traps', () => {
    const trap = new Trap('unreachable');
    const inner = guest(() => {
      throw trap;
    });
    const host = hostFunction(store, NOTHING, () => callFunction(inner, []));
    let catchable: boolean | undefined;
    const outer = guest(() => {
      try {
        return host.code();
      } catch (e) {
        catchable = isCatchable(e);
        throw e;
      }
    });
    expect(thrown(outer)).toBe(trap);
    expect(catchable).toBe(false);
  });
});

describe('exceptions', () => {
  const tag = new TagInstance(store, hostFuncType(store, [I32], []));
  const exception = new ExceptionInstance(tag, [7]);

  it('are catchable and pass through', () => {
    expect(isCatchable(exception)).toBe(true);
    expect(toTrap(exception)).toBe(exception);
    expect(payloadOf(exception, tag)).toEqual([7]);
    expect(payloadOf(exception, new TagInstance(store, tag.type))).toBe(undefined);
    expect(exceptionRefOf(store, exception)).toBe(exception);
    expect(thrownBy(exception)).toBe(exception);
  });

  it('carry host errors under the JavaScript tag', () => {
    const error = new RangeError('mine');
    const reference = exceptionRefOf(store, error);
    expect(reference.tag).toBe(jsTagOf(store));
    expect(reference.tag.funcType.params).toEqual([EXTERNREF]);
    expect(thrownBy(reference)).toBe(error);
    expect(payloadOf(error, jsTagOf(store))).toEqual([error]);
    expect(payloadOf(error, tag)).toBe(undefined);
  });
});

describe('frames', () => {
  const removers: (() => void)[] = [];
  afterEach(() => {
    for (const remove of removers.splice(0)) remove();
  });

  it('are read off V8’s, SpiderMonkey’s, JavaScriptCore’s and QuickJS’s stacks', () => {
    const v8 = `RangeError: Offset is outside the bounds of the DataView
    at DataView.getInt32 (<anonymous>)
    at f3 (softwasm://module/1:12:34)
    at async Object.run [as f4] (file:///a/b.js:1:2)
    at softwasm://module/1:7:8`;
    expect(parseStack(v8)).toEqual([
      { functionName: 'f3', url: 'softwasm://module/1', line: 12, column: 34 },
      { functionName: 'Object.run', url: 'file:///a/b.js', line: 1, column: 2 },
      { functionName: '', url: 'softwasm://module/1', line: 7, column: 8 },
    ]);
    const spiderMonkey = 'f3@softwasm://module/1:12:34\n@file:///a/b.js:1:2\n';
    expect(parseStack(spiderMonkey)).toEqual([
      { functionName: 'f3', url: 'softwasm://module/1', line: 12, column: 34 },
      { functionName: '', url: 'file:///a/b.js', line: 1, column: 2 },
    ]);
    const javaScriptCore =
      'getInt32@[native code]\nf3@softwasm://module/1:12:34\nf4@\nglobal code@https://h:8080/b.js:1:2';
    expect(parseStack(javaScriptCore)).toEqual([
      { functionName: 'f3', url: 'softwasm://module/1', line: 12, column: 34 },
      { functionName: 'f4', url: '', line: 0, column: undefined },
      { functionName: 'global code', url: 'https://h:8080/b.js', line: 1, column: 2 },
    ]);
    const quickJs = '    at getInt32 (native)\n    at f3 (softwasm://module/1:12)\n    at <eval> (b.js)\n';
    expect(parseStack(quickJs)).toEqual([
      { functionName: 'f3', url: 'softwasm://module/1', line: 12, column: undefined },
    ]);
    expect(parseStack('')).toEqual([]);
  });

  it('of guest functions stand in the trap', () => {
    removers.push(
      addFrameResolver(({ url, functionName, line }) =>
        url === 'softwasm-test://m'
          ? { func: Number(functionName.slice(1)), name: functionName, offset: line }
          : undefined,
      ),
    );
    const make = new Function(
      'view',
      'const f = {\nf7(p) {\n return view.getInt32(p) }, \nf8(p) { return f.f7(p) + 1 } };return f\n//# sourceURL=softwasm-test://m',
    );
    const view = new DataView(new ArrayBuffer(4));
    const methods = make(view) as { f8: Code; f7: Code };
    const f8 = (p: number): number => methods.f8(p);
    const error = thrown(guest(() => f8(1))) as Trap;
    expect(error.frames.map(({ name }) => name?.replace(/^.*\./, ''))).toEqual(['f7', 'f8']);
  });

  it('that an inner boundary found are kept', () => {
    const trap = new Trap('unreachable');
    trap.frames = [{ func: 3 }];
    removers.push(addFrameResolver(() => ({ func: 9 })));
    expect((toTrap(trap) as Trap).frames).toEqual([{ func: 3 }]);
    const fresh = toTrap(new Trap('unreachable')) as Trap;
    expect(fresh.frames.length).toBeGreaterThan(0);
    expect(fresh.frames.every(({ func }) => func === 9)).toBe(true);
  });
});

it('classifies the same without a JIT', () => {
  const program = `
    import { Store, MemoryInstance, FunctionInstance, hostFuncType, hostFunction, invoke } from '@softwasm/runtime';
    const store = new Store();
    const type = hostFuncType(store, [], []);
    const memory = new MemoryInstance(store, { addressType: 'i32', limits: { min: 1 }, shared: false, pageSizeLog2: 16 });
    const host = hostFunction(store, type, () => { throw new RangeError('Maximum call stack size exceeded'); });
    const report = (code) => {
      try { invoke(new FunctionInstance(store, type, code, {}), []); } catch (error) { return error.name + ' ' + (error.code ?? error.message); }
    };
    const f = () => 1 + f();
    console.log(JSON.stringify([report(() => memory.view.getInt32(65533)), report(f), report(() => host.code())]));
  `;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--jitless', '--conditions=source', '--import=tsx', '--input-type=module', '-e', program],
    { cwd: new URL('..', import.meta.url), encoding: 'utf8' },
  );
  expect(stdout, stderr).not.toBe('');
  expect(JSON.parse(stdout)).toEqual([
    'Trap memory-out-of-bounds',
    'Trap stack-exhausted',
    'RangeError Maximum call stack size exceeded',
  ]);
});
