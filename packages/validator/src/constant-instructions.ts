import {
  type Feature,
  type FeatureSet,
  INSTRUCTION_COUNT,
  INSTRUCTION_ID,
  type InstructionName,
} from '@softwasm/syntax';

/** The instructions of constant expressions (§3.4.14), by the feature that made them so. */
const CONSTANT: readonly (readonly [Feature, readonly InstructionName[]])[] = [
  ['mvp', ['i32.const', 'i64.const', 'f32.const', 'f64.const', 'global.get', 'end']],
  ['simd', ['v128.const']],
  ['reference-types', ['ref.null', 'ref.func']],
  ['extended-const', ['i32.add', 'i32.sub', 'i32.mul', 'i64.add', 'i64.sub', 'i64.mul']],
  [
    'gc',
    [
      'ref.i31',
      'struct.new',
      'struct.new_default',
      'array.new',
      'array.new_default',
      'array.new_fixed',
      'any.convert_extern',
      'extern.convert_any',
    ],
  ],
  ['custom-descriptors', ['struct.new_desc', 'struct.new_default_desc']],
];

const TABLES = new WeakMap<FeatureSet, Uint8Array>();

/** 1 by id for the instructions that constant expressions may have. */
export function constantInstructions(features: FeatureSet): Uint8Array {
  let table = TABLES.get(features);
  if (table === undefined) {
    table = makeTable(features);
    TABLES.set(features, table);
  }
  return table;
}

function makeTable(features: FeatureSet): Uint8Array {
  const constant = new Uint8Array(INSTRUCTION_COUNT);
  for (const [feature, names] of CONSTANT) {
    if (!features.has(feature)) continue;
    for (const name of names) constant[INSTRUCTION_ID[name]] = 1;
  }
  return constant;
}
