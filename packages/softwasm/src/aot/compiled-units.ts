import type { UnitFactory } from '@softwasm/compiler';
import type { OwnUnit, UnitSource } from '../engine/unit-source.ts';

/** Functions that a file brings along: all as one unit, which it may have a second time. */
export class CompiledUnits implements UnitSource {
  readonly whole = true;
  readonly tailCalls: boolean;
  private readonly unit: UnitFactory;
  private spare: UnitFactory | undefined;

  constructor(file: { readonly tailCalls: boolean; readonly unit: UnitFactory; readonly again?: UnitFactory }) {
    this.tailCalls = file.tailCalls;
    this.unit = file.unit;
    this.spare = file.again;
  }

  readonly factory = (): UnitFactory => this.unit;

  get again(): (() => OwnUnit) | undefined {
    return this.spare === undefined ? undefined : this.takeSpare;
  }

  private readonly takeSpare = (): OwnUnit => {
    const factory = this.spare ?? this.unit;
    this.spare = undefined;
    return { factory, known: this };
  };
}
