import { WebAssembly as Softwasm } from 'softwasm';
import { describe, expect, it } from 'vitest';
import { nativeWebAssembly } from '../../test-support/webassembly.ts';
import { compileKernel } from '../src/compile-kernel.ts';
import { KERNELS, type KernelExports } from '../src/kernels.ts';
import { median } from '../src/measure.ts';

describe('kernels', () => {
  for (const kernel of KERNELS) {
    it(`${kernel.name}: softwasm gives native's answer`, async () => {
      const bytes = await compileKernel(kernel.name);
      const native = nativeWebAssembly();
      const expected = kernel.run(new native.Instance(new native.Module(bytes)).exports);
      const { exports } = new Softwasm.Instance(new Softwasm.Module(bytes));
      expect(kernel.run(exports as KernelExports)).toEqual(expected);
    });
  }

  it('knows the answers of the literature', async () => {
    const { Module, Instance } = nativeWebAssembly();
    const answers = new Map<string, readonly (number | bigint)[]>();
    for (const kernel of KERNELS) {
      answers.set(kernel.name, kernel.run(new Instance(new Module(await compileKernel(kernel.name))).exports));
    }
    expect(answers.get('fibonacci')).toEqual([832040]);
    expect(answers.get('pollard-rho')).toEqual([67_108_879n, 0n]);
  });
});

describe('median', () => {
  it('takes the middle of an odd and the mean of the two middles of an even number of values', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});
