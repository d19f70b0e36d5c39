import { compileAheadOfTime } from '@softwasm/aot';
import type { Engine, PreparedModule } from '@softwasm/runtime';
import { ALL_FEATURES, type ValidModule } from '@softwasm/syntax';
import { encodeModule } from '@softwasm/wat';
import { VERSION } from 'softwasm';
import { type AheadOfTimeModule, prepareModule } from 'softwasm/aot';

/**
 * An engine that compiles each module to the file that `softwasm compile` would write, and loads that: so that scripts of the official suite can tell whether
 * such files do what they should.
 */
export function createAotEngine(): Engine {
  const engine: Engine = {
    name: 'aot',
    prepare(module: ValidModule): PreparedModule {
      const bytes = encodeModule(module);
      const { code } = compileAheadOfTime(bytes, { version: VERSION, features: ALL_FEATURES, format: 'commonjs' });
      let prepared: PreparedModule | undefined;
      const defineModule = (compiled: AheadOfTimeModule): object => {
        prepared = prepareModule(compiled);
        return {};
      };
      new Function('require', 'module', code)(() => ({ defineModule }), {});
      // The file's module is another object than the one that was validated, which names and offsets are read from.
      return {
        ...(prepared as PreparedModule),
        engine,
        module,
        link: (instance) => (prepared as PreparedModule).link(instance),
      };
    },
  };
  return engine;
}
