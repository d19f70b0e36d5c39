export { createProgram, main } from './program.ts';
