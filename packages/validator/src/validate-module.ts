import {
  DEFAULT_FEATURES,
  DecodeError,
  type FeatureSet,
  type Import,
  INVALID,
  isDefaultable,
  LIMITS,
  type Module,
  overLimit,
  type Table,
  typeMismatch,
  ValidationError,
  type ValidModule,
} from '@softwasm/syntax';
import { Context } from './context.ts';
import { collectDeclaredFunctions } from './declared-functions.ts';
import { validateExports } from './exports.ts';
import { ExpressionValidator } from './expression-validator.ts';
import { checkGlobalType, checkMemoryType, checkTableType, checkTagType } from './extern-types.ts';
import { validateDataSegment, validateElementSegment } from './segments.ts';
import { validateTypes } from './types.ts';

/** Options of {@link validateModule}. */
export interface ValidateOptions {
  /** What the module may use. Absent: WebAssembly 3.0. Opcodes and encodings of other features are the decoder's to reject. */
  readonly features?: FeatureSet;
}

/**
 * Validates a module (§3.5.16).
 *
 * @returns the module itself, known to be valid
 * @throws ValidationError where it is not; its offset is that of the instruction or definition at fault
 * @throws DecodeError where a function body is malformed, for modules that were decoded without a look at bodies
 * @see https://webassembly.github.io/spec/core/valid/modules.html
 */
export function validateModule(module: Module, options: ValidateOptions = {}): ValidModule {
  const context = new Context(module, options.features ?? DEFAULT_FEATURES);
  validateTypes(context);
  for (const entry of module.imports) validateImport(context, entry);
  const importedGlobals = context.globals.length;
  declareEntities(context);
  collectDeclaredFunctions(context);

  const expressions = new ExpressionValidator(context);
  for (const table of module.tables) validateTableInit(expressions, table, importedGlobals);
  validateGlobals(expressions, importedGlobals);
  // Until garbage collection came, constant expressions could read imported globals alone.
  const globals = context.features.has('gc') ? context.globals.length : importedGlobals;
  for (const segment of module.datas) validateDataSegment(expressions, segment, globals);
  for (const segment of module.elements) validateElementSegment(expressions, segment, globals);

  const firstFunc = context.funcs.length - module.funcs.length;
  module.funcs.forEach((func, i) => {
    expressions.func(func, firstFunc + i);
  });
  validateStart(context);
  validateExports(context);
  return module as ValidModule;
}

/** Whether a module is valid (§3.5.16). Malformed bodies make it invalid, too. */
export function isValid(module: Module, options: ValidateOptions = {}): boolean {
  try {
    validateModule(module, options);
    return true;
  } catch (error) {
    if (error instanceof ValidationError || error instanceof DecodeError) return false;
    throw error;
  }
}

/** §3.5.12. */
function validateImport(context: Context, { type: entity, offset }: Import): void {
  context.offset = offset;
  switch (entity.kind) {
    case 'func':
      context.addFunc(entity.type, entity.exact);
      return;
    case 'table':
      checkTableType(context, entity.type);
      context.addTable(entity.type);
      return;
    case 'memory':
      checkMemoryType(context, entity.type);
      context.addMemory(entity.type);
      return;
    case 'global':
      checkGlobalType(context, entity.type);
      if (entity.type.mutable && !context.features.has('mutable-globals')) context.fail(INVALID.mutableGlobalImport);
      context.addGlobal(entity.type);
      return;
    case 'tag':
      checkTagType(context, entity.type);
      context.tags.push(context.funcType(entity.type.type));
  }
}

/** Tags, functions, memories and tables: the definitions whose types stand by themselves. */
function declareEntities(context: Context): void {
  const { module, features } = context;
  for (const { type, offset } of module.tags) {
    context.offset = offset;
    checkTagType(context, type);
    context.tags.push(context.funcType(type.type));
  }
  for (const { type, offset } of module.funcs) {
    context.offset = offset;
    context.addFunc(type, true);
  }
  for (const { type, offset } of module.memories) {
    context.offset = offset;
    checkMemoryType(context, type);
    context.addMemory(type);
  }
  checkCount(context, 'memories', context.memories.length, LIMITS.memories);
  if (context.memories.length > 1 && !features.has('multi-memory')) context.fail(INVALID.multipleMemories);
  for (const { type, offset } of module.tables) {
    context.offset = offset;
    checkTableType(context, type);
    context.addTable(type);
  }
  checkCount(context, 'tables', context.tables.length, LIMITS.tables);
  if (context.tables.length > 1 && !features.has('reference-types')) context.fail(INVALID.multipleTables);
}

/** Limits that count imports and definitions together. */
function checkCount(context: Context, what: string, count: number, limit: number): void {
  if (count > limit) context.fail(overLimit(what, count, limit));
}

/** §3.5.5: elements start as null unless an expression gives their value. */
function validateTableInit(expressions: ExpressionValidator, table: Table, globals: number): void {
  const { context } = expressions;
  context.offset = table.offset;
  const element = context.valType(table.type.element);
  if (table.init !== undefined) expressions.constant(table.init, element, globals);
  else if (!isDefaultable(element)) {
    context.fail(typeMismatch('table without initial value', 'a nullable type', 'it', context.format(element)));
  }
}

/** §3.5.3: each global may read those before it. */
function validateGlobals(expressions: ExpressionValidator, imported: number): void {
  const { context } = expressions;
  const all = context.features.has('gc');
  for (const { type, init, offset } of context.module.globals) {
    context.offset = offset;
    const readable = all ? context.globals.length : imported;
    checkGlobalType(context, type);
    expressions.constant(init, context.valType(type.type), readable);
    context.addGlobal(type);
  }
}

/** §3.5.10. */
function validateStart(context: Context): void {
  const { start } = context.module;
  if (start === undefined) return;
  context.offset = start.offset;
  context.bound(start.func, context.funcs.length, INVALID.unknownFunction);
  const { params, results } = context.funcTypeOfId(context.funcs[start.func] as number);
  if (params.length > 0 || results.length > 0) context.fail(INVALID.startFunction);
}
