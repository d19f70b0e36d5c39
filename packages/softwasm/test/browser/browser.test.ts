import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBrowserBundle } from '../../../../scripts/browser-bundle.mjs';
import { CHROMIUM_FLAGS, findChromium } from '../../../../test-support/chromium.ts';
import { COUNTER } from '../messages/counter.ts';
import { type StaticFile, serve } from './static-server.ts';

/*
 * A page in a real browser, whose own WebAssembly was deleted, runs published programs through the minified polyfill. Left out, loudly, where no Chromium is
 * installed; SOFTWASM_REQUIRE_ALL=1 makes that a failure.
 */

const executablePath = findChromium();

const HTML = `<!doctype html>
<title>softwasm</title>
<script>delete globalThis.WebAssembly;</script>
<script src="/softwasm.polyfill.min.js"></script>
<script src="/sql-wasm.js"></script>
<script src="/esbuild.js"></script>`;

const { resolve } = createRequire(import.meta.url);

function file(type: string, path: string | URL): StaticFile {
  return { type, content: readFileSync(path) };
}

async function staticFiles(): Promise<ReadonlyMap<string, StaticFile>> {
  const script = 'text/javascript';
  const wasm = 'application/wasm';
  const { code } = await buildBrowserBundle('softwasm.polyfill.min.js');
  return new Map([
    ['/', { type: 'text/html', content: HTML }],
    ['/softwasm.polyfill.min.js', { type: script, content: code }],
    ['/page.mjs', file(script, new URL('page.mjs', import.meta.url))],
    ['/worker.js', file(script, new URL('worker.js', import.meta.url))],
    ['/sql-wasm.js', file(script, resolve('sql.js/dist/sql-wasm-browser.js'))],
    ['/sql-wasm.wasm', file(wasm, resolve('sql.js/dist/sql-wasm-browser.wasm'))],
    ['/esbuild.js', file(script, resolve('esbuild-wasm/lib/browser.min.js'))],
    ['/esbuild.wasm', file(wasm, resolve('esbuild-wasm/esbuild.wasm'))],
  ]);
}

const TIMEOUT = 600_000;

/** Engines for JavaScript; without a JIT, Chromium has no WebAssembly of its own to delete. */
const ENGINES: readonly (readonly [name: string, flags: readonly string[]])[] = [
  ['Chromium', []],
  ['Chromium without a JIT', ['--js-flags=--jitless']],
];

describe.each(executablePath === undefined ? [] : ENGINES)('%s', (_, flags) => {
  let server: Awaited<ReturnType<typeof serve>>;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    server = await serve(await staticFiles());
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [...CHROMIUM_FLAGS, ...flags],
    });
    page = await browser.newPage();
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.goto(server.url);
  }, TIMEOUT);

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** Calls a function of page.mjs. */
  function call(name: string, ...args: readonly unknown[]): Promise<unknown> {
    return page.evaluate(`import('/page.mjs').then((page) => page.${name}(...${JSON.stringify(args)}))`);
  }

  it('has no WebAssembly but the polyfill’s', async () => {
    expect(await call('namespace')).toEqual(['function', false, true]);
    expect(errors).toEqual([]);
  });

  it('runs sql.js', { timeout: TIMEOUT }, async () => {
    expect(await call('sql')).toEqual([
      [
        ['row 0', 6, 485],
        ['row 1', 6, 486],
      ],
      [['2432902008176640000']],
      [[42]],
      [[124750]],
      'Error: incomplete input',
    ]);
  });

  it('runs esbuild', { timeout: TIMEOUT }, async () => {
    expect(await call('esbuild')).toEqual(['71', 0, false]);
  });

  it('counts in workers', { timeout: TIMEOUT }, async () => {
    expect(await call('count', [...COUNTER], 3, 10_000)).toEqual([30_000, true, true, 3]);
    expect(errors).toEqual([]);
  });
});
