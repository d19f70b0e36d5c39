import { compileAheadOfTime } from '@softwasm/aot';
import type { PreparedModule } from '@softwasm/runtime';
import { ALL_FEATURES } from '@softwasm/syntax';
import { VERSION } from 'softwasm';
import { type AheadOfTimeModule, prepareModule } from 'softwasm/aot';

/** Compiles a binary to the file that `softwasm compile` would write, and loads that. */
export function compileAndLoad(bytes: Uint8Array): PreparedModule {
  const { code } = compileAheadOfTime(bytes, { version: VERSION, features: ALL_FEATURES, format: 'commonjs' });
  let prepared: PreparedModule | undefined;
  const defineModule = (compiled: AheadOfTimeModule): object => {
    prepared = prepareModule(compiled);
    return {};
  };
  new Function('require', 'module', code)(() => ({ defineModule }), {});
  return prepared as PreparedModule;
}
