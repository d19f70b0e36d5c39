import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostCommand } from '@softwasm/spec-tests';
import type { GuestRun, RunOptions, Sandbox } from '../sandbox.ts';
import { GuestPage } from './page.ts';
import { endOf, killGroup, startProgram } from './program.ts';

/** How a browser shows a page. */
export interface BrowserOptions {
  /** The command that shows a page. @param profile an empty folder for what it keeps */
  readonly command: (page: GuestPage, profile: string, guest: string) => HostCommand;
  /** The page's Content-Security-Policy; absent: none. */
  readonly policy?: string;
}

/** Runs guests in a page. Browsers are not driven: the page itself tells what there is to tell, and then the browser is ended. */
export function inBrowser({ command, policy }: BrowserOptions): Sandbox['run'] {
  return async (path, { timeoutSeconds }: RunOptions): Promise<GuestRun> => {
    const profile = mkdtempSync(join(tmpdir(), 'softwasm-profile-'));
    const guest = readFileSync(path, 'utf8');
    const page = new GuestPage(guest, policy);
    await page.open();
    const child = startProgram(command(page, profile, guest), page.transcript);
    child.stdout?.resume();
    const end = endOf(child, timeoutSeconds);
    await Promise.race([page.ended, end]);
    killGroup(child);
    page.close();
    const run = page.transcript.close(await end);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    return run;
  };
}
