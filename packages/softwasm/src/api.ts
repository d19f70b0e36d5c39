/*
 * The `WebAssembly` namespace as TypeScript sees it. The shapes are those of the JavaScript API, so that code written for the host's own runs unchanged.
 *
 * @see https://webassembly.github.io/spec/js-api/index.html
 */

/** Bytes of a module. */
export type BufferSource = ArrayBuffer | SharedArrayBuffer | ArrayBufferView;

export type ImportExportKind = 'function' | 'table' | 'memory' | 'global' | 'tag';
export type TableKind = 'externref' | 'anyfunc';
export type ValueType = 'i32' | 'i64' | 'f32' | 'f64' | 'v128' | 'externref' | 'anyfunc';
export type AddressType = 'i32' | 'i64';

/** A size or index of an entity with 32-bit (number) or 64-bit (bigint) addresses. */
export type AddressValue = number | bigint;

/** A size or index that is given back: a number or a bigint, as the entity's addresses are. TypeScript's own types know numbers only. */
// biome-ignore lint/suspicious/noExplicitAny: which it is, the entity's maker knows
export type AddressResult = any;

/** What values of a type are in JavaScript. */
export interface ValueTypeMap {
  i32: number;
  i64: bigint;
  f32: number;
  f64: number;
  v128: never;
  // biome-ignore lint/suspicious/noExplicitAny: any value at all
  externref: any;
  // biome-ignore lint/complexity/noBannedTypes: any exported function
  anyfunc: Function | null;
}

/** A reference that is read from a table or an exception: what it is, its maker knows. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Reference = any;

/** What a module may be compiled with. */
export interface WebAssemblyCompileOptions {
  /** Names of sets of builtin functions, e.g. `js-string`. */
  builtins?: Iterable<string>;
  /** Imports from this module are string constants, each with its own name as its value. */
  importedStringConstants?: string | null;
}

export interface ModuleExportDescriptor {
  name: string;
  kind: ImportExportKind;
  /** Only with type reflection. */
  type?: object;
}

export interface ModuleImportDescriptor {
  module: string;
  name: string;
  kind: ImportExportKind;
  /** Only with type reflection. */
  type?: object;
}

/** What `type()` of a memory, table, global or tag gives: a descriptor of its kind, with `minimum` for `initial`. */
export type ReflectedType = Readonly<Record<string, unknown>>;

/** What `type()` of a function gives, and the constructor of functions takes. */
export interface FunctionType {
  parameters: Iterable<string>;
  results: Iterable<string>;
}

export interface FunctionConstructor {
  // biome-ignore lint/suspicious/noExplicitAny: functions of any type
  new (type: FunctionType, callable: (...args: any[]) => unknown): ((...args: any[]) => any) & { type(): FunctionType };
}

/** Modules of imports by name, and imports by name within. */
export type Imports = Record<string, Record<string, unknown>>;

/** An instance's exports. What each is, the module alone knows. */
// biome-ignore lint/suspicious/noExplicitAny: exports are used as what the module makes them
export type Exports = Record<string, any>;

export interface MemoryDescriptor {
  initial: AddressValue;
  maximum?: AddressValue;
  shared?: boolean;
  address?: AddressType;
}

export interface TableDescriptor {
  element: TableKind;
  initial: AddressValue;
  maximum?: AddressValue;
  address?: AddressType;
}

export interface GlobalDescriptor<T extends ValueType = ValueType> {
  value: T;
  mutable?: boolean;
}

export interface TagType {
  parameters: Iterable<ValueType>;
}

export interface ExceptionOptions {
  traceStack?: boolean;
}

/** A compiled module; says nothing about itself, the static methods of its constructor do. */
export type Module = object;

export interface ModuleConstructor {
  new (bytes: BufferSource, options?: WebAssemblyCompileOptions): Module;
  readonly prototype: Module;
  exports(module: Module): ModuleExportDescriptor[];
  imports(module: Module): ModuleImportDescriptor[];
  customSections(module: Module, sectionName: string): ArrayBuffer[];
}

export interface Instance {
  readonly exports: Exports;
}

export interface InstanceConstructor {
  new (module: Module, importObject?: Imports): Instance;
  readonly prototype: Instance;
}

export interface Memory {
  /** Only with type reflection. */
  type?(): ReflectedType;
  /** A new one, and the old one detached, after every growth. */
  readonly buffer: ArrayBuffer;
  /** Adds pages, and returns the number of pages before. */
  grow(delta: AddressValue): AddressResult;
  /** Makes `buffer` one of fixed length, and gives it. Missing where the host has no resizable buffers. */
  toFixedLengthBuffer(): ArrayBuffer;
  /** Makes `buffer` a resizable one, which stays the same when the memory grows, and gives it. Missing where the host has no such buffers. */
  toResizableBuffer(): ArrayBuffer;
}

export interface MemoryConstructor {
  new (descriptor: MemoryDescriptor): Memory;
  readonly prototype: Memory;
}

export interface Table {
  /** Only with type reflection. */
  type?(): ReflectedType;
  readonly length: AddressResult;
  get(index: AddressValue): Reference;
  set(index: AddressValue, value?: unknown): void;
  grow(delta: AddressValue, value?: unknown): AddressResult;
}

export interface TableConstructor {
  new (descriptor: TableDescriptor, value?: unknown): Table;
  readonly prototype: Table;
}

export interface Global<T extends ValueType = ValueType> {
  /** Only with type reflection. */
  type?(): ReflectedType;
  value: ValueTypeMap[T];
  valueOf(): ValueTypeMap[T];
}

export interface GlobalConstructor {
  new <T extends ValueType = ValueType>(descriptor: GlobalDescriptor<T>, value?: ValueTypeMap[T]): Global<T>;
  /** What TypeScript compares with its own declaration, whose values are others to it. */
  new (descriptor: GlobalDescriptor, value?: unknown): Reference;
  readonly prototype: Global;
}

export interface Tag {
  /** Only with type reflection. */
  type?(): ReflectedType;
}

export interface TagConstructor {
  new (type: TagType): Tag;
  readonly prototype: Tag;
}

export interface Exception {
  is(tag: Tag): boolean;
  getArg(tag: Tag, index: number): Reference;
  readonly stack: string | undefined;
}

export interface ExceptionConstructor {
  new (tag: Tag, payload: Iterable<unknown>, options?: ExceptionOptions): Exception;
  readonly prototype: Exception;
}

/** Constructors of `CompileError`, `LinkError`, `RuntimeError`: as the language's own error constructors, also without `new`. */
export interface NativeErrorConstructor {
  new (message?: string, options?: { cause?: unknown }): Error;
  (message?: string, options?: { cause?: unknown }): Error;
  readonly prototype: Error;
}

/** What `instantiate` gives for bytes. */
export interface InstantiatedSource {
  module: Module;
  instance: Instance;
}

export interface WebAssemblyNamespace {
  readonly Module: ModuleConstructor;
  readonly Instance: InstanceConstructor;
  readonly Memory: MemoryConstructor;
  readonly Table: TableConstructor;
  readonly Global: GlobalConstructor;
  readonly Tag: TagConstructor;
  readonly JSTag: Tag;
  /** Only with type reflection. */
  readonly Function?: FunctionConstructor;
  readonly Exception: ExceptionConstructor;
  readonly CompileError: NativeErrorConstructor;
  readonly LinkError: NativeErrorConstructor;
  readonly RuntimeError: NativeErrorConstructor;
  validate(bytes: BufferSource, options?: WebAssemblyCompileOptions): boolean;
  compile(bytes: BufferSource, options?: WebAssemblyCompileOptions): Promise<Module>;
  instantiate(
    bytes: BufferSource,
    importObject?: Imports,
    options?: WebAssemblyCompileOptions,
  ): Promise<InstantiatedSource>;
  instantiate(module: Module, importObject?: Imports): Promise<Instance>;
  /** @param source a `Response`, or a promise of one */
  compileStreaming(source: unknown, options?: WebAssemblyCompileOptions): Promise<Module>;
  /** @param source a `Response`, or a promise of one */
  instantiateStreaming(
    source: unknown,
    importObject?: Imports,
    options?: WebAssemblyCompileOptions,
  ): Promise<InstantiatedSource>;
}
