import assert from 'node:assert/strict';
import { digest } from '../digest.ts';
import type { Program } from '../program.ts';

const SOURCE = `export default async function* pages({ first = 1, ...rest }) {
  for await (const page of rest.pages ?? []) yield \`page \${first++}: \${/a[/]b/g.exec(page)?.[0]}\`;
}
`;

export const treeSitter: Program = {
  name: 'tree-sitter',
  about:
    'a parser in C with grammars as side modules: dynamic linking through a shared table, memory and mutable globals',
  async run({ load, file }) {
    const { Parser, Language, Query } = await load('web-tree-sitter');
    await Parser.init();
    const language = await Language.load(file('tree-sitter-javascript/tree-sitter-javascript.wasm'));
    const parser = new Parser();
    parser.setLanguage(language);
    const tree = parser.parse(SOURCE.repeat(20));
    assert.equal(tree.rootNode.hasError, false);
    assert.equal(digest(tree.rootNode.toString()), '1a18db0ecfe02d74');
    const query = new Query(language, '(generator_function_declaration name: (identifier) @name)');
    assert.equal(query.captures(tree.rootNode).length, 20);
    assert.equal(parser.parse('let = = 1').rootNode.hasError, true);
    assert.throws(() => new Query(language, '(nothing) @x'), /Bad node name/);
  },
};
