export type { SoftwasmOptions } from './options.ts';
export { softwasm } from './plugin.ts';
