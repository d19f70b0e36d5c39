/*
 * What browser.test.ts has a page do, with the polyfill as its only WebAssembly and published programs loaded as classic scripts. Each function returns
 * what the test compares.
 */

const page = /** @type {any} */ (globalThis);

/** Whose namespace there is. */
export function namespace() {
  return [typeof page.WebAssembly.Module, /native code/.test(`${page.WebAssembly.Module}`), page.crossOriginIsolated];
}

/** SQLite: tables, 64-bit arithmetic, a function of the host's, an error, and a database written down and read back. */
export async function sql() {
  const { Database } = await page.initSqlJs({ locateFile: () => '/sql-wasm.wasm' });
  const db = new Database();
  db.run('create table t(a int, b text, c real)');
  const insert = db.prepare('insert into t values (?, ?, ?)');
  db.run('begin');
  for (let i = 0; i < 500; i++) insert.run([i, `row ${i % 97}`, i / 7]);
  db.run('commit');
  insert.free();
  db.create_function('twice', (/** @type {number} */ x) => 2 * x);
  /** @type {(query: string) => unknown} */
  const ask = (query) => db.exec(query)[0].values;
  let error;
  try {
    db.exec('select bad syntax from');
  } catch (thrown) {
    error = `${thrown}`;
  }
  const factorials = 'with recursive f(n, x) as (select 1, 1 union all select n + 1, x * (n + 1) from f where n < 20)';
  const copy = new Database(db.export());
  return [
    ask('select b, count(*), max(a) from t group by b order by 2 desc, 1 limit 2'),
    ask(`${factorials} select cast(x as text) from f order by n desc limit 1`),
    ask('select twice(21)'),
    copy.exec('select sum(a) from t')[0].values,
    error,
  ];
}

/** esbuild, a Go program of ten megabytes: TypeScript to JavaScript. */
export async function esbuild() {
  await page.esbuild.initialize({ wasmURL: '/esbuild.wasm', worker: false });
  const source = 'enum Colour { red, blue }\nexport const f = (x: number): string => (x ?? 1) + "" + Colour.blue;';
  const { code, warnings } = await page.esbuild.transform(source, { loader: 'ts', target: 'es2019', minify: true });
  const { f } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return [f(7), warnings.length, code.includes('??')];
}

/**
 * A module and a shared memory, in messages to workers that count in it; one waits for the others.
 *
 * @param {number[]} bytes
 * @param {number} threads
 * @param {number} times
 */
export async function count(bytes, threads, times) {
  const { Module, Memory } = page.WebAssembly;
  const wasmModule = new Module(new Uint8Array(bytes));
  const wasmMemory = new Memory({ initial: 1, maximum: 4, shared: true });
  /** @type {(message: object) => Promise<any>} */
  const start = (message) => {
    const worker = new page.Worker('/worker.js');
    worker.postMessage({ wasm: [wasmModule, wasmMemory], ...message });
    return new Promise((resolve, reject) => {
      worker.onmessage = (/** @type {{ data: any }} */ { data }) => resolve(data);
      worker.onerror = (/** @type {{ message: string }} */ { message }) => reject(new Error(message));
    });
  };
  const waiting = start({ wait: threads });
  for (let i = 0; i < threads; i++) void start({ times });
  const { counted, wasm } = await waiting;
  return [counted, wasm[0] instanceof Module, wasm[1] instanceof Memory, new Int32Array(wasm[1].buffer)[1]];
}
