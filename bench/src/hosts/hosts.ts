import type { Host } from './host.ts';
import { nodeHost } from './node-host.ts';

/** This very Node. */
const current = async (): Promise<string> => process.execPath;

/** All hosts, by name. */
export const HOSTS: ReadonlyMap<string, Host> = new Map(
  [
    nodeHost({ name: 'node', title: `Node ${process.version}`, jit: true }, [], current),
    nodeHost(
      { name: 'node-jitless', title: `Node ${process.version} without JIT`, jit: false },
      ['--jitless'],
      current,
    ),
  ].map((host) => [host.name, host]),
);
