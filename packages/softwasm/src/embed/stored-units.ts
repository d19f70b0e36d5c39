import type { Unit, UnitGenerator, UnitMap, UnitTexts } from '@softwasm/compiler';
import { artefactFailure } from './artefact.ts';
import { ByteSink } from './byte-sink.ts';
import { ByteSource } from './byte-source.ts';
import { decodeAscii } from './utf8.ts';

/*
 * The code of a serialized module: whether all functions are one unit, how many units there are, and of each whether it makes tail calls, its text, and where
 * the text came from.
 */

/** Generates all units of a module, and writes them down. */
export function writeUnits(generator: UnitGenerator): Uint8Array {
  const sink = new ByteSink();
  sink.byte(generator.whole ? 1 : 0);
  sink.unsigned(generator.count);
  for (let key = 0; key < generator.count; key++) {
    const { source, map, tailCalls } = generator.unit(key);
    sink.byte(tailCalls ? 1 : 0);
    sink.ascii(source);
    sink.block(writeMap(map));
  }
  return sink.take();
}

function writeMap({ lines, functions }: UnitMap): Uint8Array {
  const sink = new ByteSink();
  sink.unsigned(functions.length);
  functions.forEach(({ index, positions }, i) => {
    sink.unsigned(index);
    sink.unsigned(lines[i] as number);
    sink.unsigned(positions.length / 3);
    // Each is near the one before.
    for (let k = 0; k < positions.length; k++) sink.signed((positions[k] as number) - (positions[k - 3] ?? 0));
  });
  return sink.take();
}

interface StoredUnit {
  readonly tailCalls: boolean;
  readonly source: Uint8Array;
  readonly map: Uint8Array;
}

/** Units as they were written down; each is read when it is asked for. */
export class StoredUnits implements UnitTexts {
  readonly whole: boolean;
  private readonly units: readonly StoredUnit[];

  /**
   * @param functions how many the module defines
   * @throws EmbedError where these are not the units of such a module
   */
  constructor(code: Uint8Array, functions: number) {
    const source = new ByteSource(code);
    this.whole = readFlag(source);
    const count = source.count(3);
    if (count !== (this.whole ? Math.min(1, functions) : functions)) throw artefactFailure('structure');
    const units: StoredUnit[] = [];
    for (let i = 0; i < count; i++) {
      units.push({ tailCalls: readFlag(source), source: source.block(), map: source.block() });
    }
    source.end();
    this.units = units;
  }

  unit(key: number): Unit {
    const { tailCalls, source, map } = this.units[key] as StoredUnit;
    const text = decodeAscii(source);
    if (text === undefined) throw artefactFailure('text');
    return { source: text, map: readMap(map), tailCalls };
  }
}

function readFlag(source: ByteSource): boolean {
  const flag = source.byte();
  if (flag > 1) throw artefactFailure('structure');
  return flag === 1;
}

function readMap(bytes: Uint8Array): UnitMap {
  const source = new ByteSource(bytes);
  const count = source.count(3);
  const lines = new Int32Array(count);
  const functions: UnitMap['functions'][number][] = [];
  for (let i = 0; i < count; i++) {
    const index = source.unsigned();
    lines[i] = source.unsigned();
    const positions = new Int32Array(3 * source.count(3));
    for (let k = 0; k < positions.length; k++) positions[k] = source.signed() + (positions[k - 3] ?? 0);
    functions.push({ index, positions });
  }
  source.end();
  return { lines, functions };
}
