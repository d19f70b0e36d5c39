export { type AheadOfTimeOptions, type AheadOfTimeOutput, compileAheadOfTime } from './ahead-of-time.ts';
export type { ModuleFormat } from './module-text.ts';
