import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '@softwasm/spec-tests';
import type { Sandbox } from '../sandbox.ts';
import { inBrowser } from './browser.ts';
import { WITH_EVAL } from './guests.ts';
import { askVersion } from './program.ts';

const findFirefox = (): string | undefined => findProgram('firefox-esr') ?? findProgram('firefox');

/** What Tor Browser's level "Safer" sets, and what keeps a fresh profile from asking the network or the user anything. */
const PREFERENCES: Readonly<Record<string, boolean | string | number>> = {
  'javascript.options.wasm': false,
  'javascript.options.ion': false,
  'javascript.options.baselinejit': false,
  'javascript.options.native_regexp': false,
  'javascript.options.asmjs': false,
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.safebrowsing.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.max_script_run_time': 0,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': '',
  'toolkit.telemetry.reportingpolicy.firstRun': false,
};

/** A page in Firefox. */
export const FIREFOX_SANDBOX: Sandbox = {
  name: 'firefox-safer',
  title: "Page, WebAssembly and JITs off (Tor Browser's level Safer)",
  engine: {
    title: 'Firefox ESR',
    source: "Debian's firefox-esr",
    version: () => askVersion(findFirefox(), ['--version']),
  },
  expected: { webAssembly: 'absent', evaluation: 'works' },
  guests: WITH_EVAL,
  run: inBrowser({
    command(page, profile) {
      const lines = Object.entries(PREFERENCES).map(
        ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
      );
      writeFileSync(join(profile, 'user.js'), lines.join(''));
      const args = ['--headless', '--no-remote', '--profile', profile, page.url('page.html')];
      return { program: findFirefox() ?? '', args };
    },
  }),
};
