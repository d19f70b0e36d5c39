/*
 * The one home of messages. The texts are the official test suite's, which expects a message to *begin* with them; what follows (names, types,
 * numbers) is added by the functions below, never where an error is thrown.
 */

import type { U64 } from './u64.ts';

/** Traps, and the exhaustion of the call stack. */
export const TRAP_MESSAGES = {
  unreachable: 'unreachable',
  'integer-divide-by-zero': 'integer divide by zero',
  'integer-overflow': 'integer overflow',
  'invalid-conversion': 'invalid conversion to integer',
  'memory-out-of-bounds': 'out of bounds memory access',
  'table-out-of-bounds': 'out of bounds table access',
  'array-out-of-bounds': 'out of bounds array access',
  'undefined-element': 'undefined element',
  'uninitialized-element': 'uninitialized element',
  'indirect-call-mismatch': 'indirect call type mismatch',
  'null-reference': 'null reference',
  'null-function': 'null function reference',
  'null-structure': 'null structure reference',
  'null-array': 'null array reference',
  'null-i31': 'null i31 reference',
  'null-exception': 'null exception reference',
  'null-descriptor': 'null descriptor reference',
  'cast-failure': 'cast failure',
  'descriptor-cast-failure': 'descriptor cast failure',
  'unaligned-atomic': 'unaligned atomic',
  'expected-shared-memory': 'expected shared memory',
  'string-out-of-bounds': 'out of bounds string access',
  'invalid-code-point': 'invalid code point',
  'no-string': 'illegal cast to a string',
  'out-of-memory': 'out of memory',
  'stack-exhausted': 'call stack exhausted',
} as const;

/** What kind of trap. */
export type TrapCode = keyof typeof TRAP_MESSAGES;

/** Malformed binaries (§5). */
export const MALFORMED = {
  magic: 'magic header not detected',
  version: 'unknown binary version',
  unexpectedEnd: 'unexpected end',
  unexpectedEndOfSection: 'unexpected end of section or function',
  lengthOutOfBounds: 'length out of bounds',
  sectionId: 'malformed section id',
  sectionSize: 'section size mismatch',
  afterLastSection: 'unexpected content after last section',
  multipleStart: 'multiple start sections',
  utf8: 'malformed UTF-8 encoding',
  leb128TooLong: 'integer representation too long',
  leb128TooLarge: 'integer too large',
  importKind: 'malformed import kind',
  exportKind: 'malformed export kind',
  limits: 'malformed limits flags',
  mutability: 'malformed mutability',
  valueType: 'malformed value type',
  referenceType: 'malformed reference type',
  heapType: 'malformed heap type',
  storageType: 'malformed storage type',
  definitionType: 'malformed definition type',
  functionAndCode: 'function and code section have inconsistent lengths',
  dataCount: 'data count and data section have inconsistent lengths',
  dataCountRequired: 'data count section required',
  tooManyLocals: 'too many locals',
  endExpected: 'END opcode expected',
  memop: 'malformed memop flags',
  zeroByte: 'zero byte expected',
  elementKind: 'malformed element kind',
  segmentFlags: 'malformed segment flags',
  catchKind: 'malformed catch clause',
  castFlags: 'malformed br_on_cast flags',
  tagAttribute: 'malformed tag attribute',
  nameOrder: 'name indices not in increasing order',
  hintOrder: 'branch hints not in increasing order',
  hintFunction: 'branch hints of an unknown function',
  hintValue: 'malformed branch hint',
} as const;

/** `illegal opcode ff`, `illegal opcode fc 1f`. */
export function illegalOpcode(opcode: number, subopcode?: number): string {
  const hex = (value: number): string => value.toString(16).padStart(2, '0');
  return `illegal opcode ${hex(opcode)}${subopcode === undefined ? '' : ` ${hex(subopcode)}`}`;
}

/** A declared count that no binary of this size can hold, or that is over an implementation limit. */
export function countTooLarge(what: string, count: number, limit: number): string {
  return `${MALFORMED.lengthOutOfBounds}: ${count} ${what}, at most ${limit} possible`;
}

/** A limit of the implementation (see `limits.ts`). */
export function overLimit(what: string, count: U64, limit: number): string {
  return `implementation limit: ${count} ${what}, at most ${limit} supported`;
}

/** More than whoever runs a module allows it. */
export function overBudget(what: string, count: number, limit: number): string {
  return `limit exceeded: the module asks for ${count} ${what}, at most ${limit} are allowed`;
}

/** A memory that the host cannot provide. `pageSize` in bytes. */
export function memoryAllocation(pages: U64, pageSize: number): string {
  return `out of memory: could not allocate ${pages} pages of ${pageSize} bytes`;
}

/** Malformed text (§6). */
export const MALFORMED_TEXT = {
  unexpectedToken: 'unexpected token',
  unexpectedEnd: 'unexpected end',
  unknownOperator: 'unknown operator',
  constantOutOfRange: 'constant out of range',
  i8OutOfRange: 'i8 constant out of range',
  i16OutOfRange: 'i16 constant out of range',
  i32OutOfRange: 'i32 constant out of range',
  i64OutOfRange: 'i64 constant out of range',
  illegalCharacter: 'illegal character',
  utf8: 'malformed UTF-8 encoding',
  unclosedString: 'unclosed string',
  unclosedComment: 'unclosed comment',
  unclosedAnnotation: 'unclosed annotation',
  emptyIdentifier: 'empty identifier',
  emptyAnnotation: 'empty annotation id',
  inlineFunctionType: 'inline function type',
  alignment: 'alignment must be a power of two',
  mismatchingLabel: 'mismatching label',
  importAfter: 'import after',
  laneLiterals: 'wrong number of lane literals',
  laneLength: 'invalid lane length',
  duplicate: 'duplicate',
  unknown: 'unknown',
} as const;

/** What was found instead of what the grammar wants. */
export function unexpectedToken(lexeme: string): string {
  return `${MALFORMED_TEXT.unexpectedToken} ${lexeme}`;
}

/** `unknown operator get_local` */
export function unknownOperator(lexeme: string): string {
  return `${MALFORMED_TEXT.unknownOperator} ${lexeme}`;
}

/** `duplicate func $f` */
export function duplicateIdentifier(category: string, name: string): string {
  return `${MALFORMED_TEXT.duplicate} ${category} $${name}`;
}

/** `unknown label $l` */
export function unknownIdentifier(category: string, name: string): string {
  return `${MALFORMED_TEXT.unknown} ${category} $${name}`;
}

/** `import after function definition` */
export function importAfter(category: string): string {
  return `${MALFORMED_TEXT.importAfter} ${category} definition`;
}

/** What can be wrong with an annotation. */
export const ANNOTATION_ERRORS = {
  utf8: 'malformed UTF-8 encoding',
  missingName: 'missing section name',
  stringExpected: 'string expected',
  placement: 'malformed placement',
  sectionKind: 'malformed section kind',
  unexpectedToken: 'unexpected token',
  multipleModuleNames: 'multiple module names',
  multipleNames: 'multiple names',
  duplicate: 'duplicate annotation',
  notInFunction: 'not in a function',
  invalidPlacement: 'invalid placement',
  invalidHint: 'invalid hint value',
  invalidTarget: 'invalid target',
} as const;

/** `@custom annotation: malformed placement` */
export function annotationError(id: string, error: keyof typeof ANNOTATION_ERRORS): string {
  return `@${id} annotation: ${ANNOTATION_ERRORS[error]}`;
}

/** `misplaced @custom annotation` */
export function misplacedAnnotation(id: string): string {
  return `misplaced @${id} annotation`;
}

/** Invalid modules (§3). */
export const INVALID = {
  typeMismatch: 'type mismatch',
  alignment: 'alignment must not be larger than natural',
  unknownType: 'unknown type',
  unknownFunction: 'unknown function',
  unknownTable: 'unknown table',
  unknownMemory: 'unknown memory',
  unknownGlobal: 'unknown global',
  unknownTag: 'unknown tag',
  unknownLocal: 'unknown local',
  unknownLabel: 'unknown label',
  unknownElem: 'unknown elem segment',
  unknownData: 'unknown data segment',
  unknownField: 'unknown field',
  duplicateExport: 'duplicate export name',
  constantRequired: 'constant expression required',
  laneIndex: 'invalid lane index',
  subType: 'sub type',
  sizeMinimum: 'size minimum must not be greater than maximum',
  memorySize: 'memory size must be at most',
  tableSize: 'table size must be at most',
  multipleMemories: 'multiple memories',
  multipleTables: 'multiple tables',
  uninitializedLocal: 'uninitialized local',
  immutableGlobal: 'immutable global',
  immutableArray: 'immutable array',
  immutableField: 'immutable field',
  offsetOutOfRange: 'offset out of range',
  arrayTypes: 'array types do not match',
  arrayNotNumeric: 'array type is not numeric or vector',
  undeclaredFunction: 'undeclared function reference',
  resultArity: 'invalid result arity other than 1',
  startFunction: 'start function must not have parameters or results',
  tagResult: 'non-empty tag result type',
  rethrowLabel: 'invalid rethrow label',
  sharedMaximum: 'shared memory must have maximum',
  pageSize: 'invalid custom page size',
  atomicAlignment: 'atomic alignment must be natural',
  mutableGlobalImport: 'mutable globals cannot be imported',
  mutableGlobalExport: 'mutable globals cannot be exported',
  packed: 'field is packed',
  unpacked: 'field is unpacked',
  notDefaultable: 'type is not defaultable',
  describedOutside: 'described type is outside rec group',
  describedForward: 'forward use of described type',
  describedNotBack: 'described type is not described by descriptor',
  describedNoStruct: 'described type must be a struct',
  descriptorOutside: 'descriptor type is outside rec group',
  descriptorNotBack: 'type is not described by its descriptor',
  descriptorNoStruct: 'descriptor type must be a struct',
  descriptorRequired: 'type with descriptor requires descriptor allocation',
  descriptorForbidden: 'type without descriptor requires non-descriptor allocation',
  noDescriptor: 'type without descriptor',
} as const;

/** `type mismatch: instruction requires [i32] but stack has [i64]`: types in words. */
export function typeMismatch(who: string, requires: string, holder: string, has: string): string {
  return `${INVALID.typeMismatch}: ${who} requires ${requires} but ${holder} has ${has}`;
}

/** `type mismatch: element segment's type externref does not match table's element type funcref` */
export function typesDiffer(what: string, type: string, other: string, expected: string): string {
  return `${INVALID.typeMismatch}: ${what} ${type} does not match ${other} ${expected}`;
}

/** A type that is not of the kind an instruction wants, e.g. `type mismatch: type 3 is no struct type`. */
export function wrongTypeKind(typeidx: number, kind: string): string {
  return `${INVALID.typeMismatch}: type ${typeidx} is no ${kind} type`;
}

/** What is wrong with a declared supertype; type indices. */
export function superTypeError(
  error: 'forward' | 'final' | 'multiple' | 'mismatch',
  typeidx: number,
  supertype: number,
): string {
  switch (error) {
    case 'forward':
      return `forward use of type ${supertype} in sub type definition`;
    case 'final':
      return `${INVALID.subType} ${typeidx} has final super type ${supertype}`;
    case 'multiple':
      return `${INVALID.subType} ${typeidx} has more than one super type`;
    case 'mismatch':
      return `${INVALID.subType} ${typeidx} does not match super type ${supertype}`;
  }
}

/** Custom descriptors of a type and of its supertype that are no subtypes; type indices. */
export function descriptorMismatch(what: 'described' | 'descriptor', typeidx: number, expected: number): string {
  return `${what} type ${typeidx} does not match ${expected}`;
}

/** `type any does not have a descriptor` */
export function withoutDescriptor(heapType: string): string {
  return `type ${heapType} does not have a descriptor`;
}

/** How large a memory may be. */
export function memorySizeLimit(addressType: 'i32' | 'i64', pageSizeLog2: number): string {
  if (pageSizeLog2 === 0) return `${INVALID.memorySize} 2^${addressType === 'i32' ? '32' : '64'}-1 pages of one byte`;
  return `${INVALID.memorySize} ${addressType === 'i32' ? '65536 pages (4GiB)' : '2^48 pages (256 TiB)'}`;
}

/** How large a table may be. */
export function tableSizeLimit(addressType: 'i32' | 'i64'): string {
  return `${INVALID.tableSize} 2^${addressType === 'i32' ? '32' : '64'}-1`;
}

/** `duplicate export name "f"`: quoted, for it may hold anything. */
export function duplicateExport(name: string): string {
  return `${INVALID.duplicateExport} ${JSON.stringify(name)}`;
}

/** Imports that do not fit. */
export const UNLINKABLE = {
  unknownImport: 'unknown import',
  incompatibleImport: 'incompatible import type',
} as const;

/** `unknown import "env" "f"`: names are quoted, for they may hold anything. */
export function unknownImport(module: string, name: string): string {
  return `${UNLINKABLE.unknownImport} ${JSON.stringify(module)} ${JSON.stringify(name)}`;
}

/** An import whose type does not match; `expected` and `given` are external types in words. */
export function incompatibleImport(module: string, name: string, expected: string, given: string): string {
  const names = `${JSON.stringify(module)} ${JSON.stringify(name)}`;
  return `${UNLINKABLE.incompatibleImport} for ${names}: expected ${expected}, given ${given}`;
}

/** Mistakes of this implementation. */
export const INTERNAL = {
  unlinkedFunction: 'internal error: a function was called before its instance was linked',
} as const;

/** Where only modules run that were compiled ahead of time. */
export const AOT_ERRORS = {
  noCompiler: 'there is no compiler here: only modules that were compiled ahead of time can be used',
} as const;

/** The host does not evaluate text. @param cause what it said */
export function evaluationRefused(cause: string): string {
  return `the host does not allow generated code to be evaluated (${cause})`;
}

/** Said where that is why functions are interpreted. */
export function interpretedInstead(reason: string): string {
  return `softwasm: functions are interpreted, which is slower, for ${reason}`;
}

/** Code that another version of softwasm has generated. */
export function otherVersion(found: string, expected: string): string {
  return `compiled by softwasm ${found}, but this is softwasm ${expected}: compile it anew`;
}

/** Mistakes in using the interpreter. */
export const INTERPRETER_ERRORS = {
  notInterpreted: 'only functions that the interpreter executes can be activated',
  activationOver: 'the activation is over',
  activationCovered: 'another activation was begun later: it must end first',
} as const;

/** A message with the place it is about. */
export function atOffset(reason: string, offset: number, func?: number): string {
  return `${reason} (at offset 0x${offset.toString(16)}${func === undefined ? '' : `, in function ${func}`})`;
}

/** `unknown local 2` and the like. */
export function unknownIndex(message: string, index: number): string {
  return `${message} ${index}`;
}

/** Mistakes in using the JavaScript API. */
export const API_ERRORS = {
  bytes: 'expected an ArrayBuffer, a SharedArrayBuffer, or a view of one',
  long: 'expected a Long',
  namespace: 'expected a WebAssembly namespace of softwasm',
  engine: 'expected "auto", "jit", "import", "interpreter", or an engine',
  importer: 'the engine "import" needs an importer',
  importsOnly: 'generated code is to be imported only',
  noBlobs: 'this host has no blob: URLs',
  unsharedMemory: 'a memory that is not shared cannot be cloned',
  notCloneable: 'of WebAssembly objects only modules and shared memories can be cloned',
  importObject: 'the import object must be an object',
  importsRequired: 'the module has imports: an import object is required',
  dictionary: 'expected a descriptor object',
  sequence: 'expected an iterable object',
  maximum: 'the maximum must not be less than the initial size',
  sharedMaximum: 'a shared memory must have a maximum',
  immutableGlobal: 'an immutable global cannot be set',
  opaque: 'v128 and exception values cannot cross into JavaScript',
  v128Global: 'a global of type v128 cannot be made in JavaScript',
  grow: 'cannot grow by that much',
  tableIndex: 'index out of the table’s bounds',
  newRequired: 'the constructor requires new',
  null: 'null is no value of a type without null',
  functionReference: 'expected null or a function that a module exports',
  reference: 'the value does not match the reference type',
  results: 'a function with several results must return as many in an iterable',
  importedTag: 'the JavaScript tag is thrown by throwing its value',
  payload: 'the payload must be iterable and have as many values as the tag has parameters',
  argument: 'no such argument',
  differentTag: 'the exception has another tag',
  response: 'expected a Response, or a promise of one',
  mimeType: 'the response must have the MIME type application/wasm',
  status: 'the response has no success status',
  opaqueResponse: 'the response must be of the same origin, or fetched with CORS',
  sectionName: 'a section name is required',
  duplicateBuiltins: 'a set of builtins must be named once only',
  noDefault: 'a value is required: the type has no default',
  gcObject: 'structures and arrays cannot be changed from JavaScript',
  initialAndMinimum: 'initial and minimum are the same: only one of them may be given',
  maximumRequired: 'a memory without a maximum has no resizable buffer',
  resize: 'a memory grows by whole pages, and never shrinks',
  callable: 'expected a function',
} as const;

/** The engine's own words for a stack overflow in V8 and JavaScriptCore, which programs look for. */
export const STACK_OVERFLOW = 'Maximum call stack size exceeded';

/** A method called on something else. */
export function notA(interfaceName: string): string {
  return `the receiver or argument is not a WebAssembly.${interfaceName}`;
}

/** A member of a descriptor that must be there. */
export function memberRequired(member: string): string {
  return `${member} is required`;
}

/** A number that is no integer in range. */
export function notInRange(what: string): string {
  return `${what} must be an integer in range`;
}

/** A string that is none of those that are allowed. */
export function notOneOf(what: string, allowed: readonly string[]): string {
  return `${what} must be one of ${allowed.join(', ')}`;
}

/** An import whose module is not there: `import "env" "f": "env" is not an object`. */
export function importModule(module: string, name: string): string {
  return `import ${JSON.stringify(module)} ${JSON.stringify(name)}: ${JSON.stringify(module)} is not an object`;
}

/** An import that is a builtin function or a string constant, with a type that this has not. */
export function builtinType(module: string, name: string): string {
  return `import ${JSON.stringify(module)} ${JSON.stringify(name)} has not the type of the builtin`;
}

/** An import that is of another kind than the module wants. */
export function importKind(module: string, name: string, expected: string): string {
  return `${UNLINKABLE.incompatibleImport} for ${JSON.stringify(module)} ${JSON.stringify(name)}: expected ${expected}`;
}

/** What would make several lines of a name in a stack trace, or worse. */
const NOT_PRINTED = /[\0-\x1f\x7f-\x9f\u2028\u2029]/g;

/** Characters of a name that a stack trace shows. */
const NAME_LENGTH = 200;

/** A line of a stack trace for a wasm function, whatever its name is. */
export function frameLine(name: string | undefined, func: number, offset: number | undefined): string {
  const place = `wasm-function[${func}]${offset === undefined ? '' : `:0x${offset.toString(16)}`}`;
  if (name === undefined) return `    at ${place}`;
  return `    at ${name.slice(0, NAME_LENGTH).replace(NOT_PRINTED, '\ufffd')} (${place})`;
}

/** An instruction that an engine does not execute. */
export function unsupportedInstruction(name: string): string {
  return `unsupported instruction ${name}`;
}
