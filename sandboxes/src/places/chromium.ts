import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '@softwasm/spec-tests';
import type { Probe } from '../guest/message.ts';
import type { Sandbox, SandboxEngine } from '../sandbox.ts';
import { inBrowser } from './browser.ts';
import { WITH_EVAL, WITHOUT_EVAL } from './guests.ts';
import { pageFiles } from './page.ts';
import { askVersion } from './program.ts';

/** Debian and others call it differently. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function findChromium(): string | undefined {
  return process.env.CHROMIUM ?? NAMES.map(findProgram).find((path) => path !== undefined);
}

const ENGINE: SandboxEngine = {
  title: 'Chromium',
  source: "Debian's chromium, or the path in CHROMIUM",
  version: () => askVersion(findChromium(), ['--version']),
};

/** What a browser for tests does without: a screen, privileges, and whatever it would ask of the network. */
const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function chromium(profile: string, flags: readonly string[], url: string) {
  return { program: findChromium() ?? '', args: [...FLAGS, `--user-data-dir=${profile}`, ...flags, url] };
}

interface ServedPage {
  readonly flags?: readonly string[];
  readonly policy?: string;
}

function served({ flags = [], ...policy }: ServedPage): Sandbox['run'] {
  return inBrowser({ ...policy, command: (page, profile) => chromium(profile, flags, page.url('page.html')) });
}

/** An extension that opens a page of its own as soon as it is there. */
const EXTENSION: Readonly<Record<string, string>> = {
  'manifest.json': JSON.stringify({
    manifest_version: 3,
    name: 'softwasm',
    version: '1.0',
    background: { service_worker: 'background.js' },
    host_permissions: ['http://127.0.0.1/*'],
  }),
  'background.js': "chrome.tabs.create({ url: 'page.html' });",
};

const inExtension = inBrowser({
  command(page, profile, guest) {
    const folder = join(profile, 'extension');
    mkdirSync(folder);
    for (const [name, content] of Object.entries({ ...EXTENSION, ...pageFiles(guest, page.url('report')) })) {
      writeFileSync(join(folder, name), content);
    }
    // Chromium as it is branded does not look at the first flag without the second.
    const flags = [`--load-extension=${folder}`, '--disable-features=DisableLoadExtensionCommandLineSwitch'];
    return chromium(profile, flags, 'about:blank');
  },
});

const NO_EVAL: Probe = { webAssembly: 'refused', evaluation: 'refused' };
/** Pages in Chromium. */
export const CHROMIUM_SANDBOXES: readonly Sandbox[] = [
  {
    name: 'chromium-jitless',
    title: 'Page, without the JIT',
    engine: ENGINE,
    expected: { webAssembly: 'absent', evaluation: 'works' },
    guests: WITH_EVAL,
    run: served({ flags: ['--js-flags=--jitless'] }),
  },
  {
    name: 'chromium-csp',
    title: "Page, Content-Security-Policy `script-src 'self'`",
    engine: ENGINE,
    expected: NO_EVAL,
    guests: WITHOUT_EVAL,
    run: served({ policy: "script-src 'self'" }),
  },
  {
    name: 'chromium-csp-blob',
    title: "Page, Content-Security-Policy `script-src 'self' blob:`",
    engine: ENGINE,
    expected: NO_EVAL,
    guests: { import: { mode: 'import', form: 'script' }, ...WITHOUT_EVAL },
    run: served({ policy: "script-src 'self' blob:" }),
  },
  {
    name: 'chromium-trusted-types',
    title: 'Page, without the JIT, Trusted Types required (`jit` by way of a policy)',
    engine: ENGINE,
    expected: { webAssembly: 'absent', evaluation: 'refused' },
    guests: { jit: { mode: 'trusted-types', form: 'script' }, ...WITHOUT_EVAL },
    run: served({
      flags: ['--js-flags=--jitless'],
      policy: "require-trusted-types-for 'script'; trusted-types softwasm",
    }),
  },
  {
    name: 'chromium-extension',
    title: "Extension's page (Manifest V3)",
    engine: ENGINE,
    expected: NO_EVAL,
    guests: WITHOUT_EVAL,
    run: inExtension,
  },
];
