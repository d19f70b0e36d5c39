import assert from 'node:assert/strict';
import { digest } from '../digest.ts';
import type { Program } from '../program.ts';

export const graphviz: Program = {
  name: 'graphviz',
  about:
    'layout of graphs in C and C++, by Emscripten: f64 arithmetic in long chains, where one wrong bit moves every node',
  async run({ load }) {
    const { Graphviz } = await load('@hpcc-js/wasm-graphviz');
    const graphviz = await Graphviz.load();
    const edges = Array.from(
      { length: 20 },
      (_, i) => `n${i} -> n${(i * 7) % 20} [label="${i}"]; n${i} -> n${(i * i + 3) % 20};`,
    );
    const dot = `digraph { ${edges.join(' ')} }`;
    assert.equal(digest(graphviz.layout(dot, 'svg', 'dot')), 'ee79ec77386d0003');
    assert.equal(digest(graphviz.layout(dot, 'plain', 'neato')), '052d6992f26bc1a1');
    assert.throws(() => graphviz.layout('digraph { a -> ', 'svg', 'dot'), /syntax error/);
  },
};
