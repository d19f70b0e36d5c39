export { type AheadOfTimeOptions, type AheadOfTimeOutput, compileAheadOfTime } from './ahead-of-time.ts';
export type { ModuleFormat } from './module-text.ts';
export { type Binaryen, optimise } from './optimise.ts';
