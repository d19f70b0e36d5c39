import { arch, cpus, totalmem, type } from 'node:os';
import { packageVersion } from './package-versions.ts';

/** Where figures come from: they mean nothing elsewhere. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  readonly v8: string;
  /** Of the packages that take part. */
  readonly packages: Readonly<Record<string, string>>;
}

/** This machine and what is installed. */
export function machine(): Machine {
  const packages = ['softwasm', 'polywasm', 'binaryen', 'assemblyscript'];
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${arch()}`,
    node: process.version,
    v8: process.versions.v8,
    packages: Object.fromEntries(packages.map((name) => [name, packageVersion(name)])),
  };
}
