import { INSTRUCTION_ID } from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { mentions } from '../src/build/mentions.ts';

describe('mentions', () => {
  const mul = INSTRUCTION_ID['i64.mul'];

  it('finds every instruction', () => {
    expect(mentions(Int32Array.of(INSTRUCTION_ID['i64.add'], 10, mul, 11, INSTRUCTION_ID.end, 12), mul)).toBe(true);
  });

  it('rules out what is not there', () => {
    expect(mentions(Int32Array.of(INSTRUCTION_ID['i64.add'], 10000, INSTRUCTION_ID.end, 10001), mul)).toBe(false);
  });
});
