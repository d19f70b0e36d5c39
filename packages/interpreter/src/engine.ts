import type { Code, Engine, InstanceCode, ModuleInstance, PreparedModule } from '@softwasm/runtime';
import { type FuncType, IndexSpaces, type ValidModule } from '@softwasm/syntax';
import { Context, type InterpretedFunction } from './context.ts';
import { enter } from './execute.ts';
import type { Machine } from './machine.ts';
import { expectMachine, readyMachine } from './machines.ts';
import { TRANSLATIONS } from './translate/translations.ts';
import { Translator } from './translate/translator.ts';
import type { Translation } from './translation.ts';
import type { Sampling, UpperTier } from './upper-tier.ts';

/** An engine that generates no code: functions are translated, at their first call, for a machine whose whole state is explicit. */
export function createInterpreterEngine(): Engine {
  const engine: Engine = {
    name: 'interpreter',
    prepare: (module: ValidModule): PreparedModule => new InterpretedModule(engine, module, true),
  };
  return engine;
}

/** A module with the functions of it that were translated so far, shared by its instances. */
class InterpretedModule implements PreparedModule, LowerTier {
  readonly engine: Engine;
  readonly module: ValidModule;
  readonly spaces: IndexSpaces;
  private readonly forever: boolean;
  private translator: Translator | undefined;
  private readonly translations: (Translation | undefined)[] = [];

  /** @param forever whether nothing will ever take over */
  constructor(engine: Engine, module: ValidModule, forever: boolean) {
    this.forever = forever;
    this.engine = engine;
    this.module = module;
    this.spaces = new IndexSpaces(module);
  }

  link(instance: ModuleInstance): InstanceCode {
    const context = this.contextOf(instance, undefined);
    const machine = readyMachine(instance.store);
    const { spaces } = this;
    return {
      code(defined) {
        const funcidx = spaces.importedFuncs + defined;
        return codeOf(machine, context.functions[funcidx]!, spaces.typeOfFunc(funcidx));
      },
    };
  }

  linkBelow(instance: ModuleInstance, upper: UpperTier, sampling: Sampling): InstanceCode {
    const context = this.contextOf(instance, upper);
    const machine = readyMachine(instance.store, sampling);
    const { spaces } = this;
    return {
      code: (defined) => {
        const funcidx = spaces.importedFuncs + defined;
        return codeUntilWarm(machine, context, funcidx, spaces.typeOfFunc(funcidx));
      },
    };
  }

  private contextOf(instance: ModuleInstance, upper: UpperTier | undefined): Context {
    return new Context(instance, (funcidx) => this.translation(funcidx), upper);
  }

  translation(funcidx: number): Translation {
    const defined = funcidx - this.spaces.importedFuncs;
    this.translator ??= new Translator(this.spaces, TRANSLATIONS, this.forever);
    return (this.translations[defined] ??= this.translator.translate(funcidx));
  }
}

/** The interpreter below another engine: it executes functions until they are warm. */
export interface LowerTier {
  /** As `link` of a `PreparedModule`. The code that this gives calls the upper tier's as soon as there is some. */
  linkBelow(instance: ModuleInstance, upper: UpperTier, sampling: Sampling): InstanceCode;
  /** A function's code for the machine, which is otherwise made at its first call. */
  translation(funcidx: number): Translation;
}

/** Readies a module for being interpreted where it is not warm. */
export function prepareLowerTier(module: ValidModule): LowerTier {
  return new InterpretedModule(createInterpreterEngine(), module, false);
}

/** A module will soon be readied for {@link prepareLowerTier}: what all of them share is made ready, so that engines with a JIT can optimise it while that is decoded. */
export function expectLowerTier(sampling: Sampling): void {
  if (sampling.jit) expectMachine(sampling);
}

/** {@link codeOf} a function that goes over to another engine some day. */
function codeUntilWarm(machine: Machine, context: Context, index: number, type: FuncType): Code {
  return function interpreted(): unknown {
    const callee = context.functions[index]!;
    const { successor } = callee;
    // biome-ignore lint/complexity/noArguments: see below
    if (successor === undefined) return enter(machine, callee, type, arguments);
    // biome-ignore lint/complexity/noArguments: see below
    return Reflect.apply(successor, undefined, arguments);
  };
}

/** A function in the calling convention. No rest parameter: an array of doubles would lose the bits of NaNs. */
function codeOf(machine: Machine, callee: InterpretedFunction, type: FuncType): Code {
  return function interpreted(): unknown {
    // biome-ignore lint/complexity/noArguments: see above
    return enter(machine, callee, type, arguments);
  };
}
