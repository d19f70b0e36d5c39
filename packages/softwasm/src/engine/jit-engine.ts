import {
  type CompileOptions,
  compileOptions,
  defaultEvaluator,
  type Environment,
  type Evaluator,
  evaluateUnit,
  Generator,
  ModuleShape,
  makeUnit,
  type PartialCompileOptions,
  type UnitFactory,
} from '@softwasm/compiler';
import type { Code, Engine, InstanceCode, ModuleInstance, PreparedModule } from '@softwasm/runtime';
import type { ValidModule } from '@softwasm/syntax';
import { HELPERS, shortView } from './runtime-helpers.ts';
import { makeShape } from './shapes.ts';
import { firstLineOf, type KnownUnit, registerUnit } from './stack-frames.ts';
import { stubTail } from './stub-tails.ts';
import { type Tuning, tuneFor } from './tuning.ts';

/** How the engine that generates JavaScript works. */
export interface JitOptions {
  /** Evaluates generated text; absent: `new Function`. */
  readonly evaluate?: Evaluator;
  /** What kind of JavaScript engine runs it. Absent: `auto`. */
  readonly tune?: Tuning;
  readonly compile?: Omit<PartialCompileOptions, 'tune'>;
  /** Modules whose code section is at most so many bytes are generated as one unit, at their first call. */
  readonly wholeModuleBytes?: number;
}

/** Up to here V8 gains from seeing direct calls, and generation takes a few milliseconds. */
const WHOLE_MODULE_BYTES = 16_384;

let nextModule = 0;

/** An engine that translates functions to JavaScript when they are first called. */
export function createJitEngine(options: JitOptions = {}): Engine {
  const evaluate = options.evaluate ?? defaultEvaluator;
  let firstLine: number | undefined;
  const engine: Engine = {
    name: 'jit',
    makeShape: (names) => makeShape(evaluate, names),
    prepare(module: ValidModule): PreparedModule {
      firstLine ??= firstLineOf(evaluate);
      return new JitModule(engine, module, evaluate, firstLine, options);
    },
  };
  return engine;
}

/** A module with the units of it that were generated so far, shared by its instances. */
class JitModule implements PreparedModule {
  readonly engine: Engine;
  readonly module: ValidModule;
  readonly shape: ModuleShape;
  /** Whether all functions are one unit. */
  readonly whole: boolean;
  private readonly options: CompileOptions;
  /** Made when the first function is called: it is larger than most small modules. */
  private generator: Generator | undefined;
  private readonly evaluate: Evaluator;
  private readonly firstLine: number;
  private readonly id: number = nextModule++;
  /** Whether a function that makes tail calls has been generated. */
  tailCalls = false;
  /** Held for the frames of traps. */
  private readonly units: KnownUnit[] = [];
  /** By defined function; of a whole module there is one, under 0. */
  private readonly factories: (UnitFactory | undefined)[] = [];

  constructor(engine: Engine, module: ValidModule, evaluate: Evaluator, firstLine: number, options: JitOptions) {
    this.engine = engine;
    this.module = module;
    this.shape = new ModuleShape(module);
    this.evaluate = evaluate;
    this.firstLine = firstLine;
    const limit = options.wholeModuleBytes ?? WHOLE_MODULE_BYTES;
    this.whole = module.funcs.reduce((bytes, { size }) => bytes + size, 0) <= limit;
    this.options = compileOptions({ ...options.compile, tune: tuneFor(options.tune ?? 'auto') });
  }

  link(instance: ModuleInstance): InstanceCode {
    return new JitInstance(this, instance);
  }

  /** The unit that has a defined function; for a whole module, all of them. */
  factory(defined: number): UnitFactory {
    const key = this.whole ? 0 : defined;
    return (this.factories[key] ??= this.make(defined));
  }

  private make(defined: number): UnitFactory {
    const { importedFuncs } = this.shape;
    const indices = this.whole ? this.module.funcs.map((_, i) => importedFuncs + i) : [importedFuncs + defined];
    const generator = (this.generator ??= new Generator(this.shape, this.options, this.whole ? 'names' : 'array'));
    const functions = indices.map((funcidx) => generator.generate(funcidx));
    if (functions.some(({ uses }) => uses.helpers.has('TAIL'))) this.tailCalls = true;
    const unit = makeUnit(this.shape, functions, `softwasm-${this.id}-${this.whole ? 'all' : defined}.js`);
    const known = { map: unit.map, firstLine: this.firstLine, names: this.options.names };
    this.units.push(known);
    registerUnit(known);
    return evaluateUnit(unit, this.evaluate);
  }
}

/** The code of one instance: stubs, each replaced everywhere when its function is generated. */
class JitInstance implements InstanceCode {
  private readonly module: JitModule;
  private readonly instance: ModuleInstance;
  private readonly environment: Environment;
  private readonly functions: Code[] = [];

  constructor(module: JitModule, instance: ModuleInstance) {
    this.module = module;
    this.instance = instance;
    const { importedFuncs } = instance;
    for (let i = 0; i < importedFuncs; i++) this.functions.push(instance.func(i).code);
    for (let i = 0; i < module.module.funcs.length; i++) this.functions.push(this.stub(i));
    const { memories, globals, tables, tags, datas, elements, types } = instance;
    const { classes } = instance.store;
    this.environment = {
      helpers: HELPERS,
      functions: this.functions,
      memories,
      globals,
      tables,
      datas,
      elements,
      tags,
      types,
      instance,
      codes: (table, typeidx) => tables[table]!.codesOf(types[typeidx]!),
      structClass: (typeidx) => classes.struct(types[typeidx]!),
      arrayClass: (typeidx) => classes.array(types[typeidx]!),
      shortView,
    };
  }

  code(index: number): Code {
    return this.functions[this.instance.importedFuncs + index]!;
  }

  /**
   * Generates at the first call, and calls. No rest parameter: an array of doubles would lose the bits of NaNs. One closure and no more, for there are
   * modules of half a million functions.
   */
  private stub(defined: number): Code {
    const instance = this;
    return function stub(): unknown {
      // biome-ignore lint/complexity/noArguments: see above
      return Reflect.apply(instance.compile(defined), undefined, arguments);
    };
  }

  /** The generated code of a function, put in the place of its stub. */
  private compile(defined: number): Code {
    const { importedFuncs } = this.instance;
    const at = importedFuncs + defined;
    const current = this.functions[at]!;
    if (this.compiled[defined] === true) return current;
    const codes = this.module.factory(defined)(this.environment);
    if (this.module.whole) for (let i = 0; i < codes.length; i++) this.replace(i, codes[i]!);
    else this.replace(defined, codes[0]!);
    if (this.module.tailCalls && !this.stubsHaveTails) this.giveStubsTails();
    return this.functions[at]!;
  }

  /** Before the first function that makes tail calls runs: most modules have none, and need nothing. */
  private giveStubsTails(): void {
    this.stubsHaveTails = true;
    const { importedFuncs } = this.instance;
    const { shape } = this.module;
    for (let defined = 0; defined < this.module.module.funcs.length; defined++) {
      if (this.compiled[defined] === true) continue;
      const at = importedFuncs + defined;
      this.functions[at]!.tail = stubTail(() => this.compile(defined), shape.typeOfFunc(at));
    }
  }

  private stubsHaveTails = false;

  /** By defined function. */
  private readonly compiled: boolean[] = [];

  private replace(defined: number, code: Code): void {
    const at = this.instance.importedFuncs + defined;
    this.functions[at] = code;
    this.compiled[defined] = true;
    this.instance.funcIfMade(at)?.replaceCode(code);
  }
}
