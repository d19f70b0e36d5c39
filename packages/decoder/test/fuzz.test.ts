import { ALL_FEATURES, DecodeError } from '@softwasm/syntax';
import { beforeAll, describe, expect, it } from 'vitest';
import { fuzzModule, randomNumbers } from '../../../test-support/fuzz-module.ts';
import { decodeModule, decodeNameSection } from '../src/index.ts';

const SEEDS = [11, 12, 13];

/** Decodes bytes that may be anything. Returns whether they were a module. */
function attempt(bytes: Uint8Array): boolean {
  try {
    decodeNameSection(decodeModule(bytes, { features: ALL_FEATURES }));
    return true;
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    if (!(error.offset >= 0 && error.offset <= bytes.length)) throw new Error(`${error.offset} of ${bytes.length}`);
    return false;
  }
}

/** Like {@link attempt}, in less than a second. */
function survive(bytes: Uint8Array): boolean {
  const start = performance.now();
  const decoded = attempt(bytes);
  const took = performance.now() - start;
  if (took > 1000) throw new Error(`${took} ms`);
  return decoded;
}

describe('bytes that are no module', () => {
  const modules: Uint8Array[] = [];

  beforeAll(() => {
    for (const seed of SEEDS) modules.push(fuzzModule(seed, 6000));
    for (const module of modules) expect(survive(module)).toBe(true);
  });

  it('are found out when cut off anywhere', () => {
    for (const module of modules) {
      let survivors = 0;
      for (let end = 0; end < module.length; end++) if (survive(module.subarray(0, end))) survivors++;
      // Ends between sections, at which nothing is missed.
      expect(survivors).toBeLessThan(16);
    }
  });

  it('are found out, or decoded, with bits flipped', () => {
    const random = randomNumbers(21);
    let survivors = 0;
    for (let round = 0; round < 6000; round++) {
      const module = (modules[random() % modules.length] as Uint8Array).slice();
      for (let flips = 1 + (random() % 3); flips > 0; flips--) {
        const at = random() % module.length;
        module[at] = (module[at] as number) ^ (1 << (random() % 8));
      }
      if (survive(module)) survivors++;
    }
    expect(survivors).toBeGreaterThan(0);
    expect(survivors).toBeLessThan(6000);
  });

  it('are found out, or decoded, with bytes replaced by extreme ones, inserted or removed', () => {
    const random = randomNumbers(22);
    const extremes = [0x00, 0x40, 0x7f, 0x80, 0xff, 0x0b, 0x60, 0x62, 0x64, 0xfb, 0xfd];
    for (let round = 0; round < 6000; round++) {
      const module = modules[random() % modules.length] as Uint8Array;
      const at = 8 + (random() % (module.length - 8));
      const removed = random() % 3;
      const inserted = Uint8Array.from({ length: random() % 6 }, () => extremes[random() % extremes.length] as number);
      const changed = new Uint8Array(module.length);
      changed.set(module.subarray(0, at));
      changed.set(inserted.subarray(0, Math.max(0, changed.length - at)), at);
      const rest = module.subarray(at + removed, at + removed + Math.max(0, changed.length - at - inserted.length));
      changed.set(rest, Math.min(changed.length, at + inserted.length));
      survive(changed);
    }
  });

  it('are found out when random after the header', () => {
    const random = randomNumbers(23);
    for (let round = 0; round < 6000; round++) {
      const module = Uint8Array.from({ length: 8 + (random() % 200) }, random);
      module.set([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
      module[8] = random() % 14;
      module[9] = random() % 0x80;
      survive(module);
    }
  });
});
