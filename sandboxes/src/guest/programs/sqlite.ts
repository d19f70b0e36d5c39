import initSqlJs from 'sql.js/dist/sql-wasm-browser.js';

const FACTORIALS = `
  with recursive f(n, x) as (select 1, 1 union all select n + 1, x * (n + 1) from f where n < 20)
  select cast(x as text) from f order by n desc limit 1`;

/** A database in C, with its libc: allocation, sorting, formatting, 64-bit arithmetic, an error. Functions of the host's are left out: sql.js makes modules for them as it runs, which nobody can have compiled before. */
export async function run(wasmBinary: Uint8Array): Promise<unknown> {
  const { Database } = await initSqlJs({ wasmBinary });
  const db = new Database();
  db.run('create table t(a integer, b text)');
  const insert = db.prepare('insert into t values (?, ?)');
  for (let i = 0; i < 20; i++) insert.run([i, `row ${i % 7}`]);
  insert.free();
  const ask = (query: string): unknown => db.exec(query)[0]?.values;
  let message = 'none';
  try {
    db.exec('select bad syntax from');
  } catch (error) {
    message = String(error);
  }
  return [
    ask('select b, count(*), max(a) from t group by b order by 2 desc, 1 limit 2'),
    ask(FACTORIALS),
    ask("select printf('%.3f %x', 1.0 / 3, 255), upper(hex('wasm'))"),
    message,
  ];
}
