import type { ValidModule } from '@softwasm/syntax';
import type { ShapeMaker } from './aggregate-classes.ts';
import type { InstanceCode } from './instance-code.ts';
import type { ModuleInstance } from './module-instance.ts';

/**
 * Executes functions. The runtime knows engines by this seam alone; whoever puts the parts together hands one in.
 *
 * All engines share instances, memories, tables, trap codes and the calling convention (docs/CALLING-CONVENTION.md), so that instances of different
 * engines import from each other freely.
 */
export interface Engine {
  /** For messages and reports: `jit`, `interpreter`, … */
  readonly name: string;

  /** Evaluates the body of a function of one parameter, where the engine may: the functions between JavaScript and guests are generated then. */
  readonly evaluate?: (parameter: string, body: string) => unknown;

  /**
   * {@link evaluate} for several bodies of functions of `env`, where the engine evaluates asynchronously only.
   *
   * @returns `undefined` where it does not, or no longer
   */
  evaluateLater?(bodies: readonly string[]): Promise<readonly unknown[]> | undefined;

  /** Makes the constructors of structures and arrays, where the engine can do better than the runtime by itself. */
  readonly makeShape?: ShapeMaker;

  /** A module of so many bytes is about to be decoded: what the engine needs for its like, it may make ready. */
  expect?(byteLength: number): void;

  /** Readies a module for any number of instances. Cheap: function bodies are translated when they are first called. */
  prepare(module: ValidModule): PreparedModule;

  /** {@link prepare} where that takes something asynchronous; `undefined` where it does not, and `prepare` is to be called. */
  prepareLater?(module: ValidModule): Promise<PreparedModule> | undefined;
}

/** A module that an engine is ready to instantiate. */
export interface PreparedModule {
  readonly engine: Engine;
  readonly module: ValidModule;

  /**
   * Gives an instance its code. Called once per instance, when its imports are resolved and its memories, tables, globals and tags exist, before any of
   * its functions can be called.
   */
  link(instance: ModuleInstance): InstanceCode;
}
