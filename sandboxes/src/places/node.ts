import { spawnSync } from 'node:child_process';
import type { Sandbox } from '../sandbox.ts';
import { WITH_EVAL, WITHOUT_EVAL } from './guests.ts';
import { askVersion, runProgram } from './program.ts';

/** Node imports from `data:`, whatever it may evaluate. */
const WITHOUT_EVAL_IN_NODE: Sandbox['guests'] = {
  import: { mode: 'import-data', form: 'script' },
  ...WITHOUT_EVAL,
};

const NO_EVAL = '--disallow-code-generation-from-strings';

/** V8's flag where it has it (newer versions do not), else a module that removes the object first. */
function withoutWebAssembly(node: string): readonly string[] {
  const flag = '--no-expose-wasm';
  return spawnSync(node, [flag, '--eval', '0']).status === 0
    ? [flag]
    : ['--import', 'data:text/javascript,delete globalThis.WebAssembly'];
}

/** Node with flags that take something away. @param node the path of its executable */
export function nodeSandboxes(node: string): readonly Sandbox[] {
  const place = (flags: () => readonly string[]): Pick<Sandbox, 'engine' | 'run'> => ({
    engine: { title: 'Node', source: 'the path after --node', version: () => askVersion(node, ['--version']) },
    run: (guest, options) => runProgram({ program: node, args: [...flags(), guest] }, options),
  });
  return [
    {
      name: 'node-jitless',
      title: '`--jitless`',
      ...place(() => ['--jitless']),
      expected: { webAssembly: 'absent', evaluation: 'works' },
      guests: WITH_EVAL,
    },
    {
      name: 'node-no-eval',
      title: `\`${NO_EVAL}\``,
      ...place(() => [NO_EVAL]),
      expected: { webAssembly: 'works', evaluation: 'refused' },
      guests: WITHOUT_EVAL_IN_NODE,
    },
    {
      name: 'node-no-eval-no-wasm',
      title: 'the same, without WebAssembly',
      ...place(() => [NO_EVAL, ...withoutWebAssembly(node)]),
      expected: { webAssembly: 'absent', evaluation: 'refused' },
      guests: WITHOUT_EVAL_IN_NODE,
    },
    {
      name: 'node-no-eval-jitless',
      title: 'the same with `--jitless`',
      ...place(() => [NO_EVAL, '--jitless']),
      expected: { webAssembly: 'absent', evaluation: 'refused' },
      guests: WITHOUT_EVAL_IN_NODE,
    },
  ];
}
