import { createJitEngine, createWebAssembly } from 'softwasm';
import type { GuestMode } from '../guest-mode.ts';

interface Page {
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScript: (text: string) => string },
    ): { createScript(text: string): string };
  };
}

/** The one policy that the page allows. */
const policy = (globalThis as Page).trustedTypes?.createPolicy('softwasm', { createScript: (text) => text });
// biome-ignore lint/security/noGlobalEval: what the policy is for; under a name of its own it evaluates in the global scope
const evaluateGlobally = eval;

const evaluator = (parameter: string, body: string): unknown =>
  evaluateGlobally(policy?.createScript(`(function(${parameter}){${body}\n})`) ?? '');

const WebAssembly = createWebAssembly({ engine: 'jit', evaluator });

/** JavaScript is generated, and evaluated by way of a policy of Trusted Types. */
export const mode: GuestMode = {
  webAssemblyFor: () => WebAssembly,
  engine: createJitEngine({ evaluate: evaluator }),
};
