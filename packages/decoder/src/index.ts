export { type BranchHints, decodeBranchHints } from './branch-hints.ts';
export { type DecodeOptions, decodeModule } from './decode-module.ts';
export { decodeNameSection } from './names.ts';
export { decodeUtf8 } from './utf8.ts';
