import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Host, OpenHost } from './host.ts';

/** Debian and others call it differently. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function findChromium(): string {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const paths = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = process.env.CHROMIUM ?? paths.find((path) => existsSync(path));
  if (found === undefined) throw new Error("no Chromium found: install Debian's chromium, or set CHROMIUM to its path");
  return found;
}

/** The Chromium that is installed, headless, with flags for its JavaScript engine. */
export function chromiumHost(description: Pick<Host, 'name' | 'title' | 'jit'>, flags: string): Host {
  return { ...description, open: (guest) => openChromium(flags, guest) };
}

async function openChromium(flags: string, guest: string): Promise<OpenHost> {
  const args = flags === '' ? [] : [`--js-flags=${flags}`];
  const browser = await chromium.launch({ executablePath: findChromium(), args });
  return {
    version: `Chromium ${browser.version()}`,
    async run(name, job, timeoutMs) {
      // A context of its own is a process of its own.
      const context = await browser.newContext();
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
      });
      try {
        const page = await context.newPage();
        await page.addScriptTag({ content: guest });
        const call = `softwasmBench[${JSON.stringify(name)}](${JSON.stringify(job)})`;
        return { result: (await Promise.race([page.evaluate(call), timeout])) as never };
      } finally {
        clearTimeout(timer);
        await context.close();
      }
    },
    close: () => browser.close(),
  };
}
