import assert from 'node:assert/strict';
import { digest } from '../digest.ts';
import type { Program } from '../program.ts';

export const sql: Program = {
  name: 'sql.js',
  about: 'SQLite in C, by Emscripten: an interpreter loop with a large br_table, callbacks into JavaScript',
  async run({ require }) {
    const { Database } = await require('sql.js')();
    const db = new Database();
    db.run('create table word (id integer primary key, text text, weight real)');
    db.run('begin');
    const insert = db.prepare('insert into word values (?, ?, ?)');
    for (let i = 0; i < 2000; i++) insert.run([i, `word ${i % 41}`, i / 7]);
    insert.free();
    db.run('commit; create index by_text on word (text)');
    const top = db.exec('select text, count(*), sum(weight) from word group by text order by 2 desc, 1 limit 2');
    assert.deepEqual(top[0].values, [
      ['word 0', 49, 6888],
      ['word 1', 49, 6895],
    ]);
    const factorials = `with recursive f(n, x) as (select 1, 1 union all select n + 1, x * (n + 1) from f where n < 20)
      select cast(max(x) as text), printf('%.6e', max(x) * 1.5) from f`;
    assert.deepEqual(db.exec(factorials)[0].values, [['2432902008176640000', '3.649353e+18']]);
    db.create_function('shout', (text: string) => `${text.toUpperCase()}!`);
    assert.deepEqual(db.exec("select shout('soft')")[0].values, [['SOFT!']]);
    assert.throws(() => db.exec('select * from nowhere'), /no such table: nowhere/);
    const file = db.export();
    assert.equal(digest(file), '22c59731e1153f42');
    assert.deepEqual(new Database(file).exec('select count(distinct text) from word')[0].values, [[41]]);
  },
};
