import type { Sandbox } from '../sandbox.ts';

/** Where neither WebAssembly is nor `eval` may be: plain scripts that generate nothing. */
export const WITHOUT_EVAL: Sandbox['guests'] = {
  interpreter: { mode: 'interpreter', form: 'script' },
  aot: { mode: 'aot', form: 'script' },
};

/** Where only WebAssembly is missing: plain scripts in all modes. */
export const WITH_EVAL: Sandbox['guests'] = { jit: { mode: 'jit', form: 'script' }, ...WITHOUT_EVAL };
