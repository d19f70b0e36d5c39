import { brotli } from './catalogue/brotli.ts';
import { dart } from './catalogue/dart.ts';
import { draco } from './catalogue/draco.ts';
import { esbuild } from './catalogue/esbuild.ts';
import { graphviz } from './catalogue/graphviz.ts';
import { jq } from './catalogue/jq.ts';
import { loro } from './catalogue/loro.ts';
import { meshoptimizer } from './catalogue/meshoptimizer.ts';
import { micropython } from './catalogue/micropython.ts';
import { oniguruma } from './catalogue/oniguruma.ts';
import { pgQuery } from './catalogue/pg-query.ts';
import { quickjs } from './catalogue/quickjs.ts';
import { rapier } from './catalogue/rapier.ts';
import { re2 } from './catalogue/re2.ts';
import { resvg } from './catalogue/resvg.ts';
import { rollup } from './catalogue/rollup.ts';
import { sevenZip } from './catalogue/seven-zip.ts';
import { sodium } from './catalogue/sodium.ts';
import { sql } from './catalogue/sql.ts';
import { treeSitter } from './catalogue/tree-sitter.ts';
import { wabt } from './catalogue/wabt.ts';
import { wasmoon } from './catalogue/wasmoon.ts';
import { webp } from './catalogue/webp.ts';
import { zstd } from './catalogue/zstd.ts';
import type { Program } from './program.ts';

/** All programs. Each file has one task; the packages are pinned in published/package.json. */
export const PROGRAMS: readonly Program[] = [
  esbuild,
  sql,
  quickjs,
  treeSitter,
  rollup,
  resvg,
  graphviz,
  rapier,
  sodium,
  brotli,
  zstd,
  sevenZip,
  webp,
  draco,
  dart,
  meshoptimizer,
  micropython,
  wasmoon,
  jq,
  pgQuery,
  oniguruma,
  re2,
  loro,
  wabt,
];
