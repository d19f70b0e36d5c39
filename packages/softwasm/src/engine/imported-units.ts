import type { UnitFactory, UnitGenerator, UnitMap } from '@softwasm/compiler';
import { functionsModule } from './functions-module.ts';
import type { GuardedImporter } from './guarded-importer.ts';
import { type KnownUnit, registerUnit } from './stack-frames.ts';
import type { UnitSource } from './unit-source.ts';

let nextModule = 0;

/** Units are imported together up to so many characters: few modules, and not too much text at a time. */
const CHUNK = 1 << 20;

/** Units that were all generated and imported before the first call. */
class ImportedUnits implements UnitSource {
  readonly whole: boolean;
  tailCalls = false;
  readonly factories: UnitFactory[] = [];
  /** Held for the frames of traps. */
  readonly known: KnownUnit[] = [];

  constructor(whole: boolean) {
    this.whole = whole;
  }

  factory(key: number): UnitFactory {
    return this.factories[key] as UnitFactory;
  }
}

/** The map of units that stand in one text, each from a line on. */
function mergeMaps(maps: readonly UnitMap[], starts: readonly number[]): UnitMap {
  return {
    lines: Int32Array.from(
      maps.flatMap(({ lines }, unit) => [...lines].map((line) => line + (starts[unit] as number))),
    ),
    functions: maps.flatMap(({ functions }) => functions),
  };
}

/**
 * Generates all units of a module, and imports them, some at a time; the program goes on in between.
 *
 * @param nameOf the name of a function, by function index, for the frames of traps
 * @throws EvaluationRefused
 */
export async function importUnits(
  generator: UnitGenerator,
  importer: GuardedImporter,
  nameOf: (func: number) => string | undefined,
): Promise<UnitSource> {
  const units = new ImportedUnits(generator.whole);
  const { count } = generator;
  for (let key = 0; key < count; ) {
    const sources: string[] = [];
    const maps: UnitMap[] = [];
    for (let size = 0; size < CHUNK && key < count; key++) {
      const { source, map, tailCalls } = generator.unit(key);
      sources.push(source);
      maps.push(map);
      size += source.length;
      if (tailCalls) units.tailCalls = true;
    }
    const url = `softwasm-import-${nextModule++}.js`;
    const module = functionsModule(sources, url);
    const functions = await importer.functions(module);
    units.factories.push(...(functions as UnitFactory[]));
    const known = { url, map: mergeMaps(maps, module.lines), firstLine: 1, nameOf };
    registerUnit(known);
    units.known.push(known);
  }
  return units;
}
