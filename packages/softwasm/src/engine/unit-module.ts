import type { Engine, InstanceCode, ModuleInstance, PreparedModule } from '@softwasm/runtime';
import type { ValidModule } from '@softwasm/syntax';
import type { EvaluationRefused } from './guarded-evaluator.ts';
import type { Helpers } from './runtime-helpers.ts';
import { type ModuleOfUnits, UnitInstance, type WarmUp } from './unit-instance.ts';
import type { UnitSource } from './unit-source.ts';

/** A module whose code is units of JavaScript, wherever they come from; shared by its instances. */
export class UnitModule implements PreparedModule, ModuleOfUnits {
  readonly engine: Engine;
  readonly module: ValidModule;
  readonly units: UnitSource;
  readonly helpers: Helpers;

  private readonly fallback: Engine | undefined;
  private substitute: PreparedModule | undefined;
  lower: WarmUp | undefined;

  /**
   * @param helpers all that the units use
   * @param fallback executes functions whose units may not be evaluated
   */
  constructor(engine: Engine, module: ValidModule, units: UnitSource, helpers: Helpers, fallback?: Engine) {
    this.helpers = helpers;
    this.engine = engine;
    this.module = module;
    this.units = units;
    this.fallback = fallback;
  }

  /** @throws what the fallback does; the refusal where there is none */
  accept(refusal: EvaluationRefused): PreparedModule {
    if (this.fallback === undefined) throw refusal;
    return (this.substitute ??= this.fallback.prepare(this.module));
  }

  link(instance: ModuleInstance): InstanceCode {
    return new UnitInstance(this, instance, this.instances++);
  }

  private instances = 0;
}
