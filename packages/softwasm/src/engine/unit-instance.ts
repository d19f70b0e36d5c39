import type { Environment, UnitFactory } from '@softwasm/compiler';
import type { LowerTier, UpperTier } from '@softwasm/interpreter';
import type { Code, InstanceCode, ModuleInstance, PreparedModule } from '@softwasm/runtime';
import type { FuncType, ValidModule } from '@softwasm/syntax';
import { EvaluationRefused } from './guarded-evaluator.ts';
import { InstanceViews } from './instance-views.ts';
import { memoryArray } from './memory-arrays.ts';
import { type Helpers, shortView } from './runtime-helpers.ts';
import { stubTail } from './stub-tails.ts';
import type { Tiers } from './tiers.ts';
import type { UnitSource } from './unit-source.ts';

/**
 * So many instances of a module have units of their own, should that help: V8 takes what a function is closed over for constants as long as the function
 * has been made once. Programs that make more instances gain by sharing.
 */
const OWN_UNITS = 8;

/**
 * How often functions are made anew because a memory has grown, where all are one unit, and where each has its own: there that is to make hundreds of them, and as
 * many calls are of something else than they were before, which V8 inlines none of any more.
 */
const MAX_RENEWALS_OF_ALL = 10;
const MAX_RENEWALS_OF_EACH = 2;

/**
 * Where functions are units of their own, an outdated one is made anew after so many calls of it: that means to generate and to optimise it again, and
 * programs whose memory grows while they start call most functions less often.
 */
const CALLS_BEFORE_RENEWAL = 100;

/** How many calls are still to come before what is called is made anew; of one function, or of all that are one unit. */
interface Patience {
  calls: number;
}

/** How functions are executed until they are warm. */
export interface WarmUp {
  readonly tier: LowerTier;
  readonly tiers: Tiers;
  /** The name of a function, by function index, for the frames of traps. */
  readonly nameOf: (func: number) => string | undefined;
}

/** What an instance uses of its module. */
export interface ModuleOfUnits {
  readonly module: ValidModule;
  readonly units: UnitSource;
  readonly helpers: Helpers;
  /** What executes functions until they are warm; absent: they are generated at their first call. */
  readonly lower: WarmUp | undefined;
  /** What executes the module's functions whose units may not be evaluated. @throws what the fallback does; the refusal where there is none */
  accept(refusal: EvaluationRefused): PreparedModule;
}

/** The code of one instance: stubs, each replaced everywhere when its function is generated. */
export class UnitInstance implements InstanceCode {
  private readonly module: ModuleOfUnits;
  private readonly instance: ModuleInstance;
  private readonly environment: Environment;
  private readonly functions: Code[] = [];
  private readonly views: InstanceViews;
  /** Whether units are evaluated for this instance alone from the start. */
  private readonly evaluatesOwn: boolean;
  /** What was evaluated for this instance alone. */
  private readonly own: object[] = [];

  constructor(module: ModuleOfUnits, instance: ModuleInstance, ordinal: number) {
    this.module = module;
    this.instance = instance;
    this.evaluatesOwn = module.units.again !== undefined && ordinal > 0 && ordinal < OWN_UNITS;
    this.views = new InstanceViews(instance.memories, () => this.memoryHasGrown());
    const { importedFuncs } = instance;
    for (let i = 0; i < importedFuncs; i++) {
      const func = instance.func(i);
      this.functions.push(func.code);
      // A stub of another instance is replaced here, too.
      func.noteCodePlace(this.functions, i);
    }
    const { lower } = module;
    const interpreted = lower?.tier.linkBelow(instance, this.upperTier(lower), lower.tiers);
    for (let i = 0; i < module.module.funcs.length; i++) {
      this.functions.push(interpreted === undefined ? this.stub(i) : interpreted.code(i));
    }
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
      views: (memory) => this.views.of(memory),
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

  /** What the interpreter asks for warm functions. */
  private upperTier({ tiers: { operationsPerByte }, nameOf }: WarmUp): UpperTier {
    const { importedFuncs } = this.instance;
    const { module, units } = this.module;
    return {
      patience: (index) => Math.ceil(operationsPerByte * module.funcs[index - importedFuncs]!.size),
      code: (index) => this.codeOfWarm(index - importedFuncs),
      entry: (index, offset) =>
        this.unlessRefused(() => {
          const { factory, operands } = units.entry!(index - importedFuncs, offset);
          return { code: factory(this.environment)[0]!, operands };
        }),
      name: nameOf,
    };
  }

  /** The generated code of a function that has been interpreted so far; `undefined` where that goes on. */
  private codeOfWarm(defined: number): Code | undefined {
    const at = this.instance.importedFuncs + defined;
    if (this.compiled[defined] !== true) {
      const evaluated = this.unlessRefused(() => {
        this.evaluate(defined, this.evaluatesOwn);
        return true;
      });
      if (evaluated === undefined) return undefined;
      this.noteTailCalls();
    }
    return this.functions[at]!;
  }

  /** @returns `undefined` where nothing may be evaluated any more @throws what the fallback does about that */
  private unlessRefused<T>(evaluate: () => T): T | undefined {
    try {
      return evaluate();
    } catch (error) {
      if (!(error instanceof EvaluationRefused)) throw error;
      // Something interprets already.
      this.module.accept(error);
      return undefined;
    }
  }

  /** The generated code of a function, put in the place of its stub. */
  private compile(defined: number): Code {
    const { importedFuncs } = this.instance;
    const at = importedFuncs + defined;
    const current = this.functions[at]!;
    if (this.compiled[defined] === true) return current;
    this.evaluateOrInterpret(defined);
    this.noteTailCalls();
    return this.functions[at]!;
  }

  private noteTailCalls(): void {
    if (this.module.units.tailCalls && !this.stubsHaveTails) this.giveStubsTails();
  }

  /** Once something was refused, all that has no code by then is interpreted: there is no other answer to come. */
  private evaluateOrInterpret(defined: number): void {
    if (this.substitute === undefined) {
      if (this.evaluatesOwn && this.tryEvaluate(defined, true) === undefined) return;
      // What was evaluated for other instances needs no leave.
      const refusal = this.tryEvaluate(defined, false);
      if (refusal === undefined) return;
      this.substitute = this.module.accept(refusal).link(this.instance);
    }
    this.replace(defined, this.substitute.code(defined));
  }

  private substitute: InstanceCode | undefined;

  /** Evaluates, unless that is refused; then nothing has changed. */
  private tryEvaluate(defined: number, own: boolean): EvaluationRefused | undefined {
    try {
      this.evaluate(defined, own);
      return undefined;
    } catch (error) {
      if (error instanceof EvaluationRefused) return error;
      throw error;
    }
  }

  /** Puts the functions of a unit in their places. */
  private evaluate(defined: number, own: boolean): void {
    const { units } = this.module;
    const key = units.whole ? 0 : defined;
    const codes = (own ? this.ownFactory(key) : units.factory(key))(this.environment);
    if (units.whole) for (let i = 0; i < codes.length; i++) this.replace(i, codes[i]!);
    else this.replace(defined, codes[0]!);
  }

  private ownFactory(key: number): UnitFactory {
    const { units } = this.module;
    // What could be made anew may have been made for another instance in the meantime.
    const own = units.again?.(key);
    if (own === undefined) return units.factory(key);
    this.own.push(own.known);
    return own.factory;
  }

  /** By defined function: whether its code reads views that have changed, and a stub counts its calls. */
  private readonly outdated: boolean[] = [];
  /** Whether memories have grown since the last code was made. */
  private grown = false;
  /** How often functions have been made anew. */
  private renewals = 0;

  private get maxRenewals(): number {
    return this.module.units.whole ? MAX_RENEWALS_OF_ALL : MAX_RENEWALS_OF_EACH;
  }

  /**
   * Engines gave up that views are constants, which costs about half the speed: functions are made anew once they have been called so many times, and the
   * more often that has been, the more calls later, for memories that grow all the time.
   */
  private memoryHasGrown(): void {
    const { units, module } = this.module;
    if (this.grown || units.again === undefined || units.tailCalls || this.renewals === this.maxRenewals) return;
    this.grown = true;
    const factor = 4 ** this.renewals;
    const shared = units.whole ? { calls: factor - 1 } : undefined;
    for (let defined = 0; defined < module.funcs.length; defined++) {
      if (this.compiled[defined] !== true || this.outdated[defined] === true) continue;
      this.outdated[defined] = true;
      const patience = shared ?? { calls: CALLS_BEFORE_RENEWAL * factor };
      this.install(defined, this.countingStub(defined, patience));
    }
  }

  /** Calls the function as it is until patience is used up. */
  private countingStub(defined: number, patience: Patience): Code {
    const instance = this;
    const code = this.functions[this.instance.importedFuncs + defined]!;
    return function stub(): unknown {
      const current = patience.calls-- > 0 ? code : instance.renew(defined, code);
      // biome-ignore lint/complexity/noArguments: see above
      return Reflect.apply(current, undefined, arguments);
    };
  }

  /** @param code what it has been so far, and stays where nothing may be evaluated any more */
  private renew(defined: number, code: Code): Code {
    if (this.outdated[defined] === true) {
      if (this.grown) {
        this.grown = false;
        this.renewals++;
      }
      if (this.tryEvaluate(defined, true) !== undefined) this.replace(defined, code);
    }
    return this.functions[this.instance.importedFuncs + defined]!;
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
    this.compiled[defined] = true;
    this.outdated[defined] = false;
    this.install(defined, code);
  }

  private install(defined: number, code: Code): void {
    const at = this.instance.importedFuncs + defined;
    this.functions[at] = code;
    const isFinal = this.module.units.again === undefined || this.instance.memories.length === 0;
    this.instance.funcIfMade(at)?.replaceCode(code, isFinal);
  }
}
