import type { Module } from '@softwasm/syntax';
import { ModulePrinter } from './module-printer.ts';
import type { PrintOptions } from './options.ts';
import { TextWriter } from './text-writer.ts';

function collect(module: Module, options: PrintOptions, print: (printer: ModulePrinter) => void): string {
  const chunks: string[] = [];
  writeTo((chunk) => chunks.push(chunk), module, options, print);
  return chunks.join('');
}

function writeTo(
  sink: (chunk: string) => void,
  module: Module,
  options: PrintOptions,
  print: (printer: ModulePrinter) => void,
): void {
  const writer = new TextWriter(sink, options.indent ?? '  ');
  print(new ModulePrinter(module, writer, options));
  writer.flush();
}

/**
 * Prints a module in the text format (§6). Parsed again it is the same module, but for offsets, and for runs of locals of one type, which become one.
 * Where `names` are given, a custom section `name` is left out.
 *
 * The text of a large module is far larger than its binary: {@link writeModule} does without one string for all of it.
 *
 * @throws DecodeError where a function body is malformed
 * @see https://webassembly.github.io/spec/core/text/modules.html
 */
export function printModule(module: Module, options: PrintOptions = {}): string {
  return collect(module, options, (printer) => printer.printModule());
}

/** Like {@link printModule}, chunk by chunk. */
export function writeModule(sink: (chunk: string) => void, module: Module, options: PrintOptions = {}): void {
  writeTo(sink, module, options, (printer) => printer.printModule());
}

/** Prints the function with this index, imported or defined, as a field of its module; '' where there is none. */
export function printFunction(module: Module, funcidx: number, options: PrintOptions = {}): string {
  return collect(module, options, (printer) => printer.printFunction(funcidx)).trimStart();
}

/** Prints the instructions of the defined function with this index; '' where there is none. */
export function printInstructions(module: Module, funcidx: number, options: PrintOptions = {}): string {
  return collect(module, options, (printer) => printer.printInstructions(funcidx)).replace(/^\n/, '');
}
