export { assemble } from './assemble.ts';
export { type CustomSectionOptions, withCustomSections } from './custom-sections.ts';
export { encodeModule } from './encoder/encode-module.ts';
export { encodeNameSection } from './encoder/names.ts';
export type { Location } from './location.ts';
export type { BranchHint } from './module/branch-hints.ts';
export type { ParsedModule } from './module/module-parser.ts';
export { type ParseOptions, parseModule } from './parse-module.ts';
export { parseScript } from './parse-script.ts';
export type { PrintOptions } from './printer/options.ts';
export { printFunction, printInstructions, printModule, writeModule } from './printer/print-module.ts';
export type {
  Action,
  ActionCommand,
  AssertActionFails,
  AssertException,
  AssertInstantiationFails,
  AssertModuleFails,
  AssertReturn,
  Command,
  InstanceCommand,
  ModuleCommand,
  RegisterCommand,
  Script,
  ScriptModule,
  ThreadCommand,
  WaitCommand,
} from './script/commands.ts';
export type { NanPattern, ReferencePattern, ResultPattern, ScriptValue } from './script/values.ts';
