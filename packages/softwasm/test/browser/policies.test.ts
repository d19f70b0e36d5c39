import { assemble } from '@softwasm/wat';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBrowserBundle } from '../../../../scripts/browser-bundle.mjs';
import { CHROMIUM_FLAGS, findChromium } from '../../../../test-support/chromium.ts';
import { type StaticFile, serve } from './static-server.ts';

/*
 * Pages under policies of content: which engine is chosen, that it computes, and what the policy reports.
 */

const executablePath = findChromium();

const FIB = [
  ...assemble(`(module (func $fib (export "fib") (param i32) (result i32)
    (if (result i32) (i32.lt_s (local.get 0) (i32.const 2))
      (then (local.get 0))
      (else (i32.add
        (call $fib (i32.sub (local.get 0) (i32.const 1)))
        (call $fib (i32.sub (local.get 0) (i32.const 2))))))))`),
];

const TRUSTED = "require-trusted-types-for 'script'; trusted-types softwasm";

interface Page {
  /** Its Content-Security-Policy. */
  readonly policy: string;
  /** The options of `createWebAssembly`, as a program. */
  readonly options: string;
  /** How it compiles: `new Module`, or `instantiate`. */
  readonly compiles: 'now' | 'later';
  readonly engine: string;
  /** Which directive was violated, one for each violation. */
  readonly violations: readonly string[];
}

const PAGES: Readonly<Record<string, Page>> = {
  '/none': { policy: '', options: '{}', compiles: 'now', engine: 'jit', violations: [] },
  '/self': {
    policy: "script-src 'self'",
    options: '{}',
    compiles: 'now',
    engine: 'interpreter',
    violations: ['script-src'],
  },
  '/quiet': {
    policy: "script-src 'self'",
    options: "{ engine: 'interpreter' }",
    compiles: 'now',
    engine: 'interpreter',
    violations: [],
  },
  '/blob': {
    policy: "script-src 'self' blob:",
    options: '{ importer: blobImporter }',
    compiles: 'later',
    engine: 'import',
    violations: ['script-src'],
  },
  '/blob-quiet': {
    policy: "script-src 'self' blob:",
    options: "{ engine: 'import', importer: blobImporter }",
    compiles: 'later',
    engine: 'import',
    violations: [],
  },
  '/data': {
    policy: "script-src 'self' data:",
    options: "{ engine: 'import', importer: dataImporter }",
    compiles: 'later',
    engine: 'import',
    violations: [],
  },
  '/no-blob': {
    policy: "script-src 'self'",
    options: "{ engine: 'import', importer: blobImporter }",
    compiles: 'later',
    engine: 'interpreter',
    violations: ['script-src-elem', 'script-src-elem'],
  },
  '/trusted': {
    policy: `script-src 'self' 'unsafe-eval'; ${TRUSTED}`,
    options:
      "{ evaluator: trustedTypesEvaluator(trustedTypes.createPolicy('softwasm', { createScript: (text) => text })) }",
    compiles: 'now',
    engine: 'jit',
    violations: [],
  },
  '/not-trusted': {
    policy: `script-src 'self' 'unsafe-eval'; ${TRUSTED}`,
    options: '{}',
    compiles: 'now',
    engine: 'interpreter',
    violations: ['require-trusted-types-for'],
  },
};

/** The module of a page, which leaves what came of it in `outcome`. */
function program({ options, compiles }: Page): string {
  const bytes = `new Uint8Array(${JSON.stringify(FIB)})`;
  return `
    import { capabilities, createWebAssembly, trustedTypesEvaluator } from '/softwasm.min.js';
    import { blobImporter, dataImporter } from '/softwasm.import.min.js';
    const violations = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => violations.push(effectiveDirective));
    const namespace = createWebAssembly(${options});
    const instance = ${
      compiles === 'now'
        ? `new namespace.Instance(new namespace.Module(${bytes}))`
        : `(await namespace.instantiate(${bytes})).instance`
    };
    const result = instance.exports.fib(15);
    const { name } = capabilities({ namespace, probe: false }).engine;
    // Violations are reported by tasks.
    await new Promise((resolve) => setTimeout(resolve, 100));
    globalThis.outcome = { result, engine: name, violations };`;
}

describe.each(executablePath === undefined ? [] : ['Chromium'])('%s', () => {
  let server: Awaited<ReturnType<typeof serve>>;
  let browser: Browser;

  beforeAll(async () => {
    const script = 'text/javascript';
    const files = new Map<string, StaticFile>();
    for (const name of ['softwasm.min.js', 'softwasm.import.min.js'] as const) {
      files.set(`/${name}`, { type: script, content: (await buildBrowserBundle(name)).code });
    }
    for (const [path, page] of Object.entries(PAGES)) {
      const headers: Record<string, string> = page.policy === '' ? {} : { 'Content-Security-Policy': page.policy };
      const content = `<!doctype html><title>softwasm</title><script type="module" src="${path}.js"></script>`;
      files.set(path, { type: 'text/html', content, headers });
      files.set(`${path}.js`, { type: script, content: program(page) });
    }
    server = await serve(files);
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [...CHROMIUM_FLAGS],
    });
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  it.each(Object.entries(PAGES))('%s', { timeout: 60_000 }, async (path, { engine, violations }) => {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.goto(`${server.url}${path}`);
    // An expression that is polled would be evaluated, which the policy forbids.
    let outcome: unknown;
    for (let attempt = 0; attempt < 200 && outcome === undefined && errors.length === 0; attempt++) {
      outcome = await page.evaluate(() => (globalThis as { readonly outcome?: unknown }).outcome);
      if (outcome === undefined) await page.waitForTimeout(50);
    }
    await page.close();
    expect(errors).toEqual([]);
    expect(outcome).toEqual({ result: 610, engine, violations });
  });
});
