import { decodeModule } from '@softwasm/decoder';
import { validateModule } from '@softwasm/validator';
import type { ModuleLoader } from './realm.ts';

/** Decodes and validates. */
export const loadModule: ModuleLoader = (bytes, features) =>
  validateModule(decodeModule(bytes, { features, bodies: 'lazy' }), { features });
