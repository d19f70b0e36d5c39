import { type Evaluator, evaluateUnit, type UnitFactory, type UnitTexts } from '@softwasm/compiler';
import { type KnownUnit, registerUnit } from './stack-frames.ts';
import type { UnitSource } from './unit-source.ts';

let nextModule = 0;

/** What evaluating units needs besides their texts. */
export interface Evaluation {
  readonly evaluate: Evaluator;
  /** On which line, from 1, the engine counts the first line of what it evaluates. */
  readonly firstLine: number;
  /** The name of a function, by function index, for the frames of traps. */
  readonly nameOf: (func: number) => string | undefined;
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

  constructor(texts: UnitTexts, evaluation: Evaluation) {
    this.whole = texts.whole;
    this.texts = texts;
    this.evaluation = evaluation;
  }

  factory(key: number): UnitFactory {
    return (this.factories[key] ??= this.make(key));
  }

  private make(key: number): UnitFactory {
    const unit = this.texts.unit(key);
    if (unit.tailCalls) this.tailCalls = true;
    const { evaluate, firstLine, nameOf } = this.evaluation;
    const url = `softwasm-${this.id}-${this.whole ? 'all' : key}.js`;
    const factory = evaluateUnit(unit, url, evaluate);
    const known = { url, map: unit.map, firstLine, nameOf };
    this.units.push(known);
    registerUnit(known);
    return factory;
  }
}
