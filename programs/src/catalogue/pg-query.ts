import assert from 'node:assert/strict';
import type { Program } from '../program.ts';

export const pgQuery: Program = {
  name: 'pg-query',
  about: "PostgreSQL's parser in C, by Emscripten: generated tables, setjmp for errors",
  async run({ load }) {
    const { parse, fingerprint, loadModule } = await load('libpg-query');
    await loadModule();
    const { stmts } = await parse('select a, b + 1 as c from t left join u using (x) where y in (1, 2) order by 1');
    const { SelectStmt: select } = stmts[0].stmt;
    assert.equal(select.fromClause[0].JoinExpr.jointype, 'JOIN_LEFT');
    assert.deepEqual(select.targetList[1].ResTarget.name, 'c');
    assert.equal(await fingerprint('select 1'), await fingerprint('SELECT 2;'));
    await assert.rejects(parse('select from where'), /syntax error at or near "where"/);
  },
};
