/*
 * Checked, not run: TypeScript's own declaration of `WebAssembly` (lib.dom) beside the one of this package.
 */
import { WebAssembly as software } from 'softwasm';

/** Whatever takes the host's namespace takes this one. */
export const namespace: typeof WebAssembly = software;

/** Its objects are what code written for the host's calls them. */
export async function objects(bytes: Uint8Array<ArrayBuffer>, response: Promise<Response>): Promise<unknown[]> {
  const module: WebAssembly.Module = new software.Module(bytes);
  const instance: WebAssembly.Instance = new software.Instance(module, {});
  const memory: WebAssembly.Memory = new software.Memory({ initial: 1, maximum: 2, shared: true });
  const table: WebAssembly.Table = new software.Table({ element: 'anyfunc', initial: 1 });
  const global: WebAssembly.Global<'i64'> = new software.Global({ value: 'i64', mutable: true }, 1n);
  const error: WebAssembly.RuntimeError = new software.RuntimeError('text');
  const source: WebAssembly.WebAssemblyInstantiatedSource = await software.instantiate(bytes);
  const streamed: WebAssembly.WebAssemblyInstantiatedSource = await software.instantiateStreaming(response, {});
  const again: WebAssembly.Instance = await software.instantiate(module, { env: { memory, table, global } });
  const imports: WebAssembly.ModuleImportDescriptor[] = software.Module.imports(module);
  const value: bigint = global.value;
  return [instance, memory.buffer.byteLength, table.length, error, source, streamed, again, imports, value];
}

/** And objects that are declared as the host's go in. */
export function given(
  module: WebAssembly.Module,
  imports: WebAssembly.Imports,
  descriptor: WebAssembly.MemoryDescriptor,
): [WebAssembly.Instance, WebAssembly.Memory] {
  return [new software.Instance(module, imports), new software.Memory(descriptor)];
}
