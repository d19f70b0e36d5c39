import {
  ALL_FEATURES,
  FIXED_SLOTS,
  IMMEDIATES,
  INSTRUCTION_COUNT,
  INSTRUCTION_ID,
  INSTRUCTION_NAMES,
  INSTRUCTIONS,
  NATURAL_ALIGNMENT,
  OPCODES,
  opcodeTable,
  SIGNATURES,
  WASM_EDITIONS,
} from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';

describe('the table of instructions', () => {
  it('has unique names and opcodes', () => {
    expect(new Set(INSTRUCTION_NAMES).size).toBe(INSTRUCTION_COUNT);
    expect(new Set(OPCODES).size).toBe(INSTRUCTION_COUNT);
  });

  it('finds every instruction by its opcode', () => {
    const { plain, prefixed } = opcodeTable(ALL_FEATURES);
    OPCODES.forEach((opcode, id) => {
      expect(opcode < 256 ? plain[opcode] : prefixed[opcode >>> 12]?.[opcode & 0xfff]).toBe(id);
    });
  });

  it('hides instructions of features that are off', () => {
    const { plain, prefixed } = opcodeTable(WASM_EDITIONS['1.0']);
    expect(plain[0x6a]).toBe(INSTRUCTION_ID['i32.add']);
    expect(plain[0xc0]).toBe(-1);
    expect(prefixed[0xfd]?.every((id) => id === -1)).toBe(true);
  });

  it('parses signatures into known types', () => {
    for (const signature of SIGNATURES) {
      for (const type of [...(signature?.params ?? []), ...(signature?.results ?? [])]) expect(type).toBeGreaterThan(0);
    }
    expect(SIGNATURES[INSTRUCTION_ID['i64.store']]).toEqual({ params: [1, 0x7e], results: [] });
  });

  it('gives a signature to all but the polymorphic instructions', () => {
    const polymorphic = INSTRUCTIONS.filter((row) => row[3] === null).map((row) => row[4]);
    expect(new Set(polymorphic)).toEqual(
      new Set(['control', 'parametric', 'variable', 'table', 'memory', 'reference', 'aggregate']),
    );
  });

  it('knows lengths and natural alignments', () => {
    expect(FIXED_SLOTS[INSTRUCTION_ID['i32.add']]).toBe(2);
    expect(FIXED_SLOTS[INSTRUCTION_ID['v128.load8_lane']]).toBe(7);
    expect(FIXED_SLOTS[INSTRUCTION_ID.br_table]).toBe(0);
    expect(NATURAL_ALIGNMENT[INSTRUCTION_ID['i64.load32_u']]).toBe(2);
    expect(NATURAL_ALIGNMENT[INSTRUCTION_ID['v128.store']]).toBe(4);
    expect(NATURAL_ALIGNMENT[INSTRUCTION_ID.drop]).toBe(-1);
    IMMEDIATES.forEach((kinds, id) => {
      if (kinds.some((kind) => kind.startsWith('memarg'))) expect(NATURAL_ALIGNMENT[id]).toBeGreaterThanOrEqual(0);
    });
  });
});
