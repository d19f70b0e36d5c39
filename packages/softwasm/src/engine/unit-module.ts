import type { Environment } from '@softwasm/compiler';
import type { Code, Engine, InstanceCode, ModuleInstance, PreparedModule } from '@softwasm/runtime';
import type { FuncType, ValidModule } from '@softwasm/syntax';
import { memoryArray } from './memory-arrays.ts';
import { type Helpers, shortView } from './runtime-helpers.ts';
import { stubTail } from './stub-tails.ts';
import type { UnitSource } from './unit-source.ts';

/** A module whose code is units of JavaScript, wherever they come from; shared by its instances. */
export class UnitModule implements PreparedModule {
  readonly engine: Engine;
  readonly module: ValidModule;
  readonly units: UnitSource;
  readonly helpers: Helpers;

  /** @param helpers all that the units use */
  constructor(engine: Engine, module: ValidModule, units: UnitSource, helpers: Helpers) {
    this.helpers = helpers;
    this.engine = engine;
    this.module = module;
    this.units = units;
  }

  link(instance: ModuleInstance): InstanceCode {
    return new UnitInstance(this, instance);
  }
}

/** The code of one instance: stubs, each replaced everywhere when its function is generated. */
class UnitInstance implements InstanceCode {
  private readonly module: UnitModule;
  private readonly instance: ModuleInstance;
  private readonly environment: Environment;
  private readonly functions: Code[] = [];

  constructor(module: UnitModule, instance: ModuleInstance) {
    this.module = module;
    this.instance = instance;
    const { importedFuncs } = instance;
    for (let i = 0; i < importedFuncs; i++) {
      const func = instance.func(i);
      this.functions.push(func.code);
      // A stub of another instance is replaced here, too.
      func.noteCodePlace(this.functions, i);
    }
    for (let i = 0; i < module.module.funcs.length; i++) this.functions.push(this.stub(i));
    const { memories, globals, tables, tags, datas, elements, types } = instance;
    const { classes } = instance.store;
    this.environment = {
      helpers: module.helpers,
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
      array: memoryArray,
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
    const { units } = this.module;
    const codes = units.factory(units.whole ? 0 : defined)(this.environment);
    if (units.whole) for (let i = 0; i < codes.length; i++) this.replace(i, codes[i]!);
    else this.replace(defined, codes[0]!);
    if (units.tailCalls && !this.stubsHaveTails) this.giveStubsTails();
    return this.functions[at]!;
  }

  /** Before the first function that makes tail calls runs: most modules have none, and need nothing. */
  private giveStubsTails(): void {
    this.stubsHaveTails = true;
    const { importedFuncs } = this.instance;
    const { funcs, types } = this.module.module;
    for (let defined = 0; defined < funcs.length; defined++) {
      if (this.compiled[defined] === true) continue;
      const type = types[funcs[defined]!.type]!.composite as FuncType;
      this.functions[importedFuncs + defined]!.tail = stubTail(() => this.compile(defined), type);
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
