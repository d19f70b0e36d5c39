import { type Evaluator, evaluateUnit, type Unit, type UnitFactory, type UnitTexts } from '@softwasm/compiler';
import { type KnownUnit, registerUnit } from './stack-frames.ts';
import type { EvaluatedEntry, OwnUnit, UnitSource } from './unit-source.ts';

let nextModule = 0;

/** What evaluating units needs besides their texts. */
export interface Evaluation {
  readonly evaluate: Evaluator;
  /** On which line, from 1, the engine counts the first line of what it evaluates. */
  readonly firstLine: number;
  /** The name of a function, by function index, for the frames of traps. */
  readonly nameOf: (func: number) => string | undefined;
  /** Whether the engine optimises functions for the one closure that there is of them. */
  readonly specialises: boolean;
}

/** Units that are texts, each evaluated when it is first asked for. */
export class EvaluatedUnits implements UnitSource {
  readonly whole: boolean;
  tailCalls = false;
  private readonly texts: UnitTexts;
  private readonly evaluation: Evaluation;
  private readonly id: number = nextModule++;
  /** Held for the frames of traps. */
  private readonly units: KnownUnit[] = [];
  private readonly factories: (UnitFactory | undefined)[] = [];
  /** How many units were evaluated again. */
  private repetitions = 0;
  readonly again?: (key: number) => OwnUnit;
  readonly entry?: (key: number, offset: number) => EvaluatedEntry;

  constructor(texts: UnitTexts, evaluation: Evaluation) {
    this.whole = texts.whole;
    this.texts = texts;
    this.evaluation = evaluation;
    if (texts.entry !== undefined) {
      this.entry = (key, offset) => {
        const { unit, operands } = texts.entry!(key, offset);
        return { factory: this.keep(this.evaluateUnit(unit, `${key}@${offset}`)), operands };
      };
    }
    // Under another name, for engines keep what they know of a text that they have seen.
    if (evaluation.specialises) this.again = (key) => this.evaluate(key, `-${++this.repetitions}`);
  }

  factory(key: number): UnitFactory {
    return (this.factories[key] ??= this.make(key));
  }

  private make(key: number): UnitFactory {
    return this.keep(this.evaluate(key, ''));
  }

  private keep({ factory, known }: Evaluated): UnitFactory {
    this.units.push(known);
    return factory;
  }

  private evaluate(key: number, suffix: string): Evaluated {
    const unit = this.texts.unit(key);
    if (unit.tailCalls) this.tailCalls = true;
    return this.evaluateUnit(unit, `${this.whole ? 'all' : key}${suffix}`);
  }

  private evaluateUnit(unit: Unit, name: string): Evaluated {
    const { evaluate, firstLine, nameOf } = this.evaluation;
    const url = `softwasm-${this.id}-${name}.js`;
    const factory = evaluateUnit(unit, url, evaluate);
    const known = { url, map: unit.map, firstLine, nameOf };
    registerUnit(known);
    return { factory, known };
  }
}

interface Evaluated extends OwnUnit {
  readonly known: KnownUnit;
}
