import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { flagsWithoutHost } from '../../../../test-support/node-flags.mjs';
import { COUNTER } from './counter.ts';

const FOLDER = fileURLToPath(new URL('../..', import.meta.url));
const THREADS = fileURLToPath(new URL('threads.mjs', import.meta.url));

/** Runs Node on the built package, without the host's WebAssembly. */
function run(...args: readonly string[]): string {
  const options = { cwd: FOLDER, encoding: 'utf8' } as const;
  const { stdout, stderr, status } = spawnSync(process.execPath, [...flagsWithoutHost(), ...args], options);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

function evaluate(program: string): string {
  return run('--input-type=module', '--eval', program);
}

it('workers count in a shared memory, and wake who waits', { timeout: 120_000 }, () => {
  const base64 = Buffer.from(COUNTER).toString('base64');
  expect(run(THREADS, base64, '3', '20000')).toBe('counted 60000\npages 4 true\n');
});

describe('with the polyfill', () => {
  const module = 'new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))';
  const check = '(what, value) => console.log(what, value instanceof WebAssembly.Module)';

  it('ports take and give modules, to listeners of every kind', () => {
    const program = `
      import 'softwasm/polyfill';
      const check = ${check};
      const { port1, port2 } = new MessageChannel();
      const never = (value) => check('never', value);
      port2.on('message', never);
      port2.off('message', never);
      port2.once('message', (value) => check('once', value[0]));
      port2.on('message', ([value]) => check('on', value));
      port2.addEventListener('message', ({ data: [value] }) => check('event', value));
      port2.onmessage = ({ data: [value] }) => { check('onmessage', value); port2.close(); };
      port1.postMessage([${module}]);`;
    expect(evaluate(program).trim().split('\n').sort()).toEqual([
      'event true',
      'on true',
      'once true',
      'onmessage true',
    ]);
  });

  it('channels and clones do, too', () => {
    const program = `
      import 'softwasm/polyfill';
      const check = ${check};
      const [from, to] = [new BroadcastChannel('softwasm'), new BroadcastChannel('softwasm')];
      to.onmessage = ({ data }) => { check('channel', data.module); from.close(); to.close(); };
      check('clone', structuredClone(${module}));
      from.postMessage({ module: ${module} });`;
    expect(evaluate(program)).toBe('clone true\nchannel true\n');
  });

  it('what is sent to a worker as its data is opened by hand', () => {
    const worker = `
      import { workerData } from 'node:worker_threads';
      import 'softwasm/polyfill';
      import { fromMessage } from 'softwasm/worker';
      (${check})('data', fromMessage(WebAssembly, workerData).module);`;
    const program = `
      import { Worker } from 'node:worker_threads';
      import 'softwasm/polyfill';
      new Worker(${JSON.stringify(worker)}, { eval: true, workerData: { module: ${module} } });`;
    expect(evaluate(program)).toBe('data true\n');
  });

  it('errors come from where messages are sent', () => {
    const program = `
      import 'softwasm/polyfill';
      const { port1 } = new MessageChannel();
      for (const value of [new WebAssembly.Memory({ initial: 1 }), () => 1]) {
        try { port1.postMessage({ value }); } catch (error) { console.log(error.name); }
      }
      try { port1.postMessage(); } catch (error) { console.log(error.name); }
      port1.close();`;
    expect(evaluate(program)).toBe('DataCloneError\nDataCloneError\nTypeError\n');
  });

  it('nothing is wrapped twice, and names and lengths stay', () => {
    const program = `
      import { installPolyfill } from 'softwasm/install';
      const lengths = () => [structuredClone, MessagePort.prototype.postMessage].map(({ name, length }) => name + length).join();
      const before = lengths();
      installPolyfill();
      const wrapped = structuredClone;
      installPolyfill({ force: true });
      console.log(wrapped === structuredClone, before === lengths());`;
    expect(evaluate(program)).toBe('true true\n');
  });
});
