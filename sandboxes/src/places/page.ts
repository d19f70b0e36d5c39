import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Transcript } from './transcript.ts';

/** How a page has its guest tell what it says. Errors are told, too: `noise` is what is no message. */
const SHELL = `
const { report } = document.currentScript.dataset;
let told = Promise.resolve();
const print = (line) => {
  told = told.then(() => fetch(report, { method: 'POST', body: line }));
};
globalThis.softwasmShell = { print };
addEventListener('error', ({ message }) => print('error: ' + message));
addEventListener('unhandledrejection', ({ reason }) => print('rejected: ' + reason));
addEventListener('securitypolicyviolation', ({ violatedDirective, sourceFile }) => print('forbidden: ' + violatedDirective + ' ' + sourceFile));
`;

/** The files of a page that runs a guest, by path. @param report where to post what it says */
export function pageFiles(guest: string, report: string): Readonly<Record<string, string>> {
  const html = `<!doctype html>
<meta charset="utf-8">
<title>softwasm</title>
<script src="shell.js" data-report="${report}"></script>
<script src="guest.js"></script>
`;
  return { 'page.html': html, 'shell.js': SHELL, 'guest.js': guest };
}

const TYPES: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript' };

/** A page that runs a guest, served on the loopback interface, which takes down what the guest says. */
export class GuestPage {
  readonly transcript: Transcript = new Transcript();
  /** Resolves when the guest has come to its end. */
  readonly ended: Promise<void>;
  private readonly server = createServer((request, response) => void this.answer(request, response));
  private readonly guest: string;
  private readonly policy: string | undefined;
  private end: () => void = () => undefined;

  /** @param policy the page's Content-Security-Policy */
  constructor(guest: string, policy: string | undefined) {
    this.guest = guest;
    this.policy = policy;
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** The address of a path. */
  url(path: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${path}`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').slice(1);
    // Pages of extensions post across origins.
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (request.method === 'POST') {
      this.transcript.add(await text(request));
      response.writeHead(204).end();
      if (this.transcript.ended) this.end();
      return;
    }
    const file = pageFiles(this.guest, this.url('report'))[path];
    if (this.policy !== undefined) response.setHeader('Content-Security-Policy', this.policy);
    response.writeHead(file === undefined ? 404 : 200, {
      'Content-Type': `${TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'text/plain'}; charset=utf-8`,
    });
    response.end(file);
  }
}
