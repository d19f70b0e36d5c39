import type { ValidModule, ValType } from '@softwasm/syntax';
import { ModuleShape } from '../build/module-shape.ts';
import { Generator } from '../generate.ts';
import { FunctionIR } from '../ir/function-ir.ts';
import type { CompileOptions } from '../options.ts';
import { makeUnit, type Unit } from './unit.ts';

/**
 * The units of a module as text: generated now, read from what was stored before, …
 *
 * Units have keys. Where all defined functions are one unit, its key is 0; else each function has its own, under its index among the defined functions.
 */
export interface UnitTexts {
  /** Whether all defined functions are one unit, in which they call each other by name. */
  readonly whole: boolean;
  unit(key: number): Unit;
  /**
   * One function that goes on with the defined function `key` at a loop, and takes all its locals and operands ({@link Generator.generateEntry}); absent where units are stored.
   *
   * @param offset the byte offset of the `loop`
   */
  entry?(key: number, offset: number): EntryUnit;
}

/** A function that is entered at a loop. */
export interface EntryUnit {
  readonly unit: Unit;
  /** The types of its last parameters, the operands; those before are the locals. */
  readonly operands: readonly ValType[];
}

/** For modules that are one unit: larger than most of these are, and needed no longer than it takes to generate them. */
let shared: FunctionIR | undefined;

/** Generates the units of a module, in any order. The same options give the same text. */
export class UnitGenerator implements UnitTexts {
  readonly whole: boolean;
  private readonly module: ValidModule;
  private readonly options: CompileOptions;
  private entries: Generator | undefined;
  /** Made for the first unit: it is larger than most small modules. */
  private generator: Generator | undefined;

  constructor(module: ValidModule, options: CompileOptions, whole: boolean) {
    this.module = module;
    this.options = options;
    this.whole = whole;
  }

  /** How many units there are; a module without functions has none. */
  get count(): number {
    const { length } = this.module.funcs;
    return this.whole ? Math.min(1, length) : length;
  }

  unit(key: number): Unit {
    const { whole, module, options } = this;
    // One that has generated all that there is, is needed no more.
    const generator = whole ? this.newGenerator() : (this.generator ??= this.newGenerator());
    const { shape } = generator;
    const first = shape.importedFuncs + key;
    const functions = whole ? module.funcs.map((_, i) => generator.generate(first + i)) : [generator.generate(first)];
    return makeUnit(shape, functions, options.tune);
  }

  entry(key: number, offset: number): EntryUnit {
    const generator = (this.entries ??= new Generator(new ModuleShape(this.module), this.options, 'array'));
    const { shape } = generator;
    const { generated, operands } = generator.generateEntry(shape.importedFuncs + key, offset);
    return { unit: makeUnit(shape, [generated], this.options.tune), operands };
  }

  private newGenerator(): Generator {
    const shape = new ModuleShape(this.module);
    return this.whole
      ? new Generator(shape, this.options, 'names', (shared ??= new FunctionIR()))
      : new Generator(shape, this.options, 'array');
  }
}
