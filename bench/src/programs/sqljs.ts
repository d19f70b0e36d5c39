import type { Program } from './program.ts';

/** As much of sql.js as is used here. */
interface Statement {
  run(values: readonly (string | number)[]): void;
  free(): void;
}

interface Database {
  run(sql: string): void;
  prepare(sql: string): Statement;
  exec(sql: string): readonly { readonly values: readonly (readonly (string | number)[])[] }[];
}

type InitSqlJs = () => Promise<{ Database: new () => Database }>;

const QUERIES = [
  'select b, count(*), sum(a), max(c) from t group by b order by 3 desc, 1 limit 5',
  "select count(*) from t as x join t as y on x.a = y.a + 7 where x.b like 'row 1%'",
  'with recursive f(n, x) as (select 1, 1 union all select n + 1, (x * 31 + n) % 1000003 from f where n < 500) select max(x) from f',
];

/** SQLite: its virtual machine is one function with a br_table of some hundred targets. */
export const SQLJS: Program = {
  name: 'sql.js',
  about: 'SQLite: inserts, an aggregate, a join over an index, a recursive query',
  wasm: 'sql.js/dist/sql-wasm.wasm',
  async start(load) {
    const { Database } = await (load('sql.js') as InitSqlJs)();
    const database = new Database();
    database.run('create table t(a integer primary key, b text, c real)');
    return async () => {
      database.run('begin');
      const insert = database.prepare('insert into t values (?, ?, ?)');
      for (let i = 0; i < 1000; i++) insert.run([i, `row ${i % 37}`, i / 8]);
      insert.free();
      const answers = QUERIES.map((query) => database.exec(query)[0]?.values);
      database.run('delete from t');
      database.run('commit');
      return JSON.stringify(answers);
    };
  },
};
