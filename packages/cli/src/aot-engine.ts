import type { Engine, PreparedModule } from '@softwasm/runtime';
import type { ValidModule } from '@softwasm/syntax';
import { encodeModule } from '@softwasm/wat';

/**
 * An engine that has each module as a file that `softwasm compile` makes of it: so that scripts of the official suite can tell whether such files do what they
 * should.
 *
 * @param load finds or makes what a binary was compiled to
 */
export function createAotEngine(load: (bytes: Uint8Array) => PreparedModule): Engine {
  const engine: Engine = {
    name: 'aot',
    prepare(module: ValidModule): PreparedModule {
      const prepared = load(encodeModule(module));
      // The file's module is another object than the one that was validated, which names and offsets are read from.
      return { ...prepared, engine, module, link: (instance) => prepared.link(instance) };
    },
  };
  return engine;
}
