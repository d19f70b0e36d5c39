import { expect, it } from 'vitest';
import { coreAccesses, ForbiddenWebAssemblyError, nativeWebAssembly, poisonWebAssembly } from './webassembly.ts';

const before = (globalThis as { WebAssembly?: unknown }).WebAssembly;
poisonWebAssembly();

/** A function whose stack frame names the given file. */
function codeOf(file: string, body: string): () => unknown {
  return new Function(`${body}\n//# sourceURL=${file}`) as () => unknown;
}

it('refuses and notes a read by a core package', () => {
  const read = codeOf('/checkout/packages/runtime/src/engine.ts', 'return globalThis.WebAssembly');
  const count = coreAccesses().length;
  expect(read).toThrow(ForbiddenWebAssemblyError);
  expect(coreAccesses()).toHaveLength(count + 1);
  expect(coreAccesses()[count]).toContain('packages/runtime/src/engine.ts');
});

it('notes a read whose error was swallowed', () => {
  const read = codeOf('file:///checkout/packages/softwasm/dist/index.js', 'try { return WebAssembly } catch {}');
  const count = coreAccesses().length;
  expect(read()).toBeUndefined();
  expect(coreAccesses()).toHaveLength(count + 1);
});

it('refuses a write by a core package', () => {
  const write = codeOf('/checkout/packages/softwasm/src/install.ts', 'globalThis.WebAssembly = {}');
  expect(write).toThrow(ForbiddenWebAssemblyError);
});

it('lets everybody else through', () => {
  const count = coreAccesses().length;
  expect(codeOf('/checkout/node_modules/binaryen/index.js', 'return WebAssembly')()).toBe(before);
  expect(codeOf('/checkout/packages/cli/src/main.ts', 'return WebAssembly')()).toBe(before);
  expect(coreAccesses()).toHaveLength(count);
});

it('hands the original to oracles', () => {
  expect(nativeWebAssembly()).toBe(before);
  expect(nativeWebAssembly().validate(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]))).toBe(true);
});
